package dev.ranvier.compiler.graph;

import dev.ranvier.compiler.connect.Connectivity;
import dev.ranvier.compiler.parameter.Delays;
import dev.ranvier.compiler.parameter.Weights;
import dev.ranvier.compiler.queue.Queue;
import dev.ranvier.compiler.synapse.Synapse;
import dev.ranvier.compiler.unit.Rate;
import dev.ranvier.ir.op.Location;

/// Synapses from neurons of `source` to neurons of `target`.
///
/// @param name what ports and parameters of the projection are called after: `in->hidden` unless
///   the user says otherwise
/// @param connectivity which neuron reaches which
/// @param overflow what a full queue means for the run
/// @param layout where events are to be kept, by name; empty where the compiler chooses
/// @param expectedRate how often a source is expected to spike, for that choice
public record Projection(
    String name,
    Node source,
    Node target,
    Connectivity connectivity,
    Weights weights,
    Delays delays,
    Synapse synapse,
    Queue queue,
    Overflow overflow,
    String layout,
    Rate expectedRate,
    Location location) {
  /// For messages: `projection "in" -> "hidden"`, or with the name that the user gave.
  public String label() {
    return isNamedByDefault()
        ? "projection \"%s\" -> \"%s\"".formatted(source.name(), target.name())
        : "projection \"%s\"".formatted(name);
  }

  /// The port of the weights, `f32`: `[source, target]` if dense, else `[synapse]` in the order of
  /// the wiring, or `[kernel element]` if synapses share them.
  public String weightsPort() {
    return name + ".weights";
  }

  /// The port of the delays in steps, `i32`: `[source, target]` if dense, else `[synapse]`.
  public String delaysPort() {
    return name + ".delays";
  }

  /// The port of the delays in ms, `f32`, of the shape of the delays, where they are trained.
  public String latenciesPort() {
    return name + ".latencies";
  }

  /// The port of a constant of the synapse, `f32`, one for each target, where it is trained.
  public String constantPort(String constant) {
    return name + "." + constant;
  }

  /// The port of a sparse projection's `Wiring#rowStarts`, `i32`.
  public String rowStartsPort() {
    return name + ".rowStarts";
  }

  /// The port of a sparse projection's `Wiring#targetOf`, `i32`.
  public String targetsPort() {
    return name + ".targets";
  }

  /// The port of a sparse projection's `Wiring#weightOf`, `i32`, if synapses share weights.
  public String weightIndexPort() {
    return name + ".weightIndex";
  }

  /// The count of the events that each sample dropped.
  public String droppedPort() {
    return name + ".dropped";
  }

  /// The first step in which an event was dropped, where that is an error.
  public String overflowStepPort() {
    return name + ".overflowStep";
  }

  public Projection withLayout(String other) {
    return new Projection(
        name,
        source,
        target,
        connectivity,
        weights,
        delays,
        synapse,
        queue,
        overflow,
        other,
        expectedRate,
        location);
  }

  boolean isNamedByDefault() {
    return defaultName(source, target).equals(name);
  }

  public static String defaultName(Node source, Node target) {
    return source.name() + "->" + target.name();
  }

  @Override
  public String toString() {
    return "%s %dx%d%s: weights %s, delays %s, synapse %s, queue %s"
        .formatted(
            label(),
            source.size(),
            target.size(),
            connectivity.isDense() ? "" : " " + connectivity,
            weights,
            delays,
            synapse,
            queue);
  }
}
