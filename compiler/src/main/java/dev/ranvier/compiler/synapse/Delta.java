package dev.ranvier.compiler.synapse;

import dev.ranvier.compiler.constant.Constants;
import dev.ranvier.compiler.derivative.Moved;
import dev.ranvier.compiler.neuron.StateVariable;
import dev.ranvier.compiler.problem.Problems;
import dev.ranvier.compiler.unit.TimeStep;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import java.util.List;

/// A spike that arrives lifts the voltage by its weight at once (Brunel, Journal of Computational
/// Neuroscience 8, 2000): a current that flows for one step,
///
///     I = sum over sources of weight * arrivals / dt
///
/// Weights are in units of voltage. An arrival that is later by t is a pulse of current of which the
/// part t/dt flows in the next step instead. So a threshold that is crossed in the step of the
/// arrival is crossed later by t, and a voltage that is seen after it has decayed less; for neurons
/// whose leak is not linear, to first order in the weight. `pushed` is that part: always zero, with a
/// derivative. After a crossing in the same step, derivatives go as if what is left of the pulse
/// charged the voltage from its reset, as it does in a reset by subtraction.
public record Delta() implements Synapse {
  @Override
  public List<StateVariable> states() {
    return List.of(new StateVariable("current", 0), StateVariable.fixed("pushed", 0));
  }

  @Override
  public List<Value> step(
      Builder builder, TimeStep dt, Constants constants, List<Value> states, Arrivals arrivals) {
    double perStep = 1 / dt.length().milliseconds();
    Value each = builder.splat(arrivals.weights().tensorType(), perStep);
    Value pulse = builder.multiply(each, arrivals.weights());
    Value before = builder.convert(states.get(1), ElementType.F64);
    Value current = builder.convert(builder.add(pulse, before), ElementType.F32);
    Value none = builder.splat(current.tensorType(), 0.0);
    Value pushed = Moved.by(builder, none, perStep * perStep, arrivals.lateness());
    return List.of(current, pushed);
  }

  @Override
  public Value current(Builder builder, Constants constants, List<Value> states, Value voltage) {
    return states.getFirst();
  }

  @Override
  public void check(Problems problems, TimeStep dt) {}

  @Override
  public String toString() {
    return "delta";
  }
}
