package dev.ranvier.ir.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ranvier.ir.Module;
import dev.ranvier.ir.Stage;
import dev.ranvier.ir.Verifier;
import dev.ranvier.ir.eval.Evaluator;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.op.AllGatherOp;
import dev.ranvier.ir.op.AllReduceOp;
import dev.ranvier.ir.op.AllToAllOp;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.CallOp;
import dev.ranvier.ir.op.CollectivePermuteOp;
import dev.ranvier.ir.op.CompositeOp;
import dev.ranvier.ir.op.ConvertOp;
import dev.ranvier.ir.op.CustomCallOp;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.ReduceScatterOp;
import dev.ranvier.ir.op.RngOp;
import dev.ranvier.ir.op.ShardingConstraintOp;
import dev.ranvier.ir.op.TensorOp;
import dev.ranvier.ir.text.Parser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every example of the specification that computes numbers, by the evaluator.
final class SpecificationExamplesTest {
  private static final Path FILE = Path.of("src", "test", "resources", "spec", "examples.mlir");

  /// Ops for which the specification has no numbers, none for a single device, or (of a conversion)
  /// none of real elements.
  private static final Set<Class<? extends TensorOp>> WITHOUT =
      Set.of(
          AllGatherOp.class,
          AllReduceOp.class,
          AllToAllOp.class,
          CallOp.class,
          CollectivePermuteOp.class,
          CompositeOp.class,
          ConvertOp.class,
          CustomCallOp.class,
          ReduceScatterOp.class,
          RngOp.class,
          ShardingConstraintOp.class);

  /// @param name of the op, and a remark if there is one
  record Example(String name, Module module) {
    List<Tensor> run(String function, List<Tensor> arguments) {
      return Evaluator.evaluate(module, function, arguments);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Example> examples() throws IOException {
    return Arrays.stream(Files.readString(FILE).split("\n// -----\n\n", -1))
        .skip(1)
        .map(
            text -> {
              String name = text.substring(0, text.indexOf('\n')).replace("// ", "");
              return new Example(name, Parser.parse(text, name));
            });
  }

  @ParameterizedTest
  @MethodSource("examples")
  void givesWhatTheSpecificationExpects(Example example) {
    Verifier.verifyOrThrow(example.module, Stage.TENSOR);
    List<Tensor> expected = example.run("expected", List.of());
    List<Tensor> got = example.run("main", example.run("given", List.of()));
    assertThat(got).hasSameSizeAs(expected);
    for (int i = 0; i < got.size(); i++) {
      check(got.get(i), expected.get(i));
    }
  }

  /// Floats are printed there with at least five digits.
  private static void check(Tensor got, Tensor expected) {
    assertThat(got.type()).isEqualTo(expected.type());
    if (!got.type().element().isFloat()) {
      assertThat(got).isEqualTo(expected);
      return;
    }
    for (int i = 0; i < got.size(); i++) {
      double number = expected.asDouble(i);
      if (Double.isFinite(number)) {
        assertThat(got.asDouble(i)).isCloseTo(number, within(1e-7 + 2e-6 * Math.abs(number)));
      } else {
        assertThat(Double.compare(got.asDouble(i), number)).isZero();
      }
    }
  }

  @Test
  void hasAnExampleOfEveryOpSaveSome() throws IOException {
    Set<Class<?>> seen = new HashSet<>();
    examples().forEach(example -> add(example.module.functions().getFirst().body(), seen));
    assertThat(seen).doesNotContainAnyElementsOf(WITHOUT);
    seen.addAll(WITHOUT);
    assertThat(seen).containsExactlyInAnyOrderElementsOf(records(TensorOp.class));
  }

  private static void add(Block block, Set<Class<?>> seen) {
    for (Instruction instruction : block.instructions()) {
      seen.add(instruction.op().getClass());
      instruction.op().regions().forEach(region -> add(region, seen));
    }
  }

  /// Every record under a sealed interface.
  private static Set<Class<?>> records(Class<?> sealed) {
    Class<?>[] below = sealed.getPermittedSubclasses();
    if (below == null) {
      return Set.of(sealed);
    }
    Set<Class<?>> found = new HashSet<>();
    for (Class<?> each : below) {
      found.addAll(records(each));
    }
    return found;
  }
}
