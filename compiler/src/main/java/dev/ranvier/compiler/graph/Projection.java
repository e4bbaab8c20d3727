package dev.ranvier.compiler.graph;

import dev.ranvier.compiler.parameter.Delays;
import dev.ranvier.compiler.parameter.Weights;
import dev.ranvier.compiler.queue.Queue;
import dev.ranvier.compiler.synapse.Synapse;
import dev.ranvier.compiler.unit.TimeStep;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.type.QueueType;
import java.util.List;

/// A synapse from every neuron of `source` to every neuron of `target`.
///
/// @param name what ports and parameters of the projection are called after: `in->hidden` unless
///   the user says otherwise
public record Projection(
    String name,
    Node source,
    Node target,
    Weights weights,
    Delays delays,
    Synapse synapse,
    Queue queue,
    Location location) {
  /// For messages: `projection "in" -> "hidden"`, or with the name that the user gave.
  public String label() {
    return isNamedByDefault()
        ? "projection \"%s\" -> \"%s\"".formatted(source.name(), target.name())
        : "projection \"%s\"".formatted(name);
  }

  /// One queue for each synapse of each sample: `[batch, source, target]`.
  public QueueType queueType(TimeStep dt, long batch) {
    return queue.type(delays, dt, List.of(batch, (long) source.size(), (long) target.size()));
  }

  boolean isNamedByDefault() {
    return defaultName(source, target).equals(name);
  }

  public static String defaultName(Node source, Node target) {
    return source.name() + "->" + target.name();
  }

  @Override
  public String toString() {
    return "%s %dx%d: weights %s, delays %s, synapse %s, queue %s"
        .formatted(label(), source.size(), target.size(), weights, delays, synapse, queue);
  }
}
