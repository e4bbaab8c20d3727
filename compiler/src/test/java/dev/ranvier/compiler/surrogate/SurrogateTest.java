package dev.ranvier.compiler.surrogate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.ranvier.compiler.autodiff.Gradient;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.eval.Evaluator;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Each surrogate against its formula, written again in plain Java, and against the function that
/// it is said to be the derivative of.
class SurrogateTest {
  private static final double SLOPE = 4;
  private static final double[] DISTANCES = {-3, -0.26, -0.25, -0.1, -0.01, 0, 0.07, 0.24, 0.3, 2};
  private static final TensorType TYPE = TensorType.of(ElementType.F32, DISTANCES.length);

  static Stream<Arguments> formulas() {
    return Stream.of(
        arguments(new SuperSpike(SLOPE), at(x -> 1 / Math.pow(SLOPE * Math.abs(x) + 1, 2))),
        arguments(new FastSigmoid(SLOPE), at(x -> SLOPE / Math.pow(1 + SLOPE * Math.abs(x), 2))),
        arguments(
            new ArcTangent(SLOPE), at(x -> SLOPE / 2 / (1 + Math.pow(Math.PI / 2 * SLOPE * x, 2)))),
        arguments(new Triangular(SLOPE), at(x -> SLOPE * Math.max(0, 1 - SLOPE * Math.abs(x)))));
  }

  /// What they are derivatives of.
  static Stream<Arguments> integrals() {
    return Stream.of(
        arguments(new SuperSpike(SLOPE), at(x -> x / (1 + SLOPE * Math.abs(x)))),
        arguments(new FastSigmoid(SLOPE), at(x -> SLOPE * x / (1 + SLOPE * Math.abs(x)))),
        arguments(new ArcTangent(SLOPE), at(x -> Math.atan(Math.PI / 2 * SLOPE * x) / Math.PI)),
        arguments(new Triangular(SLOPE), at(SurrogateTest::underTriangle)));
  }

  private static double underTriangle(double x) {
    double part = Math.min(1, SLOPE * Math.abs(x));
    return Math.signum(x) * (part - part * part / 2);
  }

  private static DoubleUnaryOperator at(DoubleUnaryOperator formula) {
    return formula;
  }

  private static double[] derivatives(Surrogate surrogate) {
    Builder builder = new Builder(List.of(TYPE), Location.UNKNOWN);
    builder.functionReturns(surrogate.derivative(builder, builder.arguments().getFirst()));
    return evaluated(builder, false).getFirst().toDoubles();
  }

  private static List<Tensor> evaluated(Builder builder, boolean differentiated) {
    var plain = dev.ranvier.ir.Function.of("f", true, builder.build(), Location.UNKNOWN);
    Module module = Module.of("m", differentiated ? Gradient.reverse(plain, List.of(0)) : plain);
    return Evaluator.evaluate(module, "f", List.of(Tensor.ofDoubles(TYPE, DISTANCES)));
  }

  @ParameterizedTest
  @MethodSource("formulas")
  void isItsFormula(Surrogate surrogate, DoubleUnaryOperator formula) {
    double[] expected = Arrays.stream(DISTANCES).map(formula).toArray();
    assertThat(derivatives(surrogate)).containsExactly(expected, within(1e-5));
  }

  @ParameterizedTest
  @MethodSource("integrals")
  void isTheSlopeOfWhatItIsTheDerivativeOf(Surrogate surrogate, DoubleUnaryOperator integral) {
    double[] got = derivatives(surrogate);
    for (int i = 0; i < DISTANCES.length; i++) {
      double x = DISTANCES[i];
      double slope = (integral.applyAsDouble(x + 1e-6) - integral.applyAsDouble(x - 1e-6)) / 2e-6;
      assertThat(got[i]).as("at %s", x).isCloseTo(slope, within(1e-4));
    }
  }

  /// Of a sum of the numbers, each times its place.
  @ParameterizedTest
  @MethodSource("formulas")
  void isTheDerivativeOfSpikesAsNumbers(Surrogate surrogate, DoubleUnaryOperator formula) {
    Builder builder = new Builder(List.of(TYPE), Location.UNKNOWN);
    Value distance = builder.arguments().getFirst();
    Value spikes = builder.compare(ComparisonDirection.GE, distance, builder.splat(TYPE, 0.0));
    Value numbers = surrogate.numbers(builder, spikes, distance);
    Value weights = builder.convert(builder.iota(TYPE, 0), ElementType.F32);
    builder.functionReturns(builder.reduceSum(builder.multiply(numbers, weights), 0));
    List<Tensor> got = evaluated(builder, true);
    assertThat(got.get(0).asDouble(0)).isEqualTo(5 + 6 + 7 + 8 + 9);
    for (int i = 0; i < DISTANCES.length; i++) {
      assertThat(got.get(1).asDouble(i))
          .isCloseTo(i * formula.applyAsDouble(DISTANCES[i]), within(1e-4));
    }
  }

  @Test
  void refusesSlopesThatAreNotPositive() {
    List<Function<Double, Surrogate>> all =
        List.of(SuperSpike::new, FastSigmoid::new, ArcTangent::new, Triangular::new);
    for (Function<Double, Surrogate> one : all) {
      assertThatThrownBy(() -> one.apply(0.0))
          .hasMessage("surrogate: expected a slope that is positive and finite, got 0.0");
    }
  }
}
