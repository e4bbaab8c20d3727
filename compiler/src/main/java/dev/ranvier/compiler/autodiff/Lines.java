package dev.ranvier.compiler.autodiff;

import dev.ranvier.ir.op.DeliverOp;
import dev.ranvier.ir.op.Result;
import dev.ranvier.ir.op.SendOp;
import dev.ranvier.ir.op.TimeLoopOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ProjectionType;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
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
  /// @param next in how many steps the next event comes in each slot of a queue, `i32`, `[slot,
  ///   batch, source]`, that of the present step first and those of the steps before after it;
  ///   where events replace each other, else none
  /// @param latencies the gradient of the delays in ms so far; none if they are not differentiated
  ///   by
  record Line(
      ProjectionType type,
      Value arrivals,
      Value lateness,
      Value row,
      Value weights,
      List<Value> next,
      List<Value> latencies) {
    List<Value> values() {
      return Stream.of(List.of(arrivals, lateness, row, weights), next, latencies)
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
          values.subList(4, 4 + next.size()),
          values.subList(4 + next.size(), values.size()));
    }
  }

  private final IdentityHashMap<Value, Line> lines = new IdentityHashMap<>();
  private final boolean ofSteps;

  private Lines(boolean ofSteps) {
    this.ofSteps = ofSteps;
  }

  /// Of projections that a function makes; there are none as long as nothing has come back.
  static Lines ofFunction() {
    return new Lines(false);
  }

  /// Of the projections that the steps of a loop hand on to each other.
  static Lines ofSteps() {
    return new Lines(true);
  }

  /// Sets the line of a projection, by any of the values that it has on its way.
  void put(Value projection, Line line) {
    lines.put(origin(projection), line);
  }

  /// The line of a projection, by any of the values that it has on its way.
  Line of(Value projection) {
    return find(projection)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "expected a projection of a time loop, got " + projection));
  }

  Optional<Line> find(Value projection) {
    return Optional.ofNullable(lines.get(origin(projection)));
  }

  /// Whether steps before those that this projection enters have a use for its line.
  boolean goesOn(Value projection) {
    return ofSteps || !origin(projection).equals(projection);
  }

  /// The projection as it was made, or as a step is entered with it.
  private static Value origin(Value projection) {
    Value found = projection;
    while (found instanceof Result result) {
      switch (result.instruction().op()) {
        case DeliverOp op -> found = op.projection();
        case SendOp op -> found = op.projection();
        case TimeLoopOp op ->
            found = op.carried().get(result.instruction().results().indexOf(result));
        default -> {
          return found;
        }
      }
    }
    return found;
  }
}
