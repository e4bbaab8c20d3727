package dev.ranvier.examples.docs;

import dev.ranvier.compiler.derivative.Moved;
import dev.ranvier.compiler.neuron.StateVariable;
import dev.ranvier.compiler.problem.Problems;
import dev.ranvier.compiler.synapse.Synapse;
import dev.ranvier.compiler.unit.Time;
import dev.ranvier.compiler.unit.TimeStep;
import dev.ranvier.compiler.unit.WideFloats;
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
  public List<Value> step(Builder builder, TimeStep dt, List<Value> states, Arrivals arrivals) {
    double decay = dt.decay(tau);
    double rate = 1 / tau.milliseconds();
    Value kept = WideFloats.scaled(builder, decay, states.get(0));
    Value risen =
        WideFloats.scaled(builder, decay * dt.length().milliseconds() * rate, states.get(1));
    Value current = builder.convert(builder.add(kept, risen), ElementType.F32);
    Value fed = builder.add(WideFloats.scaled(builder, decay, states.get(1)), arrivals.weights());
    Value rising = builder.convert(fed, ElementType.F32);
    return List.of(
        Moved.by(builder, current, -rate, arrivals.lateness()),
        Moved.by(builder, rising, rate, arrivals.lateness()));
  }

  @Override
  public Value current(Builder builder, List<Value> states, Value voltage) {
    return states.getFirst();
  }

  @Override
  public void check(Problems problems, TimeStep dt) {
    problems.require(tau.isPositive(), "tau " + tau, "more than 0 ms", "give a time like ms(5)");
  }
}
