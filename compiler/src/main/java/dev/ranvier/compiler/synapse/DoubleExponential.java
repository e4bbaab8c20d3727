package dev.ranvier.compiler.synapse;

import dev.ranvier.compiler.derivative.Moved;
import dev.ranvier.compiler.neuron.StateVariable;
import dev.ranvier.compiler.problem.Problems;
import dev.ranvier.compiler.unit.Time;
import dev.ranvier.compiler.unit.TimeStep;
import dev.ranvier.compiler.unit.WideFloats;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import java.util.List;

/// A current that rises and decays after a spike, as the difference of two exponentials (Rothman and
/// Silver, in: Encyclopedia of Computational Neuroscience, 2014; Roth and van Rossum, in:
/// Computational Modeling Methods for Neuroscientists, 2009, section 6.2). A spike of weight 1
/// peaks at 1, at time tp after its arrival:
///
///     I(t) = (exp(-t/decay) - exp(-t/rise)) / norm
///     norm = exp(-tp/decay) - exp(-tp/rise),   tp = rise decay/(decay - rise) ln(decay/rise)
///
/// With rise = decay it is their limit, the alpha function I(t) = t/tau exp(1 - t/tau).
///
/// The states are the current and its slower part, B, integrated exactly:
///
///     I' = exp(-dt/rise) I + gain B,   gain = (exp(-dt/decay) - exp(-dt/rise)) / norm
///     B' = exp(-dt/decay) B + sum over sources of weight * arrivals
///
/// so that no two large numbers are subtracted, however close rise and decay are. The current of an
/// arrival begins at 0, with slope weight * s, s = (1/rise - 1/decay) / norm; if it arrives later by
/// t, the current is less by weight * s * t, and B greater by weight * t / decay.
///
/// Weights are in units of the current at its peak.
///
/// @param rise time constant of the rise, at most `decay`
/// @param decay time constant of the decay
public record DoubleExponential(Time rise, Time decay) implements Synapse {
  @Override
  public List<StateVariable> states() {
    return List.of(new StateVariable("current", 0), new StateVariable("slow", 0));
  }

  @Override
  public List<Value> step(Builder builder, TimeStep dt, List<Value> states, Arrivals arrivals) {
    Value slowBefore = states.get(1);
    Value kept = WideFloats.scaled(builder, dt.decay(rise), states.getFirst());
    Value gained = WideFloats.scaled(builder, gain(dt), slowBefore);
    Value current = builder.convert(builder.add(kept, gained), ElementType.F32);
    Value left = WideFloats.scaled(builder, dt.decay(decay), slowBefore);
    Value slow = builder.convert(builder.add(left, arrivals.weights()), ElementType.F32);
    return List.of(
        Moved.by(builder, current, -slope(), arrivals.lateness()),
        Moved.by(builder, slow, 1 / decay.milliseconds(), arrivals.lateness()));
  }

  /// What the slower part adds to the current in a step: `slope` integrated over it, without a
  /// difference of numbers that are nearly equal.
  private double gain(TimeStep dt) {
    double apart = dt.length().dividedBy(rise) - dt.length().dividedBy(decay);
    double spread = apart == 0 ? 1 : -Math.expm1(-apart) / apart;
    return dt.decay(decay) * slope() * dt.length().milliseconds() * spread;
  }

  /// dI/dt after the arrival of weight 1, in 1/ms: `(1/rise - 1/decay) / norm`, which is `exp(ln(1
  /// + x)/x) / rise` for `x = (decay - rise)/rise`.
  private double slope() {
    double x = (decay.milliseconds() - rise.milliseconds()) / rise.milliseconds();
    return Math.exp(x == 0 ? 1 : Math.log1p(x) / x) / rise.milliseconds();
  }

  @Override
  public Value current(Builder builder, List<Value> states, Value voltage) {
    return states.getFirst();
  }

  @Override
  public void check(Problems problems, TimeStep dt) {
    boolean risesWell = TimeConstant.check(problems, "synapse rise", rise, dt);
    boolean decaysWell = TimeConstant.check(problems, "synapse decay", decay, dt);
    if (risesWell && decaysWell) {
      problems.require(
          rise.compareTo(decay) <= 0,
          "synapse rise " + rise,
          "at most its decay " + decay,
          "give the shorter time constant first");
    }
  }

  @Override
  public String toString() {
    return "doubleExponential(rise " + rise + ", decay " + decay + ")";
  }
}
