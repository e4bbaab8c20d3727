package dev.ranvier.compiler.train;

import dev.ranvier.compiler.unit.Time;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.TensorType;

/// What settings and operands of the training kit must be.
final class Require {
  private Require() {}

  /// From 0 up to 1, 1 left out: how much of the past is kept.
  static void decay(String thing, double value) {
    that(value >= 0 && value < 1, thing, "at least 0 and below 1", value);
  }

  static void positive(String thing, double value) {
    that(value > 0 && Double.isFinite(value), thing, "positive and finite", value);
  }

  static void notNegative(String thing, double value) {
    that(value >= 0 && Double.isFinite(value), thing, "at least 0 and finite", value);
  }

  static void that(boolean holds, String thing, String expected, double value) {
    if (!holds) {
      throw new IllegalArgumentException(
          "%s: expected a number %s, got %s; give another"
              .formatted(thing, expected, Time.plain(value)));
    }
  }

  static void type(String thing, TensorType expected, Value value) {
    if (!value.type().equals(expected)) {
      throw new IllegalArgumentException(
          "%s: expected %s, got %s".formatted(thing, expected, value.type()));
    }
  }

  /// A tensor of floats of this rank.
  static TensorType floats(String thing, int rank, String shape, Value value) {
    if (!(value.type() instanceof TensorType type)
        || !type.element().isFloat()
        || type.rank() != rank) {
      throw new IllegalArgumentException(
          "%s: expected floats %s, got %s".formatted(thing, shape, value.type()));
    }
    return type;
  }
}
