package dev.ranvier.compiler;

import static dev.ranvier.compiler.target.Targets.cpu;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ranvier.compiler.problem.NetworkException;
import dev.ranvier.compiler.signature.Port;
import dev.ranvier.compiler.signature.Role;
import dev.ranvier.compiler.target.TargetException;
import dev.ranvier.compiler.target.Targets;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.Stage;
import dev.ranvier.ir.Verifier;
import dev.ranvier.ir.eval.Evaluator;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.models.Models;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CompilerTest {
  private static Program compile(int steps) {
    return Compiler.target(cpu())
        .compile(Models.recurrent(), Settings.batch(2).steps(steps).seed(3));
  }

  /// Runs a program once; `values` are inputs by name and are replaced by what is carried on.
  private static Map<String, Tensor> call(Program program, Map<String, Tensor> values) {
    List<Tensor> arguments = new ArrayList<>();
    for (Port port : program.signature().inputs()) {
      Tensor value = values.get(port.name());
      assertThat(value).as(port.toString()).isNotNull();
      arguments.add(value);
    }
    List<Tensor> results = Evaluator.evaluate(program.module(), "main", arguments);
    Map<String, Tensor> records = new HashMap<>();
    for (int i = 0; i < results.size(); i++) {
      Port port = program.signature().outputs().get(i);
      if (port.role() == Role.RECORD) {
        records.put(port.name(), results.get(i));
      } else {
        values.put(port.name(), results.get(i));
      }
    }
    return records;
  }

  private static Map<String, Tensor> start(Program program) {
    Map<String, Tensor> values = new HashMap<>(program.parameters());
    values.putAll(program.initialState());
    values.put("step", Tensor.scalar(ElementType.I32, 0L));
    return values;
  }

  private static Tensor named(Map<String, Tensor> values, String name) {
    return Objects.requireNonNull(values.get(name), name);
  }

  private static int[] spikes(int steps) {
    SplittableRandom random = new SplittableRandom(11);
    return random.ints(steps * 4L, 0, 10).map(drawn -> drawn == 0 ? 1 : 0).toArray();
  }

  @Test
  void cutsALongRunIntoCallsThatFollowEachOther() {
    int[] given = spikes(60);
    Program whole = compile(60);
    Map<String, Tensor> once = start(whole);
    once.put("in.spikes", Tensor.ofInts(TensorType.of(ElementType.U8, 60, 2, 2), given));
    Map<String, Tensor> expected = call(whole, once);

    Program part = compile(20);
    Map<String, Tensor> carried = start(part);
    List<float[]> voltages = new ArrayList<>();
    for (int call = 0; call < 3; call++) {
      int[] rows = Arrays.copyOfRange(given, call * 80, (call + 1) * 80);
      carried.put("step", Tensor.scalar(ElementType.I32, call * 20L));
      carried.put("in.spikes", Tensor.ofInts(TensorType.of(ElementType.U8, 20, 2, 2), rows));
      Tensor voltage = named(call(part, carried), "cells.voltage");
      voltages.add(voltage.toFloats());
    }
    Tensor all = named(expected, "cells.voltage");
    for (int call = 0; call < 3; call++) {
      assertThat(voltages.get(call))
          .isEqualTo(Arrays.copyOfRange(all.toFloats(), call * 200, (call + 1) * 200));
    }
    for (Port port : whole.signature().carried()) {
      assertThat(carried.get(port.name())).as(port.name()).isEqualTo(once.get(port.name()));
    }
  }

  @Test
  void saysWhatAProgramTakesAndGives() {
    assertThat(compile(20).signature().toString())
        .isEqualTo(
            """
            inputs
              step step: tensor<i32>
              sequence in.spikes: tensor<20x2x2xui8>
              parameter in->cells.weights: tensor<2x5xf32>
              parameter in->cells.delays: tensor<2x5xi32>
              parameter cells->cells.weights: tensor<5x5xf32>
              parameter cells->cells.delays: tensor<5x5xi32>
              state cells.voltage: tensor<2x5xf32>
              state in->cells.current: tensor<2x5xf32>
              state in->cells.queue.history0: tensor<2x2xui32>
              state cells->cells.current: tensor<2x5xf32>
              state cells->cells.queue.word0: tensor<2x5x5xui32>
              count cells.spikeCount: tensor<2x5xi32>
              count in->cells.dropped: tensor<2xi32>
              count cells->cells.dropped: tensor<2xi32>
            outputs
              state cells.voltage: tensor<2x5xf32>
              state in->cells.current: tensor<2x5xf32>
              state in->cells.queue.history0: tensor<2x2xui32>
              state cells->cells.current: tensor<2x5xf32>
              state cells->cells.queue.word0: tensor<2x5x5xui32>
              count cells.spikeCount: tensor<2x5xi32>
              count in->cells.dropped: tensor<2xi32>
              count cells->cells.dropped: tensor<2xi32>
              record cells.spikes: tensor<20x2x5xui8>
              record cells.voltage: tensor<20x2x5xf32>
            """);
  }

  @Test
  void explainsWhatItChose() {
    assertThat(compile(20).explain())
        .isEqualTo(
            """
            network "recurrent" on cpu
              projection "in" -> "cells"
                queue:     ring(), delays 1 to 1 steps: !ranvier.queue<2x2x5xring[1]>
                placement: one history for each source, which all of its synapses read, 2 x 5 synapses in each sample
                lowering:  1 x 32 bits a source, one bit a step, since the synapses of a source are sent the same spikes and delays are fixed
              projection "cells" -> "cells"
                queue:     fifo(2), delays 20 to 20 steps: !ranvier.queue<2x5x5xfifo[2, 20]>
                placement: one queue for each synapse, 5 x 5 synapses in each sample
                lowering:  2 stamps of 7 bits in 1 x 32 bits a queue, all aged and compared at once
            """);
  }

  @Test
  void givesTextWithoutAWordOfPorts() {
    Program program = compile(20);
    assertThat(program.text())
        .startsWith("module @recurrent")
        .contains("@main", "stablehlo.while", "tf.aliasing_output", "Models.java")
        .doesNotContain("ranvier.");
    assertThat(program.initialText()).contains("@main").doesNotContain("ranvier.");
    assertThat(Verifier.verify(program.module(), Stage.TENSOR)).isEmpty();
    assertThat(Verifier.verify(program.initialModule(), Stage.TENSOR)).isEmpty();
  }

  @Test
  void givesTextOfEveryStage() {
    Stages stages = compile(20).stages();
    assertThat(stages.text(Stages.Name.GRAPH)).startsWith("network \"recurrent\" dt 0.5 ms");
    assertThat(stages.text(Stages.Name.EVENT)).contains("ranvier.time_loop", "@initial", "@main");
    assertThat(stages.text(Stages.Name.STABLEHLO)).isEqualTo(compile(20).text());
  }

  @Test
  void drawsTheSameParametersFromTheSameSeed() {
    assertThat(compile(1).parameters()).isEqualTo(compile(7).parameters());
    Program other = Compiler.target(cpu()).compile(Models.recurrent(), Settings.batch(2).seed(4));
    assertThat(other.parameters()).isNotEqualTo(compile(1).parameters());
  }

  @Test
  void drawsTheSameBitsOnEveryMachine() {
    Tensor weights = named(compile(1).parameters(), "in->cells.weights");
    assertThat(weights.toFloats()).startsWith(0.9435136f, 0.6649048f, 1.3386712f, 0.80850387f);
  }

  @Test
  void drawsDelaysOnTheGridOverTheWholeRange() {
    Program program = Compiler.target(cpu()).compile(Models.yinYang(), Settings.batch(1).seed(1));
    Tensor delays = named(program.parameters(), "in->hidden.delays");
    assertThat(Arrays.stream(delays.toInts()).distinct().sorted().toArray())
        .isEqualTo(java.util.stream.IntStream.rangeClosed(1, 20).toArray());
  }

  @Test
  void startsNeuronsAtTheirResetAndQueuesEmpty() {
    Map<String, Tensor> state = compile(1).initialState();
    Tensor voltage = named(state, "cells.voltage");
    Tensor word = named(state, "cells->cells.queue.word0");
    assertThat(voltage.toFloats()).containsOnly(-0.25f);
    assertThat(word.toInts()).containsOnly(0);
  }

  @Test
  void refusesTargetsThatAreNotBuilt() {
    for (String name : List.of("gpu", "tpu", "lpu")) {
      assertThatThrownBy(() -> Compiler.target(Targets.named(name)))
          .isInstanceOf(TargetException.class)
          .hasMessage("target \"" + name + "\": not built yet; use one of cpu");
    }
    assertThatThrownBy(() -> Targets.named("abacus"))
        .isInstanceOf(TargetException.class)
        .hasMessage("target \"abacus\": expected one of cpu, gpu, tpu, lpu");
  }

  @Test
  void refusesRunsOfNothing() {
    assertThatThrownBy(
            () -> Compiler.target(cpu()).compile(Models.recurrent(), Settings.batch(0).steps(0)))
        .isInstanceOf(NetworkException.class)
        .message()
        .matches(
            """
            run of network "recurrent": batch 0 is not at least 1; give a batch of 1 or more \\(.*\\)
            run of network "recurrent": number of steps 0 is not at least 1; give the number of steps that one call runs \\(.*\\)""");
  }

  @Test
  void namesThePassThatFailedAndKeepsWhatItWasGiven() {
    Module given = compile(1).module();
    Compiler.Pass broken =
        new Compiler.Pass(
            "BreakThings",
            Stage.TENSOR,
            _ -> {
              throw new IllegalStateException("out of luck");
            });
    assertThatThrownBy(() -> Compiler.run(broken, given))
        .isInstanceOfSatisfying(
            CompilerException.class,
            thrown -> {
              assertThat(thrown)
                  .hasMessage(
                      "pass BreakThings of the compiler failed (out of luck); this is a fault of"
                          + " the compiler: please report it");
              assertThat(thrown.before()).containsSame(given);
              assertThat(thrown.after()).isEmpty();
            });
  }

  @Test
  void refusesAModuleThatAPassLeftWithEventOps() {
    Module event = compile(1).stages().event();
    Compiler.Pass idle = new Compiler.Pass("DoNothing", Stage.TENSOR, module -> module);
    assertThatThrownBy(() -> Compiler.run(idle, event))
        .isInstanceOfSatisfying(
            CompilerException.class,
            thrown -> {
              assertThat(thrown.pass()).isEqualTo("DoNothing");
              assertThat(thrown.after()).containsSame(event);
            });
  }
}
