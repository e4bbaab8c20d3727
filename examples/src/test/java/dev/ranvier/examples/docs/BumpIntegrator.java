package dev.ranvier.examples.docs;

import dev.ranvier.compiler.derivative.Moved;
import dev.ranvier.compiler.neuron.Current;
import dev.ranvier.compiler.neuron.Neuron;
import dev.ranvier.compiler.neuron.StateVariable;
import dev.ranvier.compiler.problem.Problems;
import dev.ranvier.compiler.unit.TimeStep;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.Payload;
import dev.ranvier.ir.op.SpikeOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.TensorType;
import java.util.List;
import java.util.Map;

/// The perfect integrator with a threshold of 1, learnt through a surrogate of one's own.
record BumpIntegrator(Bump bump) implements Neuron {
  @Override
  public List<StateVariable> states() {
    return List.of(new StateVariable("voltage", 0));
  }

  @Override
  public Step step(Builder builder, TimeStep dt, List<Value> states, Current current) {
    Value before = states.getFirst();
    TensorType type = before.tensorType();
    Value length = builder.splat(type, dt.length().milliseconds());
    Value charged = builder.add(before, builder.multiply(current.now(), length));
    Value one = builder.splat(type, 1.0);
    Value spikes = builder.add(new SpikeOp(before, charged, one));
    Value number = bump.numbers(builder, spikes, builder.subtract(charged, one));
    Value reset = builder.select(spikes, builder.subtract(charged, one), charged);
    Value after = Moved.by(builder, reset, -1, number);
    return new Step(List.of(after), spikes, Map.of(Payload.VALUES, number));
  }

  @Override
  public void check(Problems problems, TimeStep dt) {
    problems.require(
        bump.width() > 0, "width " + bump.width(), "more than 0", "give a width such as 0.5");
  }
}
