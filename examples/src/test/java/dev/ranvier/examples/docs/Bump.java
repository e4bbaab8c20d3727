package dev.ranvier.examples.docs;

import dev.ranvier.compiler.derivative.Regions;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import java.util.List;

/// Spikes as numbers whose derivative by x = V - threshold is taken to be exp(-(x / width)²).
record Bump(double width) {
  Value numbers(Builder builder, Value spikes, Value distance) {
    return builder.add(
        Regions.of(
            builder,
            List.of(spikes, distance),
            (inner, given) -> List.of(inner.convert(given.getFirst(), ElementType.F32)),
            (inner, given) -> List.of(scaled(inner, given.get(1), given.get(2))),
            (inner, given) -> List.of(scaled(inner, given.get(1), given.get(2)))));
  }

  private Value scaled(Builder builder, Value distance, Value change) {
    Value ratio = builder.divide(distance, builder.splat(distance.tensorType(), width));
    Value square = builder.multiply(ratio, ratio);
    return builder.multiply(builder.exponential(builder.negate(square)), change);
  }
}
