package dev.ranvier.compiler.synapse;

import dev.ranvier.compiler.problem.Problems;
import dev.ranvier.compiler.unit.Time;
import dev.ranvier.compiler.unit.TimeStep;
import dev.ranvier.compiler.unit.WideFloats;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;

/// A current that jumps by the weight when a spike arrives and decays exponentially, dI/dt = -I/tau
/// (Gerstner and Kistler, Spiking Neuron Models, 2002, section 4.1.2), integrated exactly:
///
///     I' = exp(-dt/tau) I + sum over sources of weight * arrivals
///
/// @param tau synaptic time constant
public record Exponential(Time tau) implements Synapse {
  @Override
  public Value step(Builder builder, TimeStep dt, Value current, Value arriving) {
    Value kept = WideFloats.scaled(builder, dt.decay(tau), current);
    return builder.convert(builder.add(kept, arriving), ElementType.F32);
  }

  @Override
  public void check(Problems problems, TimeStep dt) {
    boolean positive =
        problems.require(
            tau.isPositive(),
            "synapse tau " + tau,
            "more than 0 ms and finite",
            "give a time constant such as ms(5)");
    if (positive && dt.length().isPositive()) {
      problems.require(
          tau.compareTo(dt.length()) >= 0,
          "synapse tau " + tau,
          "at least one step (" + dt + ")",
          "use a longer time constant, or a smaller dt");
    }
  }

  @Override
  public String toString() {
    return "exponential(" + tau + ")";
  }
}
