package dev.ranvier.compiler.neuron;

import static dev.ranvier.compiler.unit.Time.ms;
import static dev.ranvier.compiler.unit.Time.plain;

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
/// V and the threshold are in one unit of voltage, times are in milliseconds, so the current I and
/// the weights that feed it are in units of voltage per millisecond. A neuron starts at `reset`.
///
/// @param tauMembrane membrane time constant tau
/// @param threshold where a spike is sent
/// @param reset where the voltage is put by a spike
/// @param when it is put there
/// @param surrogate for the derivative of a spike; empty for that of its time
public record Lif(
    Time tauMembrane, double threshold, double reset, Reset when, Optional<Surrogate> surrogate)
    implements Neuron {
  /// When and how a spike resets the voltage.
  public enum Reset {
    /// In the step of the crossing: the voltage is never seen above the threshold.
    AT_CROSSING,
    /// In the step of the crossing, by threshold - reset.
    BY_SUBTRACTION,
    /// In the step after it.
    NEXT_STEP
  }

  /// Membrane time constant 10 ms, threshold 1, reset 0, all of which can be changed. The reset is
  /// the jump itself; derivatives go by the spike's time.
  public static Lif exactReset() {
    return new Lif(ms(10), 1, 0, Reset.AT_CROSSING, Optional.empty());
  }

  /// As `exactReset`, but by subtraction and with a surrogate derivative.
  public static Lif surrogate(Surrogate surrogate) {
    return new Lif(ms(10), 1, 0, Reset.BY_SUBTRACTION, Optional.of(surrogate));
  }

  /// As `exactReset`, but in the step after the crossing. The derivative of the reset is
  /// SuperSpike's of slope 1, that of the spike goes by its time.
  public static Lif nextStepReset() {
    return new Lif(ms(10), 1, 0, Reset.NEXT_STEP, Optional.empty());
  }

  public Lif tauMembrane(Time other) {
    return new Lif(other, threshold, reset, when, surrogate);
  }

  public Lif threshold(double other) {
    return new Lif(tauMembrane, other, reset, when, surrogate);
  }

  public Lif reset(double other) {
    return new Lif(tauMembrane, threshold, other, when, surrogate);
  }

  public Lif resets(Reset other) {
    return new Lif(tauMembrane, threshold, reset, other, surrogate);
  }

  @Override
  public List<StateVariable> states() {
    return List.of(new StateVariable("voltage", reset));
  }

  @Override
  public Step step(Builder builder, TimeStep dt, List<Value> states, Value current) {
    Value voltage = states.getFirst();
    Value charged = charged(builder, dt, voltage, current);
    return switch (when) {
      case AT_CROSSING, BY_SUBTRACTION -> {
        Value spikes = builder.add(new SpikeOp(voltage, charged, level(builder, charged)));
        Value slope = slope(builder, dt, voltage, charged);
        yield surrogate
            .map(given -> numbered(builder, given, charged, spikes))
            .orElseGet(() -> timed(builder, dt, charged, spikes, slope, current));
      }
      case NEXT_STEP -> nextStep(builder, dt, voltage, charged);
    };
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
      Builder builder, TimeStep dt, Value charged, Value spikes, Value slope, Value current) {
    Value time = SpikeTime.of(builder, spikes, distance(builder, charged), slope);
    Value next = afterReset(builder, charged, spikes);
    Value start = when == Reset.BY_SUBTRACTION ? next : builder.splat(charged.tensorType(), reset);
    Value rising = slope(builder, dt, start, charged(builder, dt, start, current));
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

  @Override
  public void check(Problems problems, TimeStep dt) {
    boolean positive =
        problems.require(
            tauMembrane.isPositive(),
            "tauMembrane " + tauMembrane,
            "more than 0 ms and finite",
            "give a time constant such as ms(10)");
    if (positive && dt.length().isPositive()) {
      problems.require(
          tauMembrane.compareTo(dt.length()) >= 0,
          "tauMembrane " + tauMembrane,
          "at least one step (" + dt + ")",
          "use a longer time constant, or a smaller dt");
    }
    boolean finite =
        problems.require(
            Double.isFinite(threshold) && Double.isFinite(reset),
            "threshold %s with reset %s".formatted(plain(threshold), plain(reset)),
            "finite",
            "give finite voltages");
    if (finite) {
      problems.require(
          reset < threshold,
          "reset " + plain(reset),
          "below threshold " + plain(threshold),
          "lower the reset, or raise the threshold");
    }
  }

  @Override
  public String toString() {
    String kind =
        switch (when) {
          case AT_CROSSING -> "exact reset";
          case BY_SUBTRACTION -> "reset by subtraction";
          case NEXT_STEP -> "reset in the next step";
        };
    return "lif(tauMembrane %s, threshold %s, %s to %s%s)"
        .formatted(
            tauMembrane,
            plain(threshold),
            kind,
            plain(reset),
            surrogate.map(given -> ", surrogate " + given).orElse(""));
  }
}
