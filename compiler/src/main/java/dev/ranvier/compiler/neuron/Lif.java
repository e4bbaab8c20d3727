package dev.ranvier.compiler.neuron;

import static dev.ranvier.compiler.unit.Time.ms;
import static dev.ranvier.compiler.unit.Time.plain;

import dev.ranvier.compiler.derivative.Jump;
import dev.ranvier.compiler.derivative.Moved;
import dev.ranvier.compiler.derivative.SpikeTime;
import dev.ranvier.compiler.problem.Problems;
import dev.ranvier.compiler.surrogate.SuperSpike;
import dev.ranvier.compiler.surrogate.Surrogate;
import dev.ranvier.compiler.unit.Time;
import dev.ranvier.compiler.unit.TimeStep;
import dev.ranvier.compiler.unit.WideFloats;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.Payload;
import dev.ranvier.ir.op.SpikeOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The leaky integrate-and-fire neuron of current-based networks, dV/dt = -V/tau + I (for instance
/// Gerstner and Kistler, Spiking Neuron Models, 2002, section 4.1), with the leak integrated exactly
/// over a step:
///
///     V' = exp(-dt/tau) V + I dt
///     spike  where  V < threshold  and  V' >= threshold,  and V := reset there
///
/// What comes in after the crossing is lost with a reset `AT_CROSSING`. A reset `BY_SUBTRACTION`
/// keeps what the voltage has above the threshold: V := V' - (threshold - reset). A reset of the
/// `NEXT_STEP` leaves V above the threshold to be seen for one step, whose input it loses instead;
/// that is what networks do which multiply V by 1 minus the spike of the step before, and learn
/// through it:
///
///     V' = reset                   where  V >= threshold
///     V' = exp(-dt/tau) V + I dt   elsewhere
///
/// Derivatives go through a spike by its time (`SpikeTime`), which also moves the voltage after it:
/// dV := -(dV/dt after the reset) dt_spike; or by a surrogate, as if the spike were a number.
///
/// With a refractory period, the voltage stays where the reset puts it for that long after a spike,
/// whatever flows in ([Refractory]).
///
/// V and the threshold are in one unit of voltage, times are in milliseconds, so the current I and
/// the weights that feed it are in units of voltage per millisecond. A neuron starts at `reset`.
///
/// @param tauMembrane membrane time constant tau
/// @param threshold where a spike is sent
/// @param reset where the voltage is put by a spike
/// @param when it is put there
/// @param surrogate for the derivative of a spike; empty for that of its time
/// @param refractory how long it rests after a spike; 0 ms for not at all
public record Lif(
    Time tauMembrane,
    double threshold,
    double reset,
    Reset when,
    Optional<Surrogate> surrogate,
    Time refractory)
    implements Neuron {
  /// In units of voltage per ms; as in [SpikeTime].
  private static final double LEAST_SLOPE = 1e-3;

  /// When and how a spike resets the voltage.
  public enum Reset {
    /// In the step of the crossing: the voltage is never seen above the threshold.
    AT_CROSSING,
    /// In the step of the crossing, by threshold - reset.
    BY_SUBTRACTION,
    /// In the step after it.
    NEXT_STEP,
    /// In the step after it, the derivative being that of the reset's time and not a surrogate's.
    NEXT_STEP_EXACT
  }

  /// Membrane time constant 10 ms, threshold 1, reset 0, all of which can be changed. The reset is
  /// the jump itself; derivatives go by the spike's time.
  public static Lif exactReset() {
    return new Lif(ms(10), 1, 0, Reset.AT_CROSSING, Optional.empty(), ms(0));
  }

  /// As `exactReset`, but by subtraction and with a surrogate derivative.
  public static Lif surrogate(Surrogate surrogate) {
    return new Lif(ms(10), 1, 0, Reset.BY_SUBTRACTION, Optional.of(surrogate), ms(0));
  }

  /// As `exactReset`, but in the step after the crossing. The derivative of the reset is
  /// SuperSpike's of slope 1, that of the spike goes by its time.
  public static Lif nextStepReset() {
    return new Lif(ms(10), 1, 0, Reset.NEXT_STEP, Optional.empty(), ms(0));
  }

  /// As `nextStepReset`, with the reset's exact derivative too: with slopes f of V just before and
  /// after it, dV+ = f+/f- dV. This is the rule of adseq 0.9.
  public static Lif exactResetInNextStep() {
    return new Lif(ms(10), 1, 0, Reset.NEXT_STEP_EXACT, Optional.empty(), ms(0));
  }

  public Lif tauMembrane(Time other) {
    return new Lif(other, threshold, reset, when, surrogate, refractory);
  }

  public Lif threshold(double other) {
    return new Lif(tauMembrane, other, reset, when, surrogate, refractory);
  }

  public Lif reset(double other) {
    return new Lif(tauMembrane, threshold, other, when, surrogate, refractory);
  }

  public Lif resets(Reset other) {
    return new Lif(tauMembrane, threshold, reset, other, surrogate, refractory);
  }

  /// @param other a multiple of dt; for resets in the step of the crossing
  public Lif refractory(Time other) {
    return new Lif(tauMembrane, threshold, reset, when, surrogate, other);
  }

  private boolean rests() {
    return refractory.milliseconds() != 0;
  }

  @Override
  public List<StateVariable> states() {
    List<StateVariable> states = new ArrayList<>(List.of(new StateVariable("voltage", reset)));
    if (rests()) {
      states.addAll(Refractory.states());
    }
    return states;
  }

  @Override
  public Step step(Builder builder, TimeStep dt, List<Value> states, Current current) {
    Value voltage = states.getFirst();
    Value charged = charged(builder, dt, voltage, current.now());
    return switch (when) {
      case AT_CROSSING, BY_SUBTRACTION ->
          rests()
              ? resting(builder, dt, states, charged)
              : atCrossing(builder, dt, voltage, charged, current);
      case NEXT_STEP -> nextStep(builder, dt, voltage, charged);
      case NEXT_STEP_EXACT -> nextStepExact(builder, dt, voltage, charged, current);
    };
  }

  private Step atCrossing(
      Builder builder, TimeStep dt, Value voltage, Value charged, Current current) {
    Value spikes = builder.add(new SpikeOp(voltage, charged, level(builder, charged)));
    Value slope = slope(builder, dt, voltage, charged);
    return surrogate
        .map(given -> numbered(builder, given, charged, spikes))
        .orElseGet(() -> timed(builder, dt, charged, spikes, slope, current));
  }

  /// With a refractory period. After a spike the voltage has no derivative by its time: it is held.
  private Step resting(Builder builder, TimeStep dt, List<Value> states, Value charged) {
    Value voltage = states.getFirst();
    Refractory rest = Refractory.of(builder, states);
    Value slope = slope(builder, dt, voltage, charged);
    Value free = rest.voltage(voltage, charged, slope);
    Value spikes = builder.add(new SpikeOp(voltage, free, level(builder, free)));
    int steps = dt.nearestSteps(refractory);
    List<Value> after = new ArrayList<>();
    if (surrogate.isPresent()) {
      Value numbers = surrogate.get().numbers(builder, spikes, distance(builder, free));
      Step step = numbered(builder, rest.unheld(numbers), free, spikes);
      after.add(step.voltage());
      after.addAll(rest.after(spikes, steps, builder.splat(free.tensorType(), 0.0)));
      return new Step(after, spikes, step.payload());
    }
    Value time = SpikeTime.of(builder, spikes, distance(builder, free), slope);
    Value put = afterReset(builder, free, spikes);
    after.add(when == Reset.BY_SUBTRACTION ? Moved.by(builder, put, slope, time) : put);
    after.addAll(rest.after(spikes, steps, time));
    return new Step(after, spikes, Map.of(Payload.TIMES, time));
  }

  /// `exp(-dt/tau) V + I dt`, rounded once.
  private Value charged(Builder builder, TimeStep dt, Value voltage, Value current) {
    Value kept = WideFloats.scaled(builder, dt.decay(tauMembrane), voltage);
    Value gained = WideFloats.scaled(builder, dt.length().milliseconds(), current);
    return builder.convert(builder.add(kept, gained), ElementType.F32);
  }

  private Value level(Builder builder, Value like) {
    return builder.splat(like.tensorType(), threshold);
  }

  private Value distance(Builder builder, Value voltage) {
    return builder.subtract(voltage, level(builder, voltage));
  }

  private static Value slope(Builder builder, TimeStep dt, Value before, Value after) {
    double perMillisecond = 1 / dt.length().milliseconds();
    return builder.multiply(
        builder.splat(after.tensorType(), perMillisecond), builder.subtract(after, before));
  }

  private Value afterReset(Builder builder, Value charged, Value spikes) {
    TensorType type = charged.tensorType();
    Value put =
        when == Reset.BY_SUBTRACTION
            ? builder.subtract(charged, builder.splat(type, threshold - reset))
            : builder.splat(type, reset);
    return builder.select(spikes, put, charged);
  }

  /// The spike is a number S with a derivative, and so is the reset, whose jump it scales.
  private Step numbered(Builder builder, Surrogate given, Value charged, Value spikes) {
    Value number = given.numbers(builder, spikes, distance(builder, charged));
    return numbered(builder, number, charged, spikes);
  }

  private Step numbered(Builder builder, Value number, Value charged, Value spikes) {
    Value next = afterReset(builder, charged, spikes);
    TensorType type = charged.tensorType();
    Value jump =
        when == Reset.BY_SUBTRACTION
            ? builder.splat(type, reset - threshold)
            : builder.subtract(builder.splat(type, reset), charged);
    Value moved = Moved.by(builder, next, jump, number);
    return new Step(List.of(moved), spikes, Map.of(Payload.VALUES, number));
  }

  /// The spike has a time; one that is later by t leaves a voltage that has risen for less long
  /// after the reset.
  private Step timed(
      Builder builder, TimeStep dt, Value charged, Value spikes, Value slope, Current current) {
    Value time = SpikeTime.of(builder, spikes, distance(builder, charged), slope);
    Value next = afterReset(builder, charged, spikes);
    Value start = when == Reset.BY_SUBTRACTION ? next : builder.splat(charged.tensorType(), reset);
    Value rising = slope(builder, dt, start, charged(builder, dt, start, current.at(start)));
    Value lost = when == Reset.BY_SUBTRACTION ? builder.subtract(rising, slope) : rising;
    Value moved = Moved.by(builder, next, builder.negate(lost), time);
    return new Step(List.of(moved), spikes, Map.of(Payload.TIMES, time));
  }

  private Step nextStep(Builder builder, TimeStep dt, Value voltage, Value charged) {
    TensorType type = voltage.tensorType();
    Value rest = builder.splat(type, reset);
    Value crossed = builder.compare(ComparisonDirection.GE, voltage, level(builder, voltage));
    Surrogate given = surrogate.orElse(new SuperSpike(1));
    Value number = given.numbers(builder, crossed, distance(builder, voltage));
    Value jump = builder.subtract(rest, charged);
    Value next = Moved.by(builder, builder.select(crossed, rest, charged), jump, number);
    Value spikes = builder.add(new SpikeOp(voltage, next, level(builder, next)));
    Value slope = slope(builder, dt, voltage, next);
    Value time = SpikeTime.of(builder, spikes, distance(builder, voltage), slope);
    return new Step(List.of(next), spikes, Map.of(Payload.TIMES, time));
  }

  private Step nextStepExact(
      Builder builder, TimeStep dt, Value voltage, Value charged, Current current) {
    TensorType type = voltage.tensorType();
    Value rest = builder.splat(type, reset);
    Value crossed = builder.compare(ComparisonDirection.GE, voltage, level(builder, voltage));
    Value least = builder.splat(type, LEAST_SLOPE);
    Value falling = builder.maximum(rise(builder, voltage, current.now()), least);
    Value rate = builder.divide(rise(builder, rest, current.at(rest)), falling);
    Value put = Jump.to(builder, rest, new Jump.Part(rate, voltage));
    Value next = builder.select(crossed, put, charged);
    Value spikes = builder.add(new SpikeOp(voltage, next, level(builder, next)));
    Value slope = slope(builder, dt, voltage, next);
    Value time = SpikeTime.of(builder, spikes, distance(builder, next), slope);
    return new Step(List.of(next), spikes, Map.of(Payload.TIMES, time));
  }

  /// `I - V/tau`.
  private Value rise(Builder builder, Value voltage, Value current) {
    Value tau = builder.splat(voltage.tensorType(), tauMembrane.milliseconds());
    return builder.subtract(current, builder.divide(voltage, tau));
  }

  @Override
  public void check(Problems problems, TimeStep dt) {
    NeuronChecks checks = new NeuronChecks(problems, dt);
    checks.timeConstant("tauMembrane", tauMembrane);
    checks.resetBelow(reset, "threshold", threshold);
    if (rests()) {
      checkRefractory(problems, dt);
    }
    problems.require(
        when != Reset.NEXT_STEP_EXACT || surrogate.isEmpty(),
        "reset NEXT_STEP_EXACT with surrogate " + surrogate.map(Object::toString).orElse(""),
        "one or the other",
        "leave out the surrogate, or reset in the NEXT_STEP");
  }

  private void checkRefractory(Problems problems, TimeStep dt) {
    boolean positive =
        problems.require(
            refractory.isPositive(),
            "refractory " + refractory,
            "0 ms or more, and finite",
            "give a time such as ms(2)");
    if (positive && dt.length().isPositive()) {
      int steps = dt.nearestSteps(refractory);
      problems.require(
          dt.stepsIn(refractory).isPresent(),
          "refractory " + refractory,
          "a multiple of " + dt,
          "use %s, or change dt".formatted(dt.timeOf(steps)));
    }
    problems.require(
        when == Reset.AT_CROSSING || when == Reset.BY_SUBTRACTION,
        "refractory %s with reset %s".formatted(refractory, when),
        "a reset AT_CROSSING or BY_SUBTRACTION",
        "use one of these, or no refractory period");
  }

  @Override
  public String toString() {
    String kind =
        switch (when) {
          case AT_CROSSING -> "exact reset";
          case BY_SUBTRACTION -> "reset by subtraction";
          case NEXT_STEP -> "reset in the next step";
          case NEXT_STEP_EXACT -> "exact reset in the next step";
        };
    return "lif(tauMembrane %s, threshold %s, %s to %s%s%s)"
        .formatted(
            tauMembrane,
            plain(threshold),
            kind,
            plain(reset),
            surrogate.map(given -> ", surrogate " + given).orElse(""),
            rests() ? ", refractory " + refractory : "");
  }
}
