package dev.ranvier.compiler.gradient;

import dev.ranvier.compiler.constant.Constants;
import dev.ranvier.compiler.derivative.Moved;
import dev.ranvier.compiler.derivative.SpikeTime;
import dev.ranvier.compiler.neuron.Current;
import dev.ranvier.compiler.neuron.Neuron;
import dev.ranvier.compiler.neuron.StateVariable;
import dev.ranvier.compiler.problem.Problems;
import dev.ranvier.compiler.synapse.Synapse;
import dev.ranvier.compiler.unit.TimeStep;
import dev.ranvier.compiler.unit.WideFloats;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.Payload;
import dev.ranvier.ir.op.SpikeOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import java.util.List;
import java.util.Map;

/// Neurons and synapses by which single rules can be looked at.
final class Probes {
  private Probes() {}

  /// A current that stays after an arrival.
  record Held() implements Synapse {
    @Override
    public List<StateVariable> states() {
      return List.of(new StateVariable("current", 0));
    }

    @Override
    public List<Value> step(
        Builder builder, TimeStep dt, Constants constants, List<Value> states, Arrivals arrivals) {
      Value before = builder.convert(states.getFirst(), ElementType.F64);
      Value after = builder.convert(builder.add(before, arrivals.weights()), ElementType.F32);
      return List.of(Moved.by(builder, after, 0, arrivals.lateness()));
    }

    @Override
    public Value current(Builder builder, Constants constants, List<Value> states, Value voltage) {
      return states.getFirst();
    }

    @Override
    public void check(Problems problems, TimeStep dt) {}
  }

  /// dV/dt = I, which spikes once, at the threshold, and is never reset. The time of its spike
  /// moves with the voltage before the crossing, as the reference has it.
  record Ramp(double threshold) implements Neuron {
    @Override
    public List<StateVariable> states() {
      return List.of(new StateVariable("voltage", 0));
    }

    @Override
    public Step step(
        Builder builder, TimeStep dt, Constants constants, List<Value> states, Current current) {
      Value before = states.getFirst();
      Value gained = WideFloats.scaled(builder, dt.length().milliseconds(), current.now());
      Value wide = builder.add(builder.convert(before, ElementType.F64), gained);
      Value after = builder.convert(wide, ElementType.F32);
      Value level = builder.splat(after.tensorType(), threshold);
      Value spikes = builder.add(new SpikeOp(before, after, level));
      Value distance = builder.subtract(before, level);
      Value time = SpikeTime.of(builder, spikes, distance, current.now());
      return new Step(List.of(after), spikes, Map.of(Payload.TIMES, time));
    }

    @Override
    public void check(Problems problems, TimeStep dt) {}
  }

  /// Shows, as its voltage, the current of one step, and 0 in all others.
  record Meter(int shown) implements Neuron {
    @Override
    public List<StateVariable> states() {
      return List.of(new StateVariable("voltage", 0), new StateVariable("clock", 0));
    }

    @Override
    public boolean spikes() {
      return false;
    }

    @Override
    public Step step(
        Builder builder, TimeStep dt, Constants constants, List<Value> states, Current current) {
      Value clock = states.get(1);
      Value none = builder.splat(clock.tensorType(), 0.0);
      Value now =
          builder.compare(
              ComparisonDirection.EQ, clock, builder.splat(clock.tensorType(), (double) shown));
      Value next = builder.add(clock, builder.splat(clock.tensorType(), 1.0));
      Value never = builder.splat(clock.tensorType().withElement(ElementType.I1), 0L);
      return new Step(List.of(builder.select(now, current.now(), none), next), never, Map.of());
    }

    @Override
    public void check(Problems problems, TimeStep dt) {}
  }
}
