package dev.ranvier.compiler.neuron;

import static dev.ranvier.compiler.unit.Time.ms;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ranvier.compiler.autodiff.Gradient;
import dev.ranvier.compiler.constant.Constants;
import dev.ranvier.compiler.surrogate.SuperSpike;
import dev.ranvier.compiler.unit.TimeStep;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.eval.Evaluator;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Derivatives of one step by constants, where the spike S is a number with a surrogate derivative s:
///
///     V' = exp(-dt/tau) V + I dt,   next = V' - S (threshold - reset),   dS = s d(V' - threshold)
class SurrogateConstantsTest {
  private static final TensorType ONE = TensorType.of(ElementType.F32, 1, 1);
  private static final TensorType EACH = TensorType.of(ElementType.F32, 1);
  private static final double DT = 0.5;
  private static final double TAU = 8;
  private static final double THRESHOLD = 0.9;
  private static final double RESET = 0.1;
  private static final double VOLTAGE = 0.8;

  private static Module module() {
    Lif lif = Lif.surrogate(new SuperSpike(10)).tauMembrane(ms(1)).threshold(2).reset(-1);
    Builder builder = new Builder(List.of(ONE, ONE, EACH, EACH, EACH), Location.UNKNOWN);
    List<Value> given = builder.arguments();
    Map<String, Value> trained =
        Map.of("tauMembrane", given.get(2), "threshold", given.get(3), "reset", given.get(4));
    Neuron.Step step =
        lif.step(
            builder,
            new TimeStep(ms(DT)),
            Constants.of(builder, lif.constants(), trained),
            List.of(given.get(0)),
            Current.constant(given.get(1)));
    builder.functionReturns(builder.reduceSum(step.voltage(), 0, 1));
    Function function = Function.of("step", true, builder.build(), Location.UNKNOWN);
    return Module.of("step", Gradient.reverse(function, List.of(2, 3, 4)));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.7})
  void theResetScalesWithTheSurrogate(double current) {
    List<Tensor> given = new ArrayList<>();
    given.add(Tensor.ofDoubles(ONE, VOLTAGE));
    given.add(Tensor.ofDoubles(ONE, current));
    for (double constant : List.of(TAU, THRESHOLD, RESET)) {
      given.add(Tensor.ofDoubles(EACH, constant));
    }
    List<Tensor> got = Evaluator.evaluate(module(), "step", Collections.unmodifiableList(given));
    double decay = Math.exp(-DT / TAU);
    double charged = decay * VOLTAGE + current * DT;
    double spike = charged >= THRESHOLD ? 1 : 0;
    double height = THRESHOLD - RESET;
    double slope = Math.pow(10 * Math.abs(charged - THRESHOLD) + 1, -2);
    assertThat(got.get(0).asDouble(0)).isCloseTo(charged - spike * height, within(1e-6));
    double byTau = DT / (TAU * TAU) * decay * VOLTAGE;
    assertThat(got.get(1).asDouble(0)).isCloseTo(byTau * (1 - slope * height), within(1e-6));
    assertThat(got.get(2).asDouble(0)).isCloseTo(slope * height - spike, within(1e-5));
    assertThat(got.get(3).asDouble(0)).isCloseTo(spike, within(1e-6));
  }
}
