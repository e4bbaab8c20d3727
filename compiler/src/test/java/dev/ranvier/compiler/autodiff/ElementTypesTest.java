package dev.ranvier.compiler.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.Stage;
import dev.ranvier.ir.Verifier;
import dev.ranvier.ir.eval.Evaluator;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.op.AddOp;
import dev.ranvier.ir.op.DotDimensionNumbers;
import dev.ranvier.ir.op.DotGeneralOp;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.MaximumOp;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.ReduceOp;
import dev.ranvier.ir.op.TanhOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Gradients have the element types of what they are gradients of, also through products and folds
/// whose results are wider than what they take.
class ElementTypesTest {
  private static final double[] MATRIX = {0.5, -0.25, 1, 0.75, 0.5, -1};
  private static final double[] VECTOR = {1, 0.5, -0.5};

  /// The sum and the maximum of tanh(W x), the products and folds in `wide`.
  private static Function network(ElementType narrow, ElementType wide) {
    Builder out =
        new Builder(
            List.of(TensorType.of(narrow, 2, 3), TensorType.of(narrow, 3)), Location.UNKNOWN);
    Value product =
        out.add(
            new DotGeneralOp(
                out.arguments().get(0),
                out.arguments().get(1),
                DotDimensionNumbers.contracting(1, 0),
                List.of(),
                TensorType.of(wide, 2)));
    Value y = out.convert(out.add(new TanhOp(product)), narrow);
    Value sum = fold(out, y, wide, AddOp::new);
    out.functionReturns(out.add(sum, fold(out, y, wide, MaximumOp::new)));
    return Function.of("main", true, out.build(), Location.UNKNOWN);
  }

  private static Value fold(
      Builder out, Value y, ElementType wide, BiFunction<Value, Value, Op> fold) {
    TensorType scalar = TensorType.scalar(wide);
    return out.add(
        new ReduceOp(
            List.of(y),
            List.of(out.scalar(y.tensorType().element(), -100.0)),
            List.of(0L),
            Builder.block(
                List.of(scalar, scalar),
                Location.UNKNOWN,
                (b, pair) -> b.returns(b.add(fold.apply(pair.get(0), pair.get(1)))))));
  }

  private static List<Tensor> gradients(ElementType narrow, ElementType wide) {
    Function gradient = Gradient.reverse(network(narrow, wide), List.of(0, 1));
    Module module = Module.of("m", gradient);
    Verifier.verifyOrThrow(module, Stage.TENSOR);
    List<Tensor> at =
        List.of(
            Tensor.ofDoubles(TensorType.of(narrow, 2, 3), MATRIX),
            Tensor.ofDoubles(TensorType.of(narrow, 3), VECTOR));
    return Evaluator.evaluate(module, "main", at).subList(1, 3);
  }

  @ParameterizedTest
  @EnumSource(names = {"F16", "BF16", "F32"})
  void narrowOperandsHaveNarrowGradients(ElementType narrow) {
    List<Tensor> expected = gradients(ElementType.F64, ElementType.F64);
    for (ElementType wide : List.of(narrow, ElementType.F32)) {
      List<Tensor> got = gradients(narrow, wide);
      for (int i = 0; i < got.size(); i++) {
        assertThat(got.get(i).type()).isEqualTo(expected.get(i).type().withElement(narrow));
        assertThat(got.get(i).toDoubles())
            .containsExactly(expected.get(i).toDoubles(), within(0.02));
      }
    }
  }
}
