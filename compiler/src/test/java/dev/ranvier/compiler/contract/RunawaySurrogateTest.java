package dev.ranvier.compiler.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.ranvier.compiler.autodiff.Gradient;
import dev.ranvier.compiler.constant.Constants;
import dev.ranvier.compiler.contract.PlainNeurons.PlainRunaway;
import dev.ranvier.compiler.neuron.Current;
import dev.ranvier.compiler.neuron.Neuron;
import dev.ranvier.compiler.surrogate.SuperSpike;
import dev.ranvier.compiler.unit.Time;
import dev.ranvier.compiler.unit.TimeStep;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.eval.Evaluator;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.Payload;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// One step of neurons that run away to a peak, with surrogates: what comes of the voltage V, of w
/// and of the number of the spike has the derivatives that the equations say, below the peak and at
/// the reset. With s the surrogate's derivative and V', w' before any reset,
///
///     dV+ = (V < peak ? dV' : 0) + (reset - V') s(V - peak) dV
///     dw+ = dw' + jump s(V - peak) dV
///     dS  = s(V+ - peak) dV+
class RunawaySurrogateTest {
  private static final TensorType ONE = TensorType.of(ElementType.F32, 1, 1);
  private static final double DT = 0.05;
  private static final double CURRENT = 0.3;

  /// How far below the peak, in parts of the way from the start.
  static Stream<Arguments> cases() {
    return PlainNeurons.all().stream()
        .filter(neuron -> neuron instanceof PlainRunaway && !neuron.isExact())
        .flatMap(
            neuron ->
                DoubleStream.of(0.5, 0.02, -0.02)
                    .mapToObj(below -> arguments((PlainRunaway) neuron, below)));
  }

  /// What is differentiated.
  private enum Sought {
    VOLTAGE,
    RECOVERY,
    NUMBER
  }

  private static double[] derivatives(Neuron neuron, double[] at, Sought sought) {
    Builder builder = new Builder(Collections.nCopies(at.length, ONE), Location.UNKNOWN);
    List<Value> given = builder.arguments();
    Neuron.Step step =
        neuron.step(
            builder,
            new TimeStep(Time.ms(DT)),
            Constants.untrained(builder, neuron.constants()),
            given.subList(0, at.length - 1),
            Current.constant(given.getLast()));
    Value result =
        switch (sought) {
          case VOLTAGE -> step.voltage();
          case RECOVERY -> step.states().get(1);
          case NUMBER -> Objects.requireNonNull(step.payload().get(Payload.VALUES));
        };
    builder.functionReturns(builder.reduceSum(result, 0, 1));
    Function function = Function.of("step", true, builder.build(), Location.UNKNOWN);
    List<Integer> all = IntStream.range(0, at.length).boxed().toList();
    List<Tensor> values = new ArrayList<>();
    DoubleStream.of(at).forEach(number -> values.add(Tensor.ofDoubles(ONE, number)));
    return Evaluator.evaluate(Module.of("m", Gradient.reverse(function, all)), "step", values)
        .subList(1, 1 + at.length)
        .stream()
        .mapToDouble(tensor -> tensor.asDouble(0))
        .toArray();
  }

  /// The slope of a state by a number of `at`: states, then the current.
  private static double slope(PlainRunaway neuron, double[] at, int state, int by) {
    double[] up = at.clone();
    double[] down = at.clone();
    up[by] += 1e-5;
    down[by] -= 1e-5;
    return (slopes(neuron, up)[state] - slopes(neuron, down)[state]) / 2e-5;
  }

  private static double[] slopes(PlainRunaway neuron, double[] at) {
    return neuron.slopes(Arrays.copyOf(at, at.length - 1), at[at.length - 1]);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void derivativesAreThoseOfItsEquations(PlainRunaway neuron, double below) {
    double[] start = neuron.start();
    double[] at = Arrays.copyOf(start, start.length + 1);
    at[0] = neuron.peak() - below * (neuron.peak() - start[0]);
    at[start.length] = CURRENT;
    boolean crossed = below < 0;
    double[] put = Arrays.copyOf(at, start.length);
    neuron.jump(put);
    double risen = at[0] + DT * slopes(neuron, at)[0];
    double atPeak = surrogate(neuron, at[0]);
    double after = crossed ? put[0] : risen;
    double[] byVoltage = derivatives(neuron.model(), at, Sought.VOLTAGE);
    double[] byNumber = derivatives(neuron.model(), at, Sought.NUMBER);
    for (int by = 0; by < at.length; by++) {
      double moved = crossed ? 0 : (by == 0 ? 1 : 0) + DT * slope(neuron, at, 0, by);
      double expected = moved + (by == 0 ? (put[0] - risen) * atPeak : 0);
      assertClose("voltage by " + by, byVoltage[by], expected);
      assertClose("number by " + by, byNumber[by], surrogate(neuron, after) * expected);
    }
    if (start.length == 2) {
      double[] found = derivatives(neuron.model(), at, Sought.RECOVERY);
      double coupled = DT * slope(neuron, at, 1, 0);
      assertClose("recovery by voltage", found[0], coupled + (put[1] - at[1]) * atPeak);
      assertClose("recovery by itself", found[1], neuron.kept(DT));
      assertThat(found[2]).as("recovery by current").isZero();
    }
  }

  private static double surrogate(PlainRunaway neuron, double voltage) {
    SuperSpike given = (SuperSpike) neuron.surrogate().orElseThrow();
    return Math.pow(given.slope() * Math.abs(voltage - neuron.peak()) + 1, -2);
  }

  private static void assertClose(String what, double got, double wanted) {
    assertThat(got).as(what).isCloseTo(wanted, within(1e-4 * (Math.abs(wanted) + 1e-2)));
  }
}
