package dev.ranvier.compiler.contract;

import dev.ranvier.compiler.constant.Coefficient;
import dev.ranvier.compiler.constant.Constant;
import dev.ranvier.compiler.constant.Constants;
import dev.ranvier.compiler.derivative.Moved;
import dev.ranvier.compiler.neuron.StateVariable;
import dev.ranvier.compiler.problem.Problems;
import dev.ranvier.compiler.synapse.Synapse;
import dev.ranvier.compiler.unit.TimeStep;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import java.util.List;

/// A synapse as a user may write it: a current that decays by Euler's method, and is less where the
/// voltage is far from zero.
///
///     ds/dt = -rate s,   I = s / (1 + (V/50)^2)
///
/// @param rate in 1/ms
record OwnSynapse(double rate) implements Synapse {
  @Override
  public List<StateVariable> states() {
    return List.of(new StateVariable("open", 0));
  }

  @Override
  public List<Constant> constants() {
    return List.of(Constant.positive("rate", rate));
  }

  @Override
  public List<Value> step(
      Builder builder, TimeStep dt, Constants constants, List<Value> states, Arrivals arrivals) {
    Value before = builder.convert(states.getFirst(), ElementType.F64);
    Coefficient decay = constants.get("rate");
    Coefficient lost = decay.times(dt.length().milliseconds());
    Coefficient kept = constants.number(1).minus(lost);
    Value left = builder.multiply(kept.as(before.tensorType()), before);
    Value after = builder.convert(builder.add(left, arrivals.weights()), ElementType.F32);
    return List.of(Moved.by(builder, after, decay.as(after.tensorType()), arrivals.lateness()));
  }

  @Override
  public Value current(Builder builder, Constants constants, List<Value> states, Value voltage) {
    Value scaled = builder.multiply(builder.splat(voltage.tensorType(), 0.02), voltage);
    Value one = builder.splat(voltage.tensorType(), 1.0);
    return builder.divide(states.getFirst(), builder.add(one, builder.multiply(scaled, scaled)));
  }

  @Override
  public void check(Problems problems, TimeStep dt) {
    problems.require(rate > 0, "rate " + rate, "more than 0", "give a rate in 1/ms");
  }

  /// The same in plain Java.
  static final class Plain extends PlainSynapse {
    private final double rate;

    Plain(double rate) {
      this.rate = rate;
    }

    @Override
    PlainSynapse with(String constant, double value) {
      return new Plain(value);
    }

    @Override
    Synapse model(PlainNeuron target) {
      return new OwnSynapse(rate);
    }

    @Override
    int size() {
      return 1;
    }

    @Override
    void step(double[] states, double arrived, double dt) {
      states[0] = (float) ((1 - rate * dt) * states[0] + arrived);
    }

    @Override
    double current(double[] states, double voltage, PlainNeuron target) {
      return states[0] / (1 + voltage * voltage / 2500);
    }

    @Override
    double[] slopes(double[] states) {
      return new double[] {-rate * states[0]};
    }

    @Override
    void arrive(double[] states, double weight) {
      states[0] += weight;
    }

    @Override
    public String toString() {
      return "a user's own synapse";
    }
  }
}
