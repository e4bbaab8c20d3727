package dev.ranvier.compiler.neuron;

import static dev.ranvier.compiler.unit.Time.ms;
import static dev.ranvier.compiler.unit.Time.plain;

import dev.ranvier.compiler.constant.Coefficient;
import dev.ranvier.compiler.constant.Constant;
import dev.ranvier.compiler.constant.Constants;
import dev.ranvier.compiler.derivative.Moved;
import dev.ranvier.compiler.derivative.SpikeTime;
import dev.ranvier.compiler.problem.Problems;
import dev.ranvier.compiler.surrogate.Surrogate;
import dev.ranvier.compiler.unit.Time;
import dev.ranvier.compiler.unit.TimeStep;
import dev.ranvier.compiler.unit.WideFloats;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.Payload;
import dev.ranvier.ir.op.SpikeOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Leaky integrate-and-fire neuron whose threshold rises with its spikes (Bellec et al., NeurIPS
/// 2018; Gerstner et al., Neuronal Dynamics, 2014, section 6.1), both leaks integrated exactly:
///
///     dV/dt = -V/tauMembrane + I      V' = exp(-dt/tauMembrane) V + I dt
///     da/dt = -a/tauAdaptation        a' = exp(-dt/tauAdaptation) a
///     spike  where  V < threshold + a  and  V' >= threshold + a'
///     a := a' + jump,  and  V := reset, or V' - (threshold + a' - reset) with a surrogate
///
/// Derivatives go through a spike by its time, dt_spike = -d(V - a)/(dV/dt - da/dt), which moves what
/// is after it: dV := -(dV/dt after the reset) dt_spike, da := da + jump/tauAdaptation dt_spike; or
/// by a surrogate, as if the spike were a number that scales both jumps.
///
/// Voltages, threshold and jump are in one unit, times in ms, I in units of voltage per ms. A neuron
/// starts at `reset`, with a = 0.
///
/// @param threshold of a neuron that has not spiked
/// @param jump of the threshold at a spike, beta
/// @param surrogate for the derivative of a spike; empty for that of its time
public record AdaptiveLif(
    Time tauMembrane,
    double threshold,
    double reset,
    Time tauAdaptation,
    double jump,
    Optional<Surrogate> surrogate)
    implements Neuron {
  /// Membrane 10 ms, threshold 1, reset 0, adaptation 100 ms with jump 0.2, all of which can be
  /// changed. Derivatives go by the spike's time.
  public static AdaptiveLif exactReset() {
    return new AdaptiveLif(ms(10), 1, 0, ms(100), 0.2, Optional.empty());
  }

  /// As `exactReset`, but by subtraction and with a surrogate derivative.
  public static AdaptiveLif surrogate(Surrogate surrogate) {
    return new AdaptiveLif(ms(10), 1, 0, ms(100), 0.2, Optional.of(surrogate));
  }

  public AdaptiveLif tauMembrane(Time other) {
    return new AdaptiveLif(other, threshold, reset, tauAdaptation, jump, surrogate);
  }

  public AdaptiveLif threshold(double other) {
    return new AdaptiveLif(tauMembrane, other, reset, tauAdaptation, jump, surrogate);
  }

  public AdaptiveLif reset(double other) {
    return new AdaptiveLif(tauMembrane, threshold, other, tauAdaptation, jump, surrogate);
  }

  /// @param tau by which the threshold returns
  /// @param by how much a spike raises it
  public AdaptiveLif adaptation(Time tau, double by) {
    return new AdaptiveLif(tauMembrane, threshold, reset, tau, by, surrogate);
  }

  @Override
  public List<StateVariable> states() {
    return List.of(new StateVariable("voltage", reset), new StateVariable("adaptation", 0));
  }

  @Override
  public List<Constant> constants() {
    return List.of(
        Constant.time("tauMembrane", tauMembrane),
        Constant.of("threshold", threshold).above("reset"),
        Constant.of("reset", reset).below("threshold"),
        Constant.time("tauAdaptation", tauAdaptation),
        Constant.of("jump", jump));
  }

  /// Of a neuron that did not spike lately.
  @Override
  public Optional<Coefficient> threshold(Constants constants) {
    return Optional.of(constants.get("threshold"));
  }

  @Override
  public Step step(
      Builder builder, TimeStep dt, Constants constants, List<Value> states, Current current) {
    Value voltage = states.getFirst();
    Coefficient decay = constants.decay(dt, "tauMembrane");
    Value charged = charged(builder, dt, decay, voltage, current.now());
    Value adaptation = states.get(1);
    Value left =
        builder.convert(constants.decay(dt, "tauAdaptation").scaling(adaptation), ElementType.F32);
    Value before = builder.subtract(voltage, adaptation);
    Value after = builder.subtract(charged, left);
    Value level = constants.get("threshold").as(after.tensorType());
    Value spikes = builder.add(new SpikeOp(before, after, level));
    Value distance = builder.subtract(after, level);
    if (surrogate.isPresent()) {
      Value number = surrogate.get().numbers(builder, spikes, distance);
      return numbered(builder, constants, charged, left, spikes, number);
    }
    Coefficient jump = constants.get("jump");
    Value slope = slope(builder, dt, before, after);
    Value time = SpikeTime.of(builder, spikes, distance, slope);
    Value rest = constants.get("reset").as(charged.tensorType());
    Value rising = slope(builder, dt, rest, charged(builder, dt, decay, rest, current.at(rest)));
    Value put = builder.select(spikes, rest, charged);
    Value raised = builder.select(spikes, raised(builder, jump, left), left);
    return new Step(
        List.of(
            Moved.by(builder, put, builder.negate(rising), time),
            Moved.by(
                builder,
                raised,
                jump.over(constants.get("tauAdaptation")).as(raised.tensorType()),
                time)),
        spikes,
        Map.of(Payload.TIMES, time));
  }

  private Step numbered(
      Builder builder, Constants constants, Value charged, Value left, Value spikes, Value number) {
    TensorType type = left.tensorType();
    Coefficient jump = constants.get("jump");
    Coefficient height = constants.get("threshold").minus(constants.get("reset"));
    Value fall = builder.add(left, height.as(type));
    Value put = builder.select(spikes, builder.subtract(charged, fall), charged);
    Value raised = builder.select(spikes, raised(builder, jump, left), left);
    return new Step(
        List.of(
            Moved.by(builder, put, builder.negate(fall), number),
            Moved.by(builder, raised, jump.as(type), number)),
        spikes,
        Map.of(Payload.VALUES, number));
  }

  private static Value raised(Builder builder, Coefficient jump, Value left) {
    return builder.add(left, jump.as(left.tensorType()));
  }

  /// `exp(-dt/tau) V + I dt`, rounded once.
  private static Value charged(
      Builder builder, TimeStep dt, Coefficient decay, Value voltage, Value current) {
    Value kept = decay.scaling(voltage);
    Value gained = WideFloats.scaled(builder, dt.length().milliseconds(), current);
    return builder.convert(builder.add(kept, gained), ElementType.F32);
  }

  private static Value slope(Builder builder, TimeStep dt, Value before, Value after) {
    double perMillisecond = 1 / dt.length().milliseconds();
    return builder.multiply(
        builder.splat(after.tensorType(), perMillisecond), builder.subtract(after, before));
  }

  @Override
  public void check(Problems problems, TimeStep dt) {
    NeuronChecks checks = new NeuronChecks(problems, dt);
    checks.timeConstant("tauMembrane", tauMembrane);
    checks.timeConstant("tauAdaptation", tauAdaptation);
    checks.finite("jump", jump);
    checks.resetBelow(reset, "threshold", threshold);
  }

  @Override
  public String toString() {
    return "adaptiveLif(tauMembrane %s, threshold %s, adaptation(%s, %s), reset to %s%s)"
        .formatted(
            tauMembrane,
            plain(threshold),
            tauAdaptation,
            plain(jump),
            plain(reset),
            surrogate.map(given -> ", surrogate " + given).orElse(""));
  }
}
