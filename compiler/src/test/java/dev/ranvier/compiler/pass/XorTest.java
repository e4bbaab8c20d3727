package dev.ranvier.compiler.pass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.compiler.Compiler;
import dev.ranvier.compiler.Program;
import dev.ranvier.compiler.Settings;
import dev.ranvier.compiler.signature.Port;
import dev.ranvier.compiler.signature.Role;
import dev.ranvier.compiler.target.Targets;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.eval.Evaluator;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.op.Attribute;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.models.Models;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// A whole network, compiled as for a user and run by the evaluator: it tells the exclusive or of
/// two bits, each a train of spikes, by which of two neurons fires more.
class XorTest {
  private static final int CASES = 4;
  private static final int STEPS = 100;

  /// A spike in every fifth step of each channel that is on. Case k has the bits of k.
  private static Tensor spikes() {
    int[] given = new int[STEPS * CASES * 3];
    for (int step = 0; step < STEPS; step += 5) {
      for (int each = 0; each < CASES; each++) {
        int row = (step * CASES + each) * 3;
        given[row] = each & 1;
        given[row + 1] = each >> 1;
        given[row + 2] = 1;
      }
    }
    return Tensor.ofInts(TensorType.of(ElementType.U8, STEPS, CASES, 3), given);
  }

  private static Program program() {
    return Compiler.target(Targets.cpu())
        .compile(Models.xor(), Settings.batch(CASES).steps(STEPS).seed(1));
  }

  /// The records of the shipped module, by name.
  private static Map<String, Tensor> shipped(Program program) {
    Map<String, Tensor> values = new HashMap<>(program.parameters());
    values.putAll(program.initialState());
    values.put("step", Tensor.scalar(ElementType.I32, 0L));
    values.put("in.spikes", spikes());
    List<Tensor> arguments = new ArrayList<>();
    for (Port port : program.signature().inputs()) {
      arguments.add(Objects.requireNonNull(values.get(port.name()), port.name()));
    }
    List<Tensor> results = Evaluator.evaluate(program.module(), "main", arguments);
    Map<String, Tensor> records = new LinkedHashMap<>();
    for (int i = 0; i < results.size(); i++) {
      Port port = program.signature().outputs().get(i);
      if (port.role() == Role.RECORD) {
        records.put(port.name(), results.get(i));
      }
    }
    return records;
  }

  /// The records of the module of events, by name: they are what `main` gives last.
  private static Map<String, Tensor> events(Program program) {
    Module module = Runs.withWhole(program.stages().event());
    List<Tensor> arguments = new ArrayList<>();
    arguments.add(Tensor.scalar(ElementType.I32, 0L));
    arguments.add(spikes());
    arguments.addAll(program.parameters().values());
    List<Tensor> results = Evaluator.evaluate(module, "whole", arguments);
    Function main = module.function("main").orElseThrow();
    int first = results.size() - main.resultAttributes().size();
    Map<String, Tensor> records = new LinkedHashMap<>();
    for (int i = 0; i < main.resultAttributes().size(); i++) {
      Map<String, Attribute> said = main.resultAttributes().get(i);
      if (new Attribute.Text("record").equals(said.get("ranvier.role"))) {
        records.put(
            ((Attribute.Text) Objects.requireNonNull(said.get("ranvier.port"))).value(),
            results.get(first + i));
      }
    }
    return records;
  }

  /// How often each of the two readout neurons fires in each case.
  private static int[][] counts(Tensor spikes) {
    int[][] counts = new int[CASES][2];
    for (int i = 0; i < spikes.size(); i++) {
      counts[i / 2 % CASES][i % 2] += (int) spikes.asLong(i);
    }
    return counts;
  }

  @Test
  void tellsTheExclusiveOrOfTwoBits() {
    Tensor answer = Objects.requireNonNull(shipped(program()).get("answer.spikes"));
    int[][] counts = counts(answer);
    for (int each = 0; each < CASES; each++) {
      int wanted = (each & 1) ^ (each >> 1);
      assertThat(counts[each][wanted])
          .as("spikes for the right answer in case %d, of %s", each, Arrays.deepToString(counts))
          .isGreaterThan(counts[each][1 - wanted] + 3);
    }
  }

  @Test
  void givesTheSameAsTheModuleOfEvents() {
    Program program = program();
    Map<String, Tensor> shipped = shipped(program);
    assertThat(shipped.keySet())
        .containsExactly("hidden.spikes", "answer.spikes", "answer.voltage");
    assertThat(shipped).isEqualTo(events(program));
  }
}
