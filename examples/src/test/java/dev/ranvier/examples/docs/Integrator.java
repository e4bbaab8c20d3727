package dev.ranvier.examples.docs;

import dev.ranvier.compiler.derivative.Moved;
import dev.ranvier.compiler.derivative.SpikeTime;
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

/// The perfect integrator, dV/dt = I, which is put back to 0 when it reaches its threshold.
record Integrator(double threshold) implements Neuron {
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
    Value level = builder.splat(type, threshold);
    Value spikes = builder.add(new SpikeOp(before, charged, level));
    Value distance = builder.subtract(charged, level);
    Value time = SpikeTime.of(builder, spikes, distance, current.now());
    Value reset = builder.select(spikes, builder.splat(type, 0.0), charged);
    Value rise = current.at(builder.splat(type, 0.0));
    Value after = Moved.by(builder, reset, builder.negate(rise), time);
    return new Step(List.of(after), spikes, Map.of(Payload.TIMES, time));
  }

  @Override
  public void check(Problems problems, TimeStep dt) {
    problems.require(
        threshold > 0, "threshold " + threshold, "more than 0", "give a threshold such as 1");
  }
}
