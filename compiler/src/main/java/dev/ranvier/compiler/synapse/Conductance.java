package dev.ranvier.compiler.synapse;

import static dev.ranvier.compiler.unit.Time.plain;

import dev.ranvier.compiler.constant.Constant;
import dev.ranvier.compiler.constant.Constants;
import dev.ranvier.compiler.neuron.StateVariable;
import dev.ranvier.compiler.problem.Problems;
import dev.ranvier.compiler.unit.Time;
import dev.ranvier.compiler.unit.TimeStep;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import java.util.List;

/// A conductance g that jumps by the weight when a spike arrives and decays exponentially, and
/// drives the voltage towards a reversal potential E (Dayan and Abbott, Theoretical Neuroscience,
/// 2001, section 5.8; Brette et al., Journal of Computational Neuroscience 23, 2007):
///
///     dg/dt = -g/tau
///     I = g (E - V)      V being the voltage at the end of the last step
///
/// Conductances and weights are per membrane capacitance, in 1/ms, so that the current is in units of
/// voltage per ms. Weights below 0 have no meaning in this model; to inhibit, use a reversal
/// potential below rest.
///
/// @param tau synaptic time constant
/// @param reversal potential E, in units of voltage
public record Conductance(Time tau, double reversal) implements Synapse {
  @Override
  public List<StateVariable> states() {
    return List.of(new StateVariable("conductance", 0));
  }

  @Override
  public List<Constant> constants() {
    return List.of(Constant.time("tau", tau), Constant.of("reversal", reversal));
  }

  @Override
  public List<Value> step(
      Builder builder, TimeStep dt, Constants constants, List<Value> states, Arrivals arrivals) {
    return new Exponential(tau).step(builder, dt, constants, states, arrivals);
  }

  @Override
  public Value current(Builder builder, Constants constants, List<Value> states, Value voltage) {
    Value wide = builder.convert(voltage, ElementType.F64);
    Value level = constants.get("reversal").rounded().as(wide.tensorType());
    Value drive = builder.subtract(level, wide);
    Value conductance = builder.convert(states.getFirst(), ElementType.F64);
    return builder.convert(builder.multiply(conductance, drive), ElementType.F32);
  }

  @Override
  public void check(Problems problems, TimeStep dt) {
    TimeConstant.check(problems, "synapse tau", tau, dt);
    problems.require(
        Double.isFinite(reversal),
        "reversal potential " + plain(reversal),
        "finite",
        "give a finite voltage");
  }

  @Override
  public String toString() {
    return "conductance(" + tau + ", reversal " + plain(reversal) + ")";
  }
}
