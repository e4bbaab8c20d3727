package dev.ranvier.compiler.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.eval.Evaluator;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.op.AbsOp;
import dev.ranvier.ir.op.Literal;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.MaximumOp;
import dev.ranvier.ir.op.MultiplyOp;
import dev.ranvier.ir.op.PowerOp;
import dev.ranvier.ir.op.ReduceWindowOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.op.Window;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/// What stands for the derivative where there is none, as `Slopes` says.
class KinksTest {
  /// The gradients of the sum of what `body` gives, by vectors of the same length.
  private static List<double[]> gradients(
      BiFunction<Builder, List<Value>, Value> body, double[]... at) {
    List<Tensor> arguments =
        Arrays.stream(at)
            .map(x -> Tensor.ofDoubles(TensorType.of(ElementType.F64, x.length), x))
            .toList();
    Builder out = new Builder(arguments.stream().map(Tensor::type).toList(), Location.UNKNOWN);
    Value result = body.apply(out, out.arguments());
    out.functionReturns(result.tensorType().isScalar() ? result : out.reduceSum(result, 0));
    Function function = Function.of("main", true, out.build(), Location.UNKNOWN);
    List<Integer> wrt = arguments.size() == 1 ? List.of(0) : List.of(0, 1);
    Function gradient = Gradient.reverse(function, wrt);
    List<Tensor> results = Evaluator.evaluate(Module.of("m", gradient), "main", arguments);
    return results.stream().skip(1).map(Tensor::toDoubles).toList();
  }

  @Test
  void absoluteOfZero() {
    assertThat(gradients((b, x) -> b.add(new AbsOp(x.getFirst())), new double[] {0, -2}))
        .containsExactly(new double[] {0, -1});
  }

  @Test
  void equalsShareAMaximum() {
    assertThat(
            gradients(
                (b, x) -> b.maximum(x.get(0), x.get(1)), new double[] {1, 3}, new double[] {1, 2}))
        .containsExactly(new double[] {0.5, 1}, new double[] {0.5, 0});
    assertThat(gradients((b, x) -> b.reduceMaximum(x.getFirst(), 0), new double[] {4, 1, 4, 4}))
        .containsExactly(new double[] {1.0 / 3, 0, 1.0 / 3, 1.0 / 3});
  }

  @Test
  void clampAtABound() {
    assertThat(
            gradients(
                (b, x) ->
                    b.clamp(
                        b.scalar(ElementType.F64, 0.0),
                        x.getFirst(),
                        b.scalar(ElementType.F64, 1.0)),
                new double[] {0, 0.5, 1, 2}))
        .containsExactly(new double[] {0, 1, 0, 0});
  }

  @Test
  void powersOfZeroAndByZero() {
    List<double[]> gradients =
        gradients(
            (b, x) -> b.add(new PowerOp(x.get(0), x.get(1))),
            new double[] {0, 0, 3},
            new double[] {0, 2, 0});

    assertThat(gradients.get(0)).containsExactly(0, 0, 0);
    assertThat(gradients.get(1)).containsExactly(new double[] {0, 0, Math.log(3)}, within(1e-15));
  }

  @Test
  void productsWithZeros() {
    BiFunction<Builder, List<Value>, Value> product =
        (b, x) ->
            b.reduce(
                x.getFirst(),
                Literal.splat(TensorType.scalar(ElementType.F64), 1.0),
                MultiplyOp::new,
                0);

    assertThat(gradients(product, new double[] {2, 0, 3})).containsExactly(new double[] {0, 6, 0});
    assertThat(gradients(product, new double[] {0, 0, 3})).containsExactly(new double[] {0, 0, 0});
  }

  @Test
  void theFirstOfEqualsHasAMaximumOverAWindow() {
    TensorType scalar = TensorType.scalar(ElementType.F64);
    assertThat(
            gradients(
                (b, x) ->
                    b.add(
                        new ReduceWindowOp(
                            x,
                            List.of(b.scalar(ElementType.F64, Double.NEGATIVE_INFINITY)),
                            Window.of(List.of(3L)),
                            Builder.block(
                                List.of(scalar, scalar),
                                Location.UNKNOWN,
                                (c, pair) ->
                                    c.returns(c.add(new MaximumOp(pair.get(0), pair.get(1))))))),
                new double[] {5, 5, 1, 5}))
        .containsExactly(new double[] {1, 1, 0, 0});
  }
}
