package dev.ranvier.compiler.train;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;

/// Logits `[batch, classes]` and labels `[batch]` that fit each other.
///
/// @param type of the logits
record Samples(TensorType type, Value labels) {
  /// @param thing that looks at them, for messages
  static Samples of(String thing, Value logits, Value labels) {
    TensorType type = Require.floats(thing + ": logits", 2, "[batch, classes]", logits);
    if (type.dimension(1) == 0) {
      throw new IllegalArgumentException(
          thing + ": logits: expected at least one class, got " + type);
    }
    Require.type(thing + ": labels", TensorType.of(ElementType.I32, type.dimension(0)), labels);
    return new Samples(type, labels);
  }

  long classes() {
    return type.dimension(1);
  }

  /// i1 [batch, classes]: where the class is the sample's label.
  Value isLabel(Builder builder) {
    TensorType indices = type.withElement(ElementType.I32);
    return builder.compare(
        ComparisonDirection.EQ, builder.iota(indices, 1), builder.broadcast(labels, indices, 0));
  }
}
