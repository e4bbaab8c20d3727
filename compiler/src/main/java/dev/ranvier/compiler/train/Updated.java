package dev.ranvier.compiler.train;

import dev.ranvier.ir.op.Value;
import java.util.List;

/// What one update makes of a parameter.
///
/// @param slots in the order of [Optimizer#slots]
public record Updated(Value parameter, List<Value> slots) {
  public Updated {
    slots = List.copyOf(slots);
  }
}
