package dev.ranvier.compiler.queue;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.TensorType;

/// In which slot of a lossy ring an event belongs.
final class Slots {
  private Slots() {}

  /// `steps` modulo `slots`, without a division: multiples of `slots` by powers of two are taken
  /// off, largest first.
  ///
  /// @param steps `i32`, from 0 to less than `limit`
  static Value remainder(Builder builder, Value steps, int slots, int limit) {
    TensorType type = steps.tensorType();
    if (Integer.bitCount(slots) == 1) {
      return builder.and(steps, builder.splat(type, slots - 1L));
    }
    long multiple = slots;
    while (2 * multiple < limit) {
      multiple *= 2;
    }
    Value rest = steps;
    for (long taken = multiple; taken >= slots; taken /= 2) {
      Value amount = builder.splat(type, taken);
      Value reaches = builder.compare(ComparisonDirection.GE, rest, amount);
      rest = builder.select(reaches, builder.subtract(rest, amount), rest);
    }
    return rest;
  }
}
