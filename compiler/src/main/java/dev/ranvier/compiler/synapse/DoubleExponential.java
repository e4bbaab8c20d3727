package dev.ranvier.compiler.synapse;

import dev.ranvier.compiler.constant.Coefficient;
import dev.ranvier.compiler.constant.Constant;
import dev.ranvier.compiler.constant.Constants;
import dev.ranvier.compiler.derivative.Moved;
import dev.ranvier.compiler.neuron.StateVariable;
import dev.ranvier.compiler.problem.Problems;
import dev.ranvier.compiler.unit.Time;
import dev.ranvier.compiler.unit.TimeStep;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.ExponentialMinusOneOp;
import dev.ranvier.ir.op.LogPlusOneOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.List;
import java.util.function.UnaryOperator;

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
  public List<Constant> constants() {
    return List.of(
        Constant.time("rise", rise).below("decay"), Constant.time("decay", decay).above("rise"));
  }

  @Override
  public List<Value> step(
      Builder builder, TimeStep dt, Constants constants, List<Value> states, Arrivals arrivals) {
    Value slowBefore = states.get(1);
    Value kept = constants.decay(dt, "rise").scaling(states.getFirst());
    Value gained = gain(dt, constants).scaling(slowBefore);
    Value current = builder.convert(builder.add(kept, gained), ElementType.F32);
    Value left = constants.decay(dt, "decay").scaling(slowBefore);
    Value slow = builder.convert(builder.add(left, arrivals.weights()), ElementType.F32);
    TensorType type = slow.tensorType();
    Coefficient rate = constants.number(1).over(constants.get("decay"));
    return List.of(
        Moved.by(builder, current, slope(constants).negated().as(type), arrivals.lateness()),
        Moved.by(builder, slow, rate.as(type), arrivals.lateness()));
  }

  /// What the slower part adds to the current in a step: `slope` integrated over it, without a
  /// difference of numbers that are nearly equal.
  private static Coefficient gain(TimeStep dt, Constants constants) {
    double length = dt.length().milliseconds();
    Coefficient step = constants.number(length);
    Coefficient apart = step.over(constants.get("rise")).minus(step.over(constants.get("decay")));
    Coefficient spread = apart.map(DoubleExponential::spread, DoubleExponential::spread);
    return constants.decay(dt, "decay").times(slope(constants)).times(length).times(spread);
  }

  /// dI/dt after the arrival of weight 1, in 1/ms: `(1/rise - 1/decay) / norm`, which is `exp(ln(1
  /// + x)/x) / rise` for `x = (decay - rise)/rise`.
  private static Coefficient slope(Constants constants) {
    Coefficient rise = constants.get("rise");
    Coefficient x = constants.get("decay").minus(rise).over(rise);
    return x.map(DoubleExponential::logPart, DoubleExponential::logPart).exponential().over(rise);
  }

  /// `(1 - exp(-x)) / x`.
  private static double spread(double x) {
    return x == 0 ? 1 : -Math.expm1(-x) / x;
  }

  private static Value spread(Builder builder, Value x) {
    return nearZero(
        builder,
        x,
        1.0 / 6,
        far ->
            builder.negate(
                builder.divide(builder.add(new ExponentialMinusOneOp(builder.negate(far))), far)));
  }

  /// `ln(1 + x) / x`.
  private static double logPart(double x) {
    return x == 0 ? 1 : Math.log1p(x) / x;
  }

  private static Value logPart(Builder builder, Value x) {
    return nearZero(
        builder, x, 1.0 / 3, far -> builder.divide(builder.add(new LogPlusOneOp(far)), far));
  }

  /// A function that is `1 - x/2 + square x^2` near 0, where it is 0/0.
  private static Value nearZero(
      Builder builder, Value x, double square, UnaryOperator<Value> function) {
    TensorType type = x.tensorType();
    Value one = builder.splat(type, 1.0);
    Value near = builder.compare(ComparisonDirection.LT, builder.abs(x), builder.splat(type, 1e-4));
    Value bend = builder.multiply(builder.splat(type, square), x);
    Value slope = builder.subtract(bend, builder.splat(type, 0.5));
    Value series = builder.add(one, builder.multiply(x, slope));
    return builder.select(near, series, function.apply(builder.select(near, one, x)));
  }

  @Override
  public Value current(Builder builder, Constants constants, List<Value> states, Value voltage) {
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
