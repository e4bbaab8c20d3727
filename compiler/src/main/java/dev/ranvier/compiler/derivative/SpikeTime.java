package dev.ranvier.compiler.derivative;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.TensorType;
import java.util.List;

/// How much later than its step a spike is, in ms: zero, with the derivative of the time t at which
/// V(t) meets the threshold (implicit function theorem; for instance Wunderlich and Pehle,
/// Scientific Reports 11, 2021):
///
///     dt = -d(V - threshold) / (dV/dt)     where there is a spike, else 0
///
/// A voltage that grazes its threshold has a slope near zero, and a spike time that means nothing:
/// slopes are taken to be at least `LEAST_SLOPE`.
public final class SpikeTime {
  /// In units of voltage per ms.
  private static final double LEAST_SLOPE = 1e-3;

  private SpikeTime() {}

  /// @param spikes `i1`
  /// @param distance the voltage minus the threshold, `f32`
  /// @param slope dV/dt at the spike, in units of voltage per ms; has no derivative of its own here
  public static Value of(Builder builder, Value spikes, Value distance, Value slope) {
    TensorType type = distance.tensorType();
    return builder.add(
        Regions.of(
            builder,
            List.of(spikes, distance, slope),
            (inner, _) -> List.of(inner.splat(type, 0.0)),
            (inner, given) -> List.of(rate(inner, given, given.get(3))),
            (inner, given) -> List.of(rate(inner, given, given.get(3)), inner.splat(type, 0.0))));
  }

  private static Value rate(Builder builder, List<Value> given, Value change) {
    TensorType type = change.tensorType();
    Value slope = builder.maximum(given.get(2), builder.splat(type, LEAST_SLOPE));
    Value moved = builder.negate(builder.divide(change, slope));
    return builder.select(given.getFirst(), moved, builder.splat(type, 0.0));
  }
}
