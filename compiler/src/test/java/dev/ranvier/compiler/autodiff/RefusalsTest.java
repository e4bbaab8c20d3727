package dev.ranvier.compiler.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.eval.Evaluator;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.CustomCallOp;
import dev.ranvier.ir.op.DivideOp;
import dev.ranvier.ir.op.Literal;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.ScatterDimensionNumbers;
import dev.ranvier.ir.op.ScatterOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/// What cannot be differentiated is refused by the op's name and the user's line, and only if
/// something flows through it.
class RefusalsTest {
  private static final TensorType VECTOR = TensorType.of(ElementType.F64, 4);
  private static final TensorType SCALAR = TensorType.scalar(ElementType.F64);

  private final Builder out = new Builder(List.of(VECTOR, SCALAR), Location.of("Net.java", 31));
  private final Value x = out.arguments().get(0);
  private final Value limit = out.arguments().get(1);

  private Function returning(Value value) {
    out.functionReturns(value);
    return Function.of("main", true, out.build(), Location.UNKNOWN);
  }

  /// Doubles until the sum reaches a limit.
  private Function doubling() {
    List<Value> left =
        out.whileLoop(
            List.of(x),
            (t, v) -> t.compare(ComparisonDirection.LT, t.reduceSum(v.getFirst(), 0), limit),
            (t, v) -> List.of(t.add(v.getFirst(), v.getFirst())));
    return returning(left.getFirst());
  }

  @Test
  void reverseModeOfALoopThatIsNotCounted() {
    Function function = doubling();

    assertThatThrownBy(() -> Gradient.vjp(function, List.of(0)))
        .isInstanceOf(NotDifferentiable.class)
        .hasMessage(
            "stablehlo.while: expected, in reverse mode, a number of turns that can be read off (an"
                + " integer counter that begins with a constant, goes by a constant and is compared"
                + " with a constant), got another loop; write it so, or use forward mode"
                + " (Net.java:31)");
  }

  @Test
  void forwardModeTakesALoopThatIsNotCounted() {
    Function jvp = Gradient.jvp(doubling(), List.of(0));
    Tensor ones = Tensor.ofDoubles(VECTOR, 1, 1, 1, 1);

    List<Tensor> results =
        Evaluator.evaluate(
            Module.of("m", jvp), "main", List.of(ones, Tensor.scalar(ElementType.F64, 20), ones));

    assertThat(results.get(1).toDoubles()).containsExactly(8, 8, 8, 8);
  }

  @Test
  void aLoopThatNothingFlowsThroughMayBeAny() {
    Function function = doubling();

    assertThat(Gradient.vjp(function, List.of()).body().yieldedTypes()).hasSize(1);
  }

  @Test
  void aFoldOfAnUnknownKind() {
    Function function = returning(out.reduce(x, Literal.splat(SCALAR, 1.0), DivideOp::new, 0));

    String message =
        "stablehlo.reduce: expected a fold of one tensor that is a sum, product, maximum or"
            + " minimum, got another; write it as several of these (Net.java:31)";
    assertThatThrownBy(() -> Gradient.reverse(function, List.of(0))).hasMessage(message);
    assertThatThrownBy(() -> Gradient.jvp(function, List.of(0))).hasMessage(message);
  }

  @Test
  void aScatterThatReplacesWhereIndicesMayBeTheSame() {
    TensorType pair = TensorType.of(ElementType.F64, 2);
    Function function =
        returning(
            out.add(
                new ScatterOp(
                    List.of(x),
                    out.constant(Literal.of(TensorType.of(ElementType.I32, 2, 1), 1L, 1L)),
                    List.of(out.splat(pair, 0.5)),
                    ScatterDimensionNumbers.of(List.of(), List.of(0L), List.of(0L), 1),
                    false,
                    false,
                    Builder.block(
                        List.of(SCALAR, SCALAR),
                        Location.UNKNOWN,
                        (b, both) -> b.returns(both.get(1))))));

    assertThatThrownBy(() -> Gradient.vjp(function, List.of(0)))
        .hasMessage(
            "stablehlo.scatter: expected unique indices where updates overwrite, since which of two"
                + " updates stays is the device's choice; promise unique indices, or add"
                + " (Net.java:31)");
  }

  @Test
  void callsThatOnlyTheDeviceKnows() {
    Value called =
        out.append(new CustomCallOp("erf", List.of(x), false, Optional.empty(), 2, List.of(VECTOR)))
            .getFirst();

    Function function = returning(called);

    assertThatThrownBy(() -> Gradient.vjp(function, List.of(0)))
        .hasMessage(
            "stablehlo.custom_call: expected an op whose derivative is known, got one that only the"
                + " device knows (Net.java:31)");
  }

  @Test
  void callsThatAreNotInlined() {
    Function function = returning(out.call("f", List.of(x), List.of(VECTOR)).getFirst());

    assertThatThrownBy(() -> Gradient.jvp(function, List.of(0)))
        .hasMessage(
            "func.call: expected calls to be inlined before, got one; run InlineCalls"
                + " (Net.java:31)");
  }

  /// By the values sent and by the cotangents that are given, which go through the line alone.
  @Test
  void secondDerivativesOfEvents() {
    Function function = new Deliveries("ring", 6, true, false, List.of(9)).function();
    Function back = Gradient.vjp(function, List.of(0, 2));
    int given = back.body().arguments().size();

    for (int wrt : List.of(0, given - 1)) {
      for (BiFunction<Function, List<Integer>, Function> mode :
          List.<BiFunction<Function, List<Integer>, Function>>of(Gradient::vjp, Gradient::jvp)) {
        assertThatThrownBy(() -> mode.apply(back, List.of(wrt)))
            .isInstanceOf(NotDifferentiable.class)
            .hasMessageContaining(": expected a first derivative, got the derivative of one");
      }
    }
  }

  @Test
  void argumentsThatAreNotThereOrTwice() {
    Function function = returning(out.multiply(x, x));

    assertThatThrownBy(() -> Gradient.vjp(function, List.of(2)))
        .hasMessageStartingWith(
            "function @main: expected arguments of floats to differentiate by, got number 2");
    assertThatThrownBy(() -> Gradient.vjp(function, List.of(0, 0)))
        .hasMessage("function @main: expected each argument once to differentiate by, got [0, 0]");
  }
}
