package dev.ranvier.compiler.dsl;

import static dev.ranvier.compiler.unit.Time.ms;

import dev.ranvier.compiler.connect.Connectivity;
import dev.ranvier.compiler.graph.Node;
import dev.ranvier.compiler.graph.Overflow;
import dev.ranvier.compiler.graph.Projection;
import dev.ranvier.compiler.parameter.Delays;
import dev.ranvier.compiler.parameter.Weights;
import dev.ranvier.compiler.queue.Queue;
import dev.ranvier.compiler.queue.Ring;
import dev.ranvier.compiler.synapse.Exponential;
import dev.ranvier.compiler.synapse.Synapse;
import dev.ranvier.compiler.unit.Rate;
import dev.ranvier.ir.op.Location;

/// How two populations are to be connected. What isn't said: weights drawn from normal(0, 1),
/// delays of one step, exponential synapses of 5 ms, ring queues, `source->target` as the name, the
/// layout that the compiler finds cheapest, drops that are counted and no error, and sources that
/// spike at 20 Hz.
///
/// @param name empty for the default name
/// @param connectivity which source reaches which target
/// @param layout empty for the compiler's choice
/// @param expectedRate of the sources; a guess is enough, and no result depends on it
public record Connection(
    String name,
    Connectivity connectivity,
    Weights weights,
    Delays delays,
    Synapse synapse,
    Queue queue,
    Overflow overflow,
    String layout,
    Rate expectedRate) {
  static Connection of(Connectivity connectivity) {
    return new Connection(
        "",
        connectivity,
        Weights.normal(0, 1),
        Delays.oneStep(),
        new Exponential(ms(5)),
        new Ring(),
        Overflow.COUNT,
        "",
        Rate.hz(20));
  }

  /// Needed when two projections join the same populations.
  public Connection name(String other) {
    return new Connection(
        other, connectivity, weights, delays, synapse, queue, overflow, layout, expectedRate);
  }

  public Connection weights(Weights other) {
    return new Connection(
        name, connectivity, other, delays, synapse, queue, overflow, layout, expectedRate);
  }

  public Connection delays(Delays other) {
    return new Connection(
        name, connectivity, weights, other, synapse, queue, overflow, layout, expectedRate);
  }

  public Connection synapse(Synapse other) {
    return new Connection(
        name, connectivity, weights, delays, other, queue, overflow, layout, expectedRate);
  }

  public Connection queue(Queue other) {
    return new Connection(
        name, connectivity, weights, delays, synapse, other, overflow, layout, expectedRate);
  }

  /// Whether an event that finds no room is an error or is only counted.
  public Connection onOverflow(Overflow other) {
    return new Connection(
        name, connectivity, weights, delays, synapse, queue, other, layout, expectedRate);
  }

  /// Asks for a layout by name (`dendritic-events`, `axonal-history`, `axonal-chunks-8`,
  /// `axonal-line`, `synaptic`, `synaptic-registers`, ...) instead of the compiler's choice, which
  /// `explain` prints.
  public Connection layout(String other) {
    return new Connection(
        name, connectivity, weights, delays, synapse, queue, overflow, other, expectedRate);
  }

  /// How often a source is expected to spike, for the choice of a layout.
  public Connection expectedRate(Rate other) {
    return new Connection(
        name, connectivity, weights, delays, synapse, queue, overflow, layout, other);
  }

  Projection between(Node source, Node target, Location location) {
    String given = name.isEmpty() ? Projection.defaultName(source, target) : name;
    return new Projection(
        given,
        source,
        target,
        connectivity,
        weights,
        delays,
        synapse,
        queue,
        overflow,
        layout,
        expectedRate,
        location);
  }
}
