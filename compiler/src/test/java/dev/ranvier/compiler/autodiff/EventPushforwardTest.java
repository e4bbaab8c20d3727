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
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.CustomDerivativeOp;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.SignOp;
import dev.ranvier.ir.op.TanhOp;
import dev.ranvier.ir.op.TimeLoopOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventPushforwardTest {
  private static final TensorType VECTOR = TensorType.of(ElementType.F64, 2);
  private static final TensorType ROWS = TensorType.of(ElementType.F64, 5, 2);
  private static final TensorType STEP = TensorType.scalar(ElementType.I32);

  /// A leaky state driven by rows, which is recorded, and the number of steps so far.
  private static Function leaky(boolean backward) {
    Builder out = new Builder(List.of(VECTOR, VECTOR, ROWS), Location.UNKNOWN);
    List<Value> given = out.arguments();
    Value first = out.splat(STEP, 0L);
    Block body =
        Builder.block(
            List.of(STEP, STEP, VECTOR, VECTOR),
            Location.UNKNOWN,
            (b, v) -> {
              Value leak = b.multiply(v.get(2), given.get(1));
              Value next = b.add(new TanhOp(b.add(leak, v.get(3))));
              b.returns(b.add(v.get(1), b.splat(STEP, 1L)), next, b.multiply(next, leak), v.get(1));
            });
    List<Value> results =
        out.append(
            new TimeLoopOp(
                5, first, List.of(first, given.get(0)), List.of(given.get(2)), body, backward));
    out.functionReturns(results.get(1), results.get(2));
    return Function.of("main", true, out.build(), Location.UNKNOWN);
  }

  private static final List<Tensor> AT =
      List.of(
          Tensor.ofDoubles(VECTOR, 0.5, -0.25),
          Tensor.ofDoubles(VECTOR, 0.75, 0.5),
          Tensor.ofDoubles(ROWS, 1, 0, -1, 0.5, 0.25, 0.125, 0, 1, -0.5, 0.75));
  private static final List<Tensor> TANGENTS =
      List.of(
          Tensor.ofDoubles(VECTOR, 1, -1),
          Tensor.ofDoubles(VECTOR, 0.5, 2),
          Tensor.ofDoubles(ROWS, 1, 2, 3, -1, -2, -3, 0, 1, 1, -1));

  private static List<Tensor> moved(double by) {
    return List.of(moved(0, by), moved(1, by), moved(2, by));
  }

  private static Tensor moved(int i, double by) {
    double[] x = AT.get(i).toDoubles();
    for (int j = 0; j < x.length; j++) {
      x[j] += by * TANGENTS.get(i).asDouble(j);
    }
    return Tensor.ofDoubles(AT.get(i).type(), x);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void tangentsGoThroughTimeBesideStatesRowsAndRecords(boolean backward) {
    Function function = leaky(backward);
    Module jvp = Module.of("m", Gradient.jvp(function, List.of(0, 1, 2)));
    Verifier.verifyOrThrow(jvp, Stage.EVENT);

    List<Tensor> arguments = Stream.concat(AT.stream(), TANGENTS.stream()).toList();
    List<Tensor> results = Evaluator.evaluate(jvp, "main", arguments);

    Module module = Module.of("m", function);
    List<Tensor> ahead = Evaluator.evaluate(module, "main", moved(1e-5));
    List<Tensor> behind = Evaluator.evaluate(module, "main", moved(-1e-5));
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < ahead.get(i).size(); j++) {
        double slope = (ahead.get(i).asDouble(j) - behind.get(i).asDouble(j)) / 2e-5;
        assertThat(results.get(2 + i).asDouble(j)).isCloseTo(slope, within(1e-8));
      }
    }
  }

  /// A step, with a surrogate's slope of 3.
  @Test
  void aFunctionWithDerivativesOfItsOwnIsPushedByThem() {
    Builder out = new Builder(List.of(VECTOR), Location.UNKNOWN);
    Block primal =
        Builder.block(
            List.of(VECTOR), Location.UNKNOWN, (b, v) -> b.returns(b.add(new SignOp(v.get(0)))));
    Block slope =
        Builder.block(
            List.of(VECTOR, VECTOR),
            Location.UNKNOWN,
            (b, v) -> b.returns(b.multiply(v.get(1), b.splat(VECTOR, 3.0))));
    out.functionReturns(out.add(new CustomDerivativeOp(out.arguments(), primal, slope, slope)));
    Function function = Function.of("main", true, out.build(), Location.UNKNOWN);

    List<Tensor> results =
        Evaluator.evaluate(
            Module.of("m", Gradient.jvp(function, List.of(0))),
            "main",
            List.of(AT.get(0), TANGENTS.get(1)));

    assertThat(results.get(0).toDoubles()).containsExactly(1, -1);
    assertThat(results.get(1).toDoubles()).containsExactly(1.5, 6);
  }
}
