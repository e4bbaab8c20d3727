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

/// Quadratic integrate-and-fire neuron (Latham et al., Journal of Neurophysiology 83, 2000; Gerstner
/// et al., Neuronal Dynamics, 2014, section 5.3):
///
///     dV/dt = gain (V - rest)(V - critical) / tauMembrane + I
///     V := reset                                        after V >= peak
///
/// by Euler's method; how spikes, resets and their derivatives go, is what [Runaway] says. Without
/// current, the voltage returns to rest below `critical` and runs away above it.
///
/// Voltages are in one unit, gain in its inverse, times in ms; I in units of voltage per ms. A
/// neuron starts at rest.
///
/// @param peak where a spike is sent
/// @param surrogate for the derivative of a spike; empty for that of its time
public record Qif(
    Time tauMembrane,
    double gain,
    double rest,
    double critical,
    double reset,
    double peak,
    Optional<Surrogate> surrogate)
    implements Neuron {
  /// Membrane 10 ms, gain 2, rest 0, critical voltage 0.5, reset 0, peak 1, all of which can be
  /// changed. Derivatives go by the spike's time.
  public static Qif exactReset() {
    return new Qif(ms(10), 2, 0, 0.5, 0, 1, Optional.empty());
  }

  /// As `exactReset`, but with a surrogate derivative.
  public static Qif surrogate(Surrogate surrogate) {
    return new Qif(ms(10), 2, 0, 0.5, 0, 1, Optional.of(surrogate));
  }

  public Qif tauMembrane(Time other) {
    return new Qif(other, gain, rest, critical, reset, peak, surrogate);
  }

  public Qif gain(double other) {
    return new Qif(tauMembrane, other, rest, critical, reset, peak, surrogate);
  }

  public Qif rest(double other) {
    return new Qif(tauMembrane, gain, other, critical, reset, peak, surrogate);
  }

  public Qif critical(double other) {
    return new Qif(tauMembrane, gain, rest, other, reset, peak, surrogate);
  }

  public Qif reset(double other) {
    return new Qif(tauMembrane, gain, rest, critical, other, peak, surrogate);
  }

  public Qif peak(double other) {
    return new Qif(tauMembrane, gain, rest, critical, reset, other, surrogate);
  }

  @Override
  public List<StateVariable> states() {
    return List.of(new StateVariable("voltage", rest));
  }

  @Override
  public List<Constant> constants() {
    return List.of(
        Constant.time("tauMembrane", tauMembrane),
        Constant.positive("gain", gain),
        Constant.of("rest", rest).below("critical"),
        Constant.of("critical", critical).above("rest"),
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
    return new Runaway(
            constants.get("peak"),
            constants.get("reset"),
            (inner, voltage) -> drift(inner, constants, voltage),
            Optional.empty(),
            surrogate)
        .step(builder, dt, states, current);
  }

  private static Value drift(Builder builder, Constants constants, Value voltage) {
    TensorType type = voltage.tensorType();
    Value aboveRest = builder.subtract(voltage, constants.get("rest").as(type));
    Value aboveCritical = builder.subtract(voltage, constants.get("critical").as(type));
    Value factor = constants.get("gain").over(constants.get("tauMembrane")).as(type);
    return builder.multiply(factor, builder.multiply(aboveRest, aboveCritical));
  }

  @Override
  public void check(Problems problems, TimeStep dt) {
    NeuronChecks checks = new NeuronChecks(problems, dt);
    checks.timeConstant("tauMembrane", tauMembrane);
    checks.positive("gain", gain, "give a gain in 1/voltage, such as 2");
    if (checks.finite("rest", rest) && checks.finite("critical", critical)) {
      problems.require(
          rest < critical,
          "rest " + plain(rest),
          "below critical " + plain(critical),
          "lower the rest, or raise the critical voltage");
    }
    checks.resetBelow(reset, "peak", peak);
  }

  @Override
  public String toString() {
    return "qif(tauMembrane %s, gain %s, rest %s, critical %s, peak %s, reset to %s%s)"
        .formatted(
            tauMembrane,
            plain(gain),
            plain(rest),
            plain(critical),
            plain(peak),
            plain(reset),
            surrogate.map(given -> ", surrogate " + given).orElse(""));
  }
}
