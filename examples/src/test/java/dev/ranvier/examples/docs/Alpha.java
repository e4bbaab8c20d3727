package dev.ranvier.examples.docs;

import dev.ranvier.compiler.constant.Coefficient;
import dev.ranvier.compiler.constant.Constant;
import dev.ranvier.compiler.constant.Constants;
import dev.ranvier.compiler.derivative.Moved;
import dev.ranvier.compiler.neuron.StateVariable;
import dev.ranvier.compiler.problem.Problems;
import dev.ranvier.compiler.synapse.Synapse;
import dev.ranvier.compiler.unit.Time;
import dev.ranvier.compiler.unit.TimeStep;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import java.util.List;

/// A current of the shape w (t/tau) exp(-t/tau), by two states: I' = exp(-dt/tau) (I + dt/tau x),
/// x' = exp(-dt/tau) x + arrivals. An arrival that is later by t leaves x greater by w t/tau, and I
/// less by as much.
record Alpha(Time tau) implements Synapse {
  @Override
  public List<StateVariable> states() {
    return List.of(new StateVariable("current", 0), new StateVariable("rising", 0));
  }

  @Override
  public List<Constant> constants() {
    return List.of(Constant.time("tau", tau));
  }

  @Override
  public List<Value> step(
      Builder builder, TimeStep dt, Constants constants, List<Value> states, Arrivals arrivals) {
    Coefficient decay = constants.decay(dt, "tau");
    Coefficient rate = constants.number(1).over(constants.get("tau"));
    Coefficient passed = decay.times(rate).times(dt.length().milliseconds());
    Value kept = decay.scaling(states.get(0));
    Value risen = builder.add(kept, passed.scaling(states.get(1)));
    Value fed = builder.add(decay.scaling(states.get(1)), arrivals.weights());
    Value current = builder.convert(risen, ElementType.F32);
    Value rising = builder.convert(fed, ElementType.F32);
    Value perMs = rate.as(current.tensorType());
    return List.of(
        Moved.by(builder, current, builder.negate(perMs), arrivals.lateness()),
        Moved.by(builder, rising, perMs, arrivals.lateness()));
  }

  @Override
  public Value current(Builder builder, Constants constants, List<Value> states, Value voltage) {
    return states.getFirst();
  }

  @Override
  public void check(Problems problems, TimeStep dt) {
    problems.require(tau.isPositive(), "tau " + tau, "more than 0 ms", "give a time like ms(5)");
  }
}
