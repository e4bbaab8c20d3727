package dev.ranvier.compiler.contract;

import dev.ranvier.compiler.constant.Constant;
import dev.ranvier.compiler.constant.Constants;
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
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/// A neuron as a user may write it: a leak that grows with the cube of the voltage, by Euler's
/// method.
///
///     dV/dt = -leak V^3 + I,   V := 0  at V = 1
///
/// @param leak in 1/ms
record OwnNeuron(double leak) implements Neuron {
  @Override
  public List<StateVariable> states() {
    return List.of(new StateVariable("voltage", 0));
  }

  @Override
  public List<Constant> constants() {
    return List.of(Constant.positive("leak", leak));
  }

  @Override
  public Step step(
      Builder builder, TimeStep dt, Constants constants, List<Value> states, Current current) {
    Value voltage = states.getFirst();
    Value slope = slope(builder, constants, voltage, current.now());
    Value length = builder.splat(voltage.tensorType(), dt.length().milliseconds());
    Value charged = builder.add(voltage, builder.multiply(length, slope));
    Value threshold = builder.splat(voltage.tensorType(), 1.0);
    Value reset = builder.splat(voltage.tensorType(), 0.0);
    Value spikes = builder.add(new SpikeOp(voltage, charged, threshold));
    Value time = SpikeTime.of(builder, spikes, builder.subtract(charged, threshold), slope);
    Value rising = slope(builder, constants, reset, current.at(reset));
    Value next = builder.select(spikes, reset, charged);
    Value moved = Moved.by(builder, next, builder.negate(rising), time);
    return new Step(List.of(moved), spikes, Map.of(Payload.TIMES, time));
  }

  private static Value slope(Builder builder, Constants constants, Value voltage, Value current) {
    Value cube = builder.multiply(voltage, builder.multiply(voltage, voltage));
    return builder.subtract(
        current, builder.multiply(constants.get("leak").as(voltage.tensorType()), cube));
  }

  @Override
  public void check(Problems problems, TimeStep dt) {
    problems.require(leak > 0, "leak " + leak, "more than 0", "give a leak in 1/ms");
  }

  /// The same in plain Java.
  static final class Plain extends PlainNeuron {
    private final double leak;

    Plain(double leak) {
      this.leak = leak;
    }

    @Override
    PlainNeuron with(String constant, double value) {
      return new Plain(value);
    }

    @Override
    Neuron model() {
      return new OwnNeuron(leak);
    }

    @Override
    boolean step(double[] states, DoubleUnaryOperator current, double dt) {
      double after = states[0] + dt * slopes(states, current.applyAsDouble(states[0]))[0];
      boolean crosses = states[0] < 1 && after >= 1;
      states[0] = crosses ? 0 : (float) after;
      return crosses;
    }

    @Override
    double[] slopes(double[] states, double current) {
      return new double[] {current - leak * Math.pow(states[0], 3)};
    }

    @Override
    double distance(double[] states) {
      return states[0] - 1;
    }

    @Override
    void jump(double[] states) {
      states[0] = 0;
    }
  }
}
