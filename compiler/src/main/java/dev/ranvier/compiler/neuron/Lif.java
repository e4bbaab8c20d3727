package dev.ranvier.compiler.neuron;

import static dev.ranvier.compiler.unit.Time.ms;
import static dev.ranvier.compiler.unit.Time.plain;

import dev.ranvier.compiler.problem.Problems;
import dev.ranvier.compiler.unit.Time;
import dev.ranvier.compiler.unit.TimeStep;
import dev.ranvier.compiler.unit.WideFloats;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.SpikeOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;

/// The leaky integrate-and-fire neuron of current-based networks, dV/dt = -V/tau + I (for instance
/// Gerstner and Kistler, Spiking Neuron Models, 2002, section 4.1), with the leak integrated exactly
/// over a step:
///
///     V' = exp(-dt/tau) V + I dt
///     spike  where  V < threshold  and  V' >= threshold,  and V := reset there
///
/// What comes in after the crossing is lost with a reset `AT_CROSSING`. A reset of the `NEXT_STEP`
/// leaves V above the threshold to be seen for one step, whose input it loses instead; that is what
/// networks do which multiply V by 1 minus the spike of the step before, and learn through it:
///
///     V' = reset                   where  V >= threshold
///     V' = exp(-dt/tau) V + I dt   elsewhere
///
/// V and the threshold are in one unit of voltage, times are in milliseconds, so the current I and
/// the weights that feed it are in units of voltage per millisecond. A neuron starts at `reset`.
///
/// @param tauMembrane membrane time constant tau
/// @param threshold where a spike is sent
/// @param reset where the voltage is put by a spike
/// @param when it is put there
public record Lif(Time tauMembrane, double threshold, double reset, Reset when) implements Neuron {
  /// When a spike resets the voltage.
  public enum Reset {
    /// In the step of the crossing: the voltage is never seen above the threshold.
    AT_CROSSING,
    /// In the step after it.
    NEXT_STEP
  }

  /// Membrane time constant 10 ms, threshold 1, reset 0, all of which can be changed. The reset is
  /// the jump itself, not a smooth stand-in.
  public static Lif exactReset() {
    return new Lif(ms(10), 1, 0, Reset.AT_CROSSING);
  }

  /// As `exactReset`, but in the step after the crossing.
  public static Lif nextStepReset() {
    return new Lif(ms(10), 1, 0, Reset.NEXT_STEP);
  }

  public Lif tauMembrane(Time other) {
    return new Lif(other, threshold, reset, when);
  }

  public Lif threshold(double other) {
    return new Lif(tauMembrane, other, reset, when);
  }

  public Lif reset(double other) {
    return new Lif(tauMembrane, threshold, other, when);
  }

  @Override
  public double initialVoltage() {
    return reset;
  }

  @Override
  public Step step(Builder builder, TimeStep dt, Value voltage, Value current) {
    TensorType type = voltage.tensorType();
    Value kept = WideFloats.scaled(builder, dt.decay(tauMembrane), voltage);
    Value gained = WideFloats.scaled(builder, dt.length().milliseconds(), current);
    Value charged = builder.convert(builder.add(kept, gained), ElementType.F32);
    Value threshold = builder.splat(type, this.threshold);
    Value rest = builder.splat(type, reset);
    return switch (when) {
      case AT_CROSSING -> {
        Value spikes = builder.add(new SpikeOp(voltage, charged, threshold));
        yield new Step(builder.select(spikes, rest, charged), spikes);
      }
      case NEXT_STEP -> {
        Value crossed = builder.compare(ComparisonDirection.GE, voltage, threshold);
        Value next = builder.select(crossed, rest, charged);
        yield new Step(next, builder.add(new SpikeOp(voltage, next, threshold)));
      }
    };
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
          case NEXT_STEP -> "reset in the next step";
        };
    return "lif(tauMembrane %s, threshold %s, %s to %s)"
        .formatted(tauMembrane, plain(threshold), kind, plain(reset));
  }
}
