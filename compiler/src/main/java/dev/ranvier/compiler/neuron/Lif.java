package dev.ranvier.compiler.neuron;

import static dev.ranvier.compiler.unit.Time.ms;
import static dev.ranvier.compiler.unit.Time.plain;

import dev.ranvier.compiler.problem.Problems;
import dev.ranvier.compiler.unit.Time;
import dev.ranvier.compiler.unit.TimeStep;
import dev.ranvier.compiler.unit.WideFloats;
import dev.ranvier.ir.Builder;
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
/// V and the threshold are in one unit of voltage, times are in milliseconds, so the current I and
/// the weights that feed it are in units of voltage per millisecond. A neuron starts at `reset`.
///
/// @param tauMembrane membrane time constant tau
/// @param threshold where a spike is sent
/// @param reset where the voltage is put by a spike
public record Lif(Time tauMembrane, double threshold, double reset) implements Neuron {
  /// Membrane time constant 10 ms, threshold 1, reset 0, all of which can be changed. The reset is
  /// the jump itself, not a smooth stand-in.
  public static Lif exactReset() {
    return new Lif(ms(10), 1, 0);
  }

  public Lif tauMembrane(Time other) {
    return new Lif(other, threshold, reset);
  }

  public Lif threshold(double other) {
    return new Lif(tauMembrane, other, reset);
  }

  public Lif reset(double other) {
    return new Lif(tauMembrane, threshold, other);
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
    Value spikes = builder.add(new SpikeOp(voltage, charged, builder.splat(type, threshold)));
    return new Step(builder.select(spikes, builder.splat(type, reset), charged), spikes);
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
    return "lif(tauMembrane %s, threshold %s, exact reset to %s)"
        .formatted(tauMembrane, plain(threshold), plain(reset));
  }
}
