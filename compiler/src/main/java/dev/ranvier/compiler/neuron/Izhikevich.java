package dev.ranvier.compiler.neuron;

import static dev.ranvier.compiler.unit.Time.plain;

import dev.ranvier.compiler.constant.Coefficient;
import dev.ranvier.compiler.constant.Constant;
import dev.ranvier.compiler.constant.Constants;
import dev.ranvier.compiler.problem.Problems;
import dev.ranvier.compiler.surrogate.Surrogate;
import dev.ranvier.compiler.unit.TimeStep;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.TensorType;
import java.util.List;
import java.util.Optional;

/// Izhikevich's simple model (IEEE Transactions on Neural Networks 14, 2003):
///
///     dV/dt = 0.04 V^2 + 5 V + 140 - u + I
///     du/dt = a (b V - u)
///     V := c, u := u + d                                after V >= 30
///
/// by Euler's method, for which dt should be at most 0.5 ms; how spikes, resets and their
/// derivatives go, is what [Runaway] says.
///
/// Voltages are in mV, times in ms, u, d and I in mV/ms, a and b in 1/ms. A neuron starts at V = c,
/// u = b c.
///
/// @param a how fast u recovers
/// @param b coupling of u to the voltage
/// @param c reset of the voltage
/// @param d jump of u at a spike
/// @param surrogate for the derivative of a spike; empty for that of its time
public record Izhikevich(double a, double b, double c, double d, Optional<Surrogate> surrogate)
    implements Neuron {
  private static final double PEAK = 30;
  private static final double LONGEST_STEP = 1;

  /// Regular spiking: a 0.02, b 0.2, c -65, d 8.
  public static Izhikevich regularSpiking() {
    return of(0.02, 0.2, -65, 8);
  }

  /// Fast spiking: a 0.1, b 0.2, c -65, d 2.
  public static Izhikevich fastSpiking() {
    return of(0.1, 0.2, -65, 2);
  }

  /// Chattering: a 0.02, b 0.2, c -50, d 2.
  public static Izhikevich chattering() {
    return of(0.02, 0.2, -50, 2);
  }

  /// Derivatives go by the spike's time.
  public static Izhikevich of(double a, double b, double c, double d) {
    return new Izhikevich(a, b, c, d, Optional.empty());
  }

  /// With a surrogate derivative.
  public Izhikevich surrogate(Surrogate given) {
    return new Izhikevich(a, b, c, d, Optional.of(given));
  }

  @Override
  public List<StateVariable> states() {
    return List.of(new StateVariable("voltage", c), new StateVariable("recovery", b * c));
  }

  @Override
  public List<Constant> constants() {
    return List.of(
        Constant.positive("a", a),
        Constant.of("b", b),
        Constant.of("c", c).below(PEAK),
        Constant.of("d", d));
  }

  @Override
  public Optional<Coefficient> threshold(Constants constants) {
    return Optional.of(constants.number(PEAK));
  }

  @Override
  public Step step(
      Builder builder, TimeStep dt, Constants constants, List<Value> states, Current current) {
    Coefficient rate = constants.get("a");
    var recovery =
        new Runaway.Recovery(
            constants.number(0),
            rate.times(constants.get("b")),
            rate,
            constants.number(1).minus(rate.times(dt.length().milliseconds())),
            constants.get("d"));
    return new Runaway(
            constants.number(PEAK),
            constants.get("c"),
            Izhikevich::drift,
            Optional.of(recovery),
            surrogate)
        .step(builder, dt, states, current);
  }

  /// `(0.04 V + 5) V + 140`.
  private static Value drift(Builder builder, Value voltage) {
    TensorType type = voltage.tensorType();
    Value steep = builder.multiply(builder.splat(type, 0.04), voltage);
    Value linear = builder.add(steep, builder.splat(type, 5.0));
    return builder.add(builder.multiply(linear, voltage), builder.splat(type, 140.0));
  }

  @Override
  public void check(Problems problems, TimeStep dt) {
    NeuronChecks checks = new NeuronChecks(problems, dt);
    checks.positive("a", a, "give a rate in 1/ms, such as 0.02");
    checks.finite("b", b);
    checks.finite("d", d);
    checks.resetBelow(c, "peak", PEAK);
    if (dt.length().isPositive()) {
      problems.require(
          dt.length().milliseconds() <= LONGEST_STEP,
          dt.toString(),
          "at most %s ms, for Izhikevich neurons".formatted(plain(LONGEST_STEP)),
          "use a smaller dt; 0.1 ms is accurate");
    }
  }

  @Override
  public String toString() {
    return "izhikevich(a %s, b %s, c %s, d %s%s)"
        .formatted(
            plain(a),
            plain(b),
            plain(c),
            plain(d),
            surrogate.map(given -> ", surrogate " + given).orElse(""));
  }
}
