package dev.ranvier.compiler.placement;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.Payload;
import dev.ranvier.ir.op.Value;
import java.util.List;

/// How the line of one projection (`LineType`) is kept in tensors, its parts. Every step back first
/// takes the transpose of its send, then that of its delivery.
public sealed interface LinePlacement permits LineOfRows, LineOfRings {
  /// @param line the parts, which know of the spikes of this step
  /// @param results those of `SendAdjointOp` after the line
  record Sent(List<Value> line, List<Value> results) {}

  List<Placement.Part> parts();

  /// The line after the last step.
  List<Value> create(Builder builder);

  /// The line as the step before sees it.
  ///
  /// @param arrivals `f32`, `[batch, target]`
  /// @param lateness of the same type
  List<Value> deliver(Builder builder, List<Value> parts, Value arrivals, Value lateness);

  /// @param wanted what is asked for, the same in every step
  Sent send(Builder builder, List<Value> parts, Transposed.Operands operands, List<Payload> wanted);
}
