package dev.ranvier.compiler.autodiff;

import dev.ranvier.ir.op.DeliverOp;
import dev.ranvier.ir.op.Result;
import dev.ranvier.ir.op.SendOp;
import dev.ranvier.ir.op.TimeLoopOp;
import dev.ranvier.ir.op.Value;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What projections are when time runs backwards: a delivery becomes a push of the cotangents of
/// what arrived, and a send becomes a read of those that its events met. So the cotangent of a
/// projection is a line of cotangents (`LineType`), whatever its queues were.
final class Lines {
  /// @param line of a `LineType`
  /// @param weights the gradient of the weights so far
  /// @param latencies the gradient of the delays in ms so far; none if they are not differentiated
  ///   by
  record Line(Value line, Value weights, List<Value> latencies) {
    List<Value> values() {
      return Stream.concat(Stream.of(line, weights), latencies.stream()).toList();
    }

    Line with(List<Value> values) {
      return new Line(values.get(0), values.get(1), values.subList(2, values.size()));
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
