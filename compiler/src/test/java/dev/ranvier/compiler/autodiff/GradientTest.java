package dev.ranvier.compiler.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.eval.Evaluator;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.DotDimensionNumbers;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.TanhOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

class GradientTest {
  private static final TensorType MATRIX = TensorType.of(ElementType.F64, 2, 3);
  private static final TensorType VECTOR = TensorType.of(ElementType.F64, 3);

  /// The sum of the squares of tanh(W x).
  private static Function layer() {
    Builder out = new Builder(List.of(MATRIX, VECTOR), Location.UNKNOWN);
    List<Value> arguments = out.arguments();
    Value product =
        out.dotGeneral(arguments.get(0), arguments.get(1), DotDimensionNumbers.contracting(1, 0));
    Value y = out.add(new TanhOp(product));
    out.functionReturns(out.reduceSum(out.multiply(y, y), 0), y);
    return Function.of("layer", true, out.build(), Location.UNKNOWN);
  }

  @Test
  void givesTheResultsAndThenTheGradientsOfTheFirst() {
    Function gradient = Gradient.reverse(layer(), List.of(0, 1));
    Tensor w = Tensor.ofDoubles(MATRIX, 0.1, -0.2, 0.3, 0.5, 0.4, -0.6);
    Tensor x = Tensor.ofDoubles(VECTOR, 1, 2, -1);

    List<Tensor> results = Evaluator.evaluate(Module.of("m", gradient), "layer", List.of(w, x));

    double[] y = {Math.tanh(-0.6), Math.tanh(1.9)};
    assertThat(results).hasSize(4);
    assertThat(results.get(2).type()).isEqualTo(MATRIX);
    assertThat(results.get(0).asDouble(0)).isCloseTo(y[0] * y[0] + y[1] * y[1], within(1e-14));
    double[] back = {2 * y[0] * (1 - y[0] * y[0]), 2 * y[1] * (1 - y[1] * y[1])};
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 3; j++) {
        assertThat(results.get(2).asDouble(3 * i + j))
            .isCloseTo(back[i] * x.asDouble(j), within(1e-14));
      }
    }
    assertThat(results.get(3).asDouble(0)).isCloseTo(0.1 * back[0] + 0.5 * back[1], within(1e-14));
  }

  @Test
  void rejectsFunctionWhoseFirstResultIsNotAScalar() {
    Builder out = new Builder(List.of(VECTOR), Location.UNKNOWN);
    out.functionReturns(out.arguments());
    Function function = Function.of("wide", true, out.build(), Location.UNKNOWN);

    assertThatThrownBy(() -> Gradient.reverse(function, List.of(0)))
        .hasMessage(
            "function @wide: expected a first result that is a float scalar, got tensor<3xf64>");
  }

  /// In a loop, what is not kept is made again; here each op needs the one before.
  @Test
  void aLongBlockIsMadeAgainWithoutGoingDeep() {
    Builder out = new Builder(List.of(VECTOR), Location.UNKNOWN);
    Value zero = out.scalar(ElementType.I32, 0L);
    List<Value> left =
        out.whileLoop(
            List.of(zero, out.arguments().getFirst()),
            (t, v) -> t.compare(ComparisonDirection.LT, v.get(0), t.scalar(ElementType.I32, 2L)),
            (t, v) -> {
              Value x = v.get(1);
              for (int i = 0; i < 20_000; i++) {
                x = t.add(new TanhOp(x));
              }
              return List.of(t.add(v.get(0), t.scalar(ElementType.I32, 1L)), x);
            });
    out.functionReturns(out.reduceSum(left.get(1), 0));
    Function deep = Function.of("deep", true, out.build(), Location.UNKNOWN);

    Function gradient = Gradient.reverse(deep, List.of(0));

    assertThat(gradient.type().results())
        .containsExactly(TensorType.scalar(ElementType.F64), VECTOR);
  }
}
