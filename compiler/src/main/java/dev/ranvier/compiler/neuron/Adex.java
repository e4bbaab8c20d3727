package dev.ranvier.compiler.neuron;

import static dev.ranvier.compiler.unit.Time.ms;
import static dev.ranvier.compiler.unit.Time.plain;

import dev.ranvier.compiler.constant.Coefficient;
import dev.ranvier.compiler.constant.Constant;
import dev.ranvier.compiler.constant.Constants;
import dev.ranvier.compiler.problem.Problems;
import dev.ranvier.compiler.surrogate.Surrogate;
import dev.ranvier.compiler.unit.Time;
import dev.ranvier.compiler.unit.TimeStep;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.TensorType;
import java.util.List;
import java.util.Optional;

/// Adaptive exponential integrate-and-fire neuron (Brette and Gerstner, Journal of Neurophysiology
/// 94, 2005), with the capacitance in the units of the currents:
///
///     dV/dt = (-(V - rest) + sharpness exp((V - onset)/sharpness)) / tauMembrane - w + I
///     dw/dt = (coupling (V - rest) - w) / tauAdaptation
///     V := reset, w := w + jump                          after V >= peak
///
/// Euler's method in the voltage, with the argument of exp at most 20; the leak of w is exact. How
/// spikes, resets and their derivatives go, is what [Runaway] says.
///
/// Voltages are in one unit, times in ms; w, jump and I in units of voltage per ms, coupling in
/// 1/ms. A neuron starts at rest with w = 0.
///
/// @param onset the voltage from which it runs away, V_T
/// @param sharpness of that, Delta_T
/// @param coupling of w to the voltage, a
/// @param jump of w at a spike, b
/// @param peak where a spike is sent
/// @param surrogate for the derivative of a spike; empty for that of its time
public record Adex(
    Time tauMembrane,
    double rest,
    double onset,
    double sharpness,
    Time tauAdaptation,
    double coupling,
    double jump,
    double reset,
    double peak,
    Optional<Surrogate> surrogate)
    implements Neuron {
  private static final double LARGEST_EXPONENT = 20;

  /// Membrane 10 ms, rest 0, onset 0.8 with sharpness 0.05, adaptation 30 ms with coupling 0 and
  /// jump 0.1, reset 0, peak 1, all of which can be changed. Derivatives go by the spike's time.
  public static Adex exactReset() {
    return new Adex(ms(10), 0, 0.8, 0.05, ms(30), 0, 0.1, 0, 1, Optional.empty());
  }

  /// As `exactReset`, but with a surrogate derivative.
  public static Adex surrogate(Surrogate surrogate) {
    Adex exact = exactReset();
    return new Adex(
        exact.tauMembrane,
        exact.rest,
        exact.onset,
        exact.sharpness,
        exact.tauAdaptation,
        exact.coupling,
        exact.jump,
        exact.reset,
        exact.peak,
        Optional.of(surrogate));
  }

  public Adex tauMembrane(Time other) {
    return with(other, rest, onset, sharpness, reset, peak);
  }

  public Adex rest(double other) {
    return with(tauMembrane, other, onset, sharpness, reset, peak);
  }

  public Adex onset(double other) {
    return with(tauMembrane, rest, other, sharpness, reset, peak);
  }

  public Adex sharpness(double other) {
    return with(tauMembrane, rest, onset, other, reset, peak);
  }

  public Adex reset(double other) {
    return with(tauMembrane, rest, onset, sharpness, other, peak);
  }

  public Adex peak(double other) {
    return with(tauMembrane, rest, onset, sharpness, reset, other);
  }

  /// @param tau time constant of w
  /// @param towards coupling of w to the voltage, in 1/ms
  /// @param by what a spike adds to w, in units of voltage per ms
  public Adex adaptation(Time tau, double towards, double by) {
    return new Adex(tauMembrane, rest, onset, sharpness, tau, towards, by, reset, peak, surrogate);
  }

  private Adex with(
      Time membrane, double atRest, double from, double width, double after, double top) {
    return new Adex(
        membrane, atRest, from, width, tauAdaptation, coupling, jump, after, top, surrogate);
  }

  @Override
  public List<StateVariable> states() {
    return List.of(new StateVariable("voltage", rest), new StateVariable("adaptation", 0));
  }

  @Override
  public List<Constant> constants() {
    return List.of(
        Constant.time("tauMembrane", tauMembrane),
        Constant.of("rest", rest),
        Constant.of("onset", onset),
        Constant.positive("sharpness", sharpness),
        Constant.time("tauAdaptation", tauAdaptation),
        Constant.of("coupling", coupling),
        Constant.of("jump", jump),
        Constant.of("reset", reset).below("peak"),
        Constant.of("peak", peak).above("reset"));
  }

  @Override
  public Optional<Coefficient> threshold(Constants constants) {
    return Optional.of(constants.get("peak"));
  }

  @Override
  public Step step(
      Builder builder, TimeStep dt, Constants constants, List<Value> states, Current current) {
    Coefficient rate = constants.number(1).over(constants.get("tauAdaptation"));
    var recovery =
        new Runaway.Recovery(
            constants.get("rest"),
            constants.get("coupling").times(rate),
            rate,
            constants.decay(dt, "tauAdaptation"),
            constants.get("jump"));
    return new Runaway(
            constants.get("peak"),
            constants.get("reset"),
            (inner, voltage) -> drift(inner, constants, voltage),
            Optional.of(recovery),
            surrogate)
        .step(builder, dt, states, current);
  }

  private static Value drift(Builder builder, Constants constants, Value voltage) {
    TensorType type = voltage.tensorType();
    Coefficient sharpness = constants.get("sharpness");
    Value above =
        builder.divide(
            builder.subtract(voltage, constants.get("onset").as(type)), sharpness.as(type));
    Value clipped = builder.minimum(above, builder.splat(type, LARGEST_EXPONENT));
    Value upstroke = builder.multiply(sharpness.as(type), builder.exponential(clipped));
    Value leak = builder.subtract(constants.get("rest").as(type), voltage);
    return builder.divide(builder.add(leak, upstroke), constants.get("tauMembrane").as(type));
  }

  @Override
  public void check(Problems problems, TimeStep dt) {
    NeuronChecks checks = new NeuronChecks(problems, dt);
    checks.timeConstant("tauMembrane", tauMembrane);
    checks.timeConstant("tauAdaptation", tauAdaptation);
    checks.finite("rest", rest);
    checks.finite("onset", onset);
    checks.positive("sharpness", sharpness, "give a width in units of voltage, such as 0.05");
    checks.finite("coupling", coupling);
    checks.finite("jump", jump);
    checks.resetBelow(reset, "peak", peak);
  }

  @Override
  public String toString() {
    String adaptation =
        "adaptation(%s, %s, %s)".formatted(tauAdaptation, plain(coupling), plain(jump));
    return "adex(tauMembrane %s, rest %s, onset %s, sharpness %s, %s, peak %s, reset to %s%s)"
        .formatted(
            tauMembrane,
            plain(rest),
            plain(onset),
            plain(sharpness),
            adaptation,
            plain(peak),
            plain(reset),
            surrogate.map(given -> ", surrogate " + given).orElse(""));
  }
}
