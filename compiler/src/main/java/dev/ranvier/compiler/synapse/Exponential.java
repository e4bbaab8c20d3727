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
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import java.util.List;

/// A current that jumps by the weight when a spike arrives and decays exponentially, dI/dt = -I/tau
/// (Gerstner and Kistler, Spiking Neuron Models, 2002, section 4.1.2), integrated exactly:
///
///     I' = exp(-dt/tau) I + sum over sources of weight * arrivals
///
/// An arrival that is later by t leaves the current greater by weight * t / tau.
///
/// @param tau synaptic time constant
public record Exponential(Time tau) implements Synapse {
  @Override
  public List<StateVariable> states() {
    return List.of(new StateVariable("current", 0));
  }

  @Override
  public List<Constant> constants() {
    return List.of(Constant.time("tau", tau));
  }

  @Override
  public List<Value> step(
      Builder builder, TimeStep dt, Constants constants, List<Value> states, Arrivals arrivals) {
    Value kept = constants.decay(dt, "tau").scaling(states.getFirst());
    Value after = builder.convert(builder.add(kept, arrivals.weights()), ElementType.F32);
    Coefficient rate = constants.number(1).over(constants.get("tau"));
    return List.of(Moved.by(builder, after, rate.as(after.tensorType()), arrivals.lateness()));
  }

  @Override
  public Value current(Builder builder, Constants constants, List<Value> states, Value voltage) {
    return states.getFirst();
  }

  @Override
  public void check(Problems problems, TimeStep dt) {
    TimeConstant.check(problems, "synapse tau", tau, dt);
  }

  @Override
  public String toString() {
    return "exponential(" + tau + ")";
  }
}
