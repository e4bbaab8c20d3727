package dev.ranvier.compiler.neuron;

import dev.ranvier.compiler.derivative.Moved;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.Value;
import java.util.List;

/// The time after a spike in which a voltage stays where its reset put it (Gerstner and Kistler,
/// Spiking Neuron Models, 2002, section 4.1.1).
///
/// A spike that is later by t lets go later by t: the voltage then has risen for less long. So the
/// derivative of the spike's time is carried, beside the countdown, in a state that is always zero.
///
/// @param left how many steps it still stays, before this step
/// @param held where that is any
/// @param late the derivative of the last spike's time, in ms
record Refractory(Builder builder, Value left, Value held, Value late) {
  /// Number of its first state among the neuron's.
  private static final int FIRST = 1;

  static List<StateVariable> states() {
    return List.of(StateVariable.fixed("refractory", 0), StateVariable.fixed("lateness", 0));
  }

  static Refractory of(Builder builder, List<Value> states) {
    Value left = states.get(FIRST);
    Value none = builder.splat(left.tensorType(), 0.0);
    Value held = builder.compare(ComparisonDirection.GT, left, none);
    return new Refractory(builder, left, held, states.get(FIRST + 1));
  }

  /// The voltage before a reset.
  ///
  /// @param charged what it would be
  /// @param slope by which it rises, in units of voltage per ms
  Value voltage(Value before, Value charged, Value slope) {
    Value free = Moved.by(builder, charged, builder.negate(slope), late);
    return builder.select(held, before, free);
  }

  /// Numbers that are none while the voltage is held.
  Value unheld(Value numbers) {
    return builder.select(held, builder.splat(numbers.tensorType(), 0.0), numbers);
  }

  /// The states after a step.
  ///
  /// @param steps how many the voltage stays after a spike
  /// @param time of the spikes, zero where there are none
  List<Value> after(Value spikes, int steps, Value time) {
    Value one = builder.splat(left.tensorType(), 1.0);
    Value none = builder.splat(left.tensorType(), 0.0);
    Value fewer = builder.maximum(builder.subtract(left, one), none);
    Value all = builder.splat(left.tensorType(), (double) steps);
    Value kept = builder.select(held, late, none);
    return List.of(builder.select(spikes, all, fewer), builder.select(spikes, time, kept));
  }
}
