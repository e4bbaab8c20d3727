package dev.ranvier.compiler.autodiff;

import dev.ranvier.ir.op.DeliverOp;
import dev.ranvier.ir.op.Result;
import dev.ranvier.ir.op.SendOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ProjectionType;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.stream.Stream;

/// What a projection is when time runs backwards: a delivery becomes a push of the cotangents of
/// what arrived, and a send becomes a read of those that its events met. So the cotangent of a
/// projection is a line of cotangents, one row for each step that a spike of the present one may
/// still reach, whatever its queues were.
final class Lines {
  /// @param type of the projection
  /// @param arrivals `f32`, `[row, batch, target]`: cotangents of what arrived, in the row of its
  ///   step
  /// @param lateness of the same type, cotangents of how late it did
  /// @param row of the present step, `tensor<i32>`
  /// @param weights the gradient of the weights so far
  /// @param later the spikes of later steps, `i1`, `[row, batch, source]`, where events replace
  ///   each other; else none
  /// @param latencies the gradient of the delays in ms so far; none if they are not differentiated
  ///   by
  record Line(
      ProjectionType type,
      Value arrivals,
      Value lateness,
      Value row,
      Value weights,
      List<Value> later,
      List<Value> latencies) {
    List<Value> values() {
      return Stream.of(List.of(arrivals, lateness, row, weights), later, latencies)
          .flatMap(List::stream)
          .toList();
    }

    Line with(List<Value> values) {
      return new Line(
          type,
          values.get(0),
          values.get(1),
          values.get(2),
          values.get(3),
          values.subList(4, 4 + later.size()),
          values.subList(4 + later.size(), values.size()));
    }
  }

  private final IdentityHashMap<Value, Line> lines = new IdentityHashMap<>();

  /// @param projection as the body of a loop is entered with it
  void put(Value projection, Line line) {
    lines.put(projection, line);
  }

  /// The line of a projection, by any of the values that it has within a step.
  Line of(Value projection) {
    Line line = lines.get(entered(projection));
    if (line == null) {
      throw new IllegalStateException("expected a projection of a time loop, got " + projection);
    }
    return line;
  }

  void replace(Value projection, Line line) {
    lines.put(entered(projection), line);
  }

  private static Value entered(Value projection) {
    Value found = projection;
    while (found instanceof Result result) {
      found =
          switch (result.instruction().op()) {
            case DeliverOp op -> op.projection();
            case SendOp op -> op.projection();
            default ->
                throw new IllegalStateException(
                    "expected a projection that a loop carries, got " + result);
          };
    }
    return found;
  }
}
