package dev.ranvier.compiler;

import static dev.ranvier.compiler.dsl.Declare.dt;
import static dev.ranvier.compiler.dsl.Declare.fixedFanOut;
import static dev.ranvier.compiler.dsl.Declare.fixedProbability;
import static dev.ranvier.compiler.dsl.Declare.ms;
import static dev.ranvier.compiler.dsl.Declare.uniform;
import static dev.ranvier.compiler.target.Targets.cpu;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ranvier.compiler.dsl.Declare;
import dev.ranvier.compiler.dsl.Network;
import dev.ranvier.compiler.neuron.Lif;
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
import dev.ranvier.models.WrongNetworks;
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
              state in->cells.queue.sums: tensor<10xf64>
              state in->cells.queue.row: tensor<i32>
              state cells->cells.current: tensor<2x5xf32>
              state cells->cells.queue.sums: tensor<200xf64>
              state cells->cells.queue.row: tensor<i32>
              state cells->cells.queue.steps: tensor<100xi32>
              state cells->cells.queue.clock: tensor<i32>
              state cells->cells.queue.turn: tensor<i32>
              count cells.spikeCount: tensor<2x5xi32>
              count in->cells.dropped: tensor<2xi32>
              count cells->cells.dropped: tensor<2xi32>
            outputs
              state cells.voltage: tensor<2x5xf32>
              state in->cells.current: tensor<2x5xf32>
              state in->cells.queue.sums: tensor<10xf64>
              state in->cells.queue.row: tensor<i32>
              state cells->cells.current: tensor<2x5xf32>
              state cells->cells.queue.sums: tensor<200xf64>
              state cells->cells.queue.row: tensor<i32>
              state cells->cells.queue.steps: tensor<100xi32>
              state cells->cells.queue.clock: tensor<i32>
              state cells->cells.queue.turn: tensor<i32>
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
                queue:     ring(), delays 1 to 1 steps: !ranvier.queue<2x10xring[1], "dendritic-events">
                synapses:  10 (allToAll()) in each sample
                layout:    dendritic-events (about 0.115 us a step, 80 B): each spike walks through its row of synapses: 0.200 events a step are expected
                others:    axonal-history (about 1.52 us a step, 16 B), synaptic (about 1.55 us a step, 80 B), axonal-shift (about 3.00 us a step, 4 B), axonal-line (about 3.01 us a step, 8 B)
              projection "cells" -> "cells"
                queue:     fifo(2), delays 20 to 20 steps: !ranvier.queue<2x25xfifo[2, 20], "dendritic-events">
                synapses:  25 (allToAll()) in each sample
                layout:    dendritic-events (about 0.120 us a step, 2000 B): each spike walks through its row of synapses: 0.500 events a step are expected
                others:    synaptic (about 1.68 us a step, 400 B)
            """);
  }

  @Test
  void givesTextWithoutAWordOfPorts() {
    Program program = compile(20);
    assertThat(program.text())
        .startsWith("module @recurrent")
        .contains("@main", "stablehlo.while", "tf.aliasing_output", "Models.java");
    for (String text : List.of(program.text(), program.initialText())) {
      assertThat(text.replace("ranvier.stablehlo_version", "the version it needs"))
          .contains("@main")
          .doesNotContain("ranvier.");
    }
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
    Tensor sums = named(state, "cells->cells.queue.sums");
    assertThat(voltage.toFloats()).containsOnly(-0.25f);
    assertThat(sums.toDoubles()).containsOnly(0);
  }

  @Test
  void refusesTargetsThatAreNotKnown() {
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
            run of network "recurrent": number of steps 0 is not at least 1; give the number of steps that one call runs \\(.*\\)\
            """);
  }

  @Test
  void refusesALayoutThatAProjectionCanNotHave() {
    Network net = WrongNetworks.withProjection(fixedFanOut(2).layout("axonal-line"));
    assertThatThrownBy(() -> Compiler.target(cpu()).compile(net, Settings.batch(1)))
        .isInstanceOf(NetworkException.class)
        .message()
        .matches(
            "projection \"x\" -> \"out\": layout \"axonal-line\" is not one of"
                + " \\[dendritic-events, axonal-history, synaptic\\]; ask for one of these, or for"
                + " none \\(.*\\)");
  }

  @Test
  void takesAMillionSynapsesAsArguments() {
    Network net =
        Network.named(
            "big",
            dt(ms(0.1)),
            n -> {
              var cells = n.population("cells", 3200, Lif.exactReset());
              n.project(cells, cells, fixedProbability(0.1).delays(uniform(ms(0.1), ms(8))));
              n.record(Declare.spikes(cells));
            });
    Program program = Compiler.target(cpu()).compile(net, Settings.batch(1).seed(1));
    Tensor weights = named(program.parameters(), "cells->cells.weights");
    assertThat(weights.size()).isBetween(1_000_000, 1_050_000);
    assertThat(program.text().length()).as("characters of text").isLessThan(50_000);
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
