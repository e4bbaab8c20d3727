package dev.ranvier.compiler.neuron;

import dev.ranvier.compiler.constant.Constant;
import dev.ranvier.compiler.constant.Constants;
import dev.ranvier.compiler.problem.Problems;
import dev.ranvier.compiler.unit.Time;
import dev.ranvier.compiler.unit.TimeStep;
import dev.ranvier.compiler.unit.WideFloats;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import java.util.List;
import java.util.Map;

/// A leaky integrator that never spikes, dV/dt = -V/tau + I, integrated as `Lif` is: a neuron that
/// is read by its voltage.
///
///     V' = exp(-dt/tau) V + I dt
///
/// @param tauMembrane membrane time constant tau
public record LeakyReadout(Time tauMembrane) implements Neuron {
  public static LeakyReadout tau(Time tauMembrane) {
    return new LeakyReadout(tauMembrane);
  }

  @Override
  public List<StateVariable> states() {
    return List.of(new StateVariable("voltage", 0));
  }

  @Override
  public boolean spikes() {
    return false;
  }

  @Override
  public List<Constant> constants() {
    return List.of(Constant.time("tauMembrane", tauMembrane));
  }

  @Override
  public Step step(
      Builder builder, TimeStep dt, Constants constants, List<Value> states, Current current) {
    Value voltage = states.getFirst();
    Value kept = constants.decay(dt, "tauMembrane").scaling(voltage);
    Value gained = WideFloats.scaled(builder, dt.length().milliseconds(), current.now());
    Value next = builder.convert(builder.add(kept, gained), ElementType.F32);
    Value never = builder.splat(voltage.tensorType().withElement(ElementType.I1), 0L);
    return new Step(List.of(next), never, Map.of());
  }

  @Override
  public void check(Problems problems, TimeStep dt) {
    problems.require(
        tauMembrane.isPositive(),
        "tauMembrane " + tauMembrane,
        "more than 0 ms and finite",
        "give a time constant such as ms(10)");
  }

  @Override
  public String toString() {
    return "leakyReadout(tauMembrane " + tauMembrane + ")";
  }
}
