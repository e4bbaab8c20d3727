package dev.ranvier.compiler.dsl;

import static dev.ranvier.compiler.unit.Time.ms;

import dev.ranvier.compiler.graph.Node;
import dev.ranvier.compiler.graph.Projection;
import dev.ranvier.compiler.parameter.Delays;
import dev.ranvier.compiler.parameter.Weights;
import dev.ranvier.compiler.queue.Queue;
import dev.ranvier.compiler.queue.Ring;
import dev.ranvier.compiler.synapse.Exponential;
import dev.ranvier.compiler.synapse.Synapse;
import dev.ranvier.ir.op.Location;

/// A connection of every source with every target. What isn't said: weights drawn from normal(0,
/// 1), delays of one step, exponential synapses of 5 ms, ring queues, and `source->target` as the
/// name.
///
/// @param name empty for the default name
public record Dense(String name, Weights weights, Delays delays, Synapse synapse, Queue queue) {
  static final Dense DEFAULT =
      new Dense("", Weights.normal(0, 1), Delays.oneStep(), new Exponential(ms(5)), new Ring());

  /// Needed when two projections join the same populations.
  public Dense name(String other) {
    return new Dense(other, weights, delays, synapse, queue);
  }

  public Dense weights(Weights other) {
    return new Dense(name, other, delays, synapse, queue);
  }

  public Dense delays(Delays other) {
    return new Dense(name, weights, other, synapse, queue);
  }

  public Dense synapse(Synapse other) {
    return new Dense(name, weights, delays, other, queue);
  }

  public Dense queue(Queue other) {
    return new Dense(name, weights, delays, synapse, other);
  }

  Projection between(Node source, Node target, Location location) {
    String given = name.isEmpty() ? Projection.defaultName(source, target) : name;
    return new Projection(given, source, target, weights, delays, synapse, queue, location);
  }
}
