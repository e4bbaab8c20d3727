package dev.ranvier.compiler.pass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.compiler.graph.NetworkGraph;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.Stage;
import dev.ranvier.ir.Verifier;
import dev.ranvier.ir.eval.Evaluator;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.CustomDerivativeOp;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.SignOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Functions with derivatives of their own become what they do.
class LowerDerivativesTest {
  private static final TensorType TYPE = TensorType.of(ElementType.F32, 3);

  @ParameterizedTest
  @MethodSource("dev.ranvier.compiler.pass.Runs#graphs")
  void givesTheSameBeforeAndAfter(NetworkGraph graph) {
    Module before = Runs.event(graph);
    Module after = LowerDerivatives.run(before);
    assertThat(OpCounts.of(before, CustomDerivativeOp.class)).isPositive();
    assertThat(OpCounts.of(after, CustomDerivativeOp.class)).isZero();
    assertThat(Verifier.verify(after, Stage.EVENT)).isEmpty();
    assertThat(Runs.run(after, graph)).isEqualTo(Runs.run(before, graph));
  }

  /// Gives its two operands' sign and sum; one in the other.
  private static List<Value> custom(Builder builder, List<Value> operands, boolean nested) {
    Block primal =
        Builder.block(
            List.of(TYPE, TYPE),
            Location.UNKNOWN,
            (b, v) -> {
              List<Value> given =
                  nested ? custom(b, List.<Value>copyOf(v), false) : List.of(v.get(0), v.get(1));
              b.returns(b.add(new SignOp(given.get(0))), b.add(given.get(0), given.get(1)));
            });
    Block slopes =
        Builder.block(
            List.of(TYPE, TYPE, TYPE, TYPE),
            Location.UNKNOWN,
            (b, v) -> b.returns(v.get(2), v.get(3)));
    return builder.append(new CustomDerivativeOp(operands, primal, slopes, slopes));
  }

  @Test
  void inlinesAllResultsAlsoOfOneInAnother() {
    for (boolean nested : List.of(false, true)) {
      Builder builder = new Builder(List.of(TYPE, TYPE), Location.UNKNOWN);
      builder.functionReturns(custom(builder, List.<Value>copyOf(builder.arguments()), nested));
      Module before = Module.of("m", Function.of("main", true, builder.build(), Location.UNKNOWN));
      Module after = LowerDerivatives.run(before);
      assertThat(Verifier.verify(after, Stage.TENSOR)).isEmpty();
      List<Tensor> given =
          List.of(Tensor.ofFloats(TYPE, -2, 0, 3), Tensor.ofFloats(TYPE, 0.5f, 1, -4));
      List<Tensor> results = Evaluator.evaluate(after, "main", given);
      assertThat(results).isEqualTo(Evaluator.evaluate(before, "main", given));
      assertThat(results.getFirst()).isEqualTo(Tensor.ofFloats(TYPE, -1, 0, 1));
      assertThat(results.getLast().toDoubles())
          .containsExactly(nested ? new double[] {-2.5, 1, 0} : new double[] {-1.5, 1, -1});
    }
  }
}
