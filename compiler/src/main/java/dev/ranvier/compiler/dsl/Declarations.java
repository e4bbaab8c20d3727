package dev.ranvier.compiler.dsl;

import dev.ranvier.compiler.graph.Drive;
import dev.ranvier.compiler.graph.NetworkGraph;
import dev.ranvier.compiler.graph.Node;
import dev.ranvier.compiler.graph.Projection;
import dev.ranvier.compiler.graph.Recorder;
import dev.ranvier.compiler.neuron.Neuron;
import dev.ranvier.compiler.parameter.Weights;
import dev.ranvier.compiler.problem.Caller;
import dev.ranvier.compiler.unit.TimeStep;
import dev.ranvier.ir.op.Location;
import java.util.ArrayList;
import java.util.List;

/// Collects the parts of one network, each with the user's line. Nothing is checked before all are
/// declared.
public final class Declarations {
  private final List<Node.Input> inputs = new ArrayList<>();
  private final List<Node.Population> populations = new ArrayList<>();
  private final List<Drive> drives = new ArrayList<>();
  private final List<Projection> projections = new ArrayList<>();
  private final List<Recorder> recorders = new ArrayList<>();

  Declarations() {}

  /// Channels whose spikes are given step by step.
  public Node.Input input(String name, int channels) {
    Node.Input input = new Node.Input(name, channels, Caller.location());
    inputs.add(input);
    return input;
  }

  public Node.Population population(String name, int neurons, Neuron neuron) {
    Node.Population population = new Node.Population(name, neurons, neuron, Caller.location());
    populations.add(population);
    return population;
  }

  /// Lets a current flow into a population in every step.
  ///
  /// @param current one number for each neuron, in units of voltage per millisecond
  public void drive(Node.Population population, Weights current) {
    drives.add(new Drive(population, current, Caller.location()));
  }

  /// Sends the spikes of `source` to `target`, which may be the same population.
  public Projection project(Node source, Node target, Connection connection) {
    Projection projection = connection.between(source, target, Caller.location());
    projections.add(projection);
    return projection;
  }

  /// Keeps quantities of every step.
  public void record(Quantity... quantities) {
    Location here = Caller.location();
    for (Quantity quantity : quantities) {
      recorders.add(new Recorder(quantity.quantity(), quantity.node(), here));
    }
  }

  NetworkGraph graph(String name, TimeStep dt, Location location) {
    return new NetworkGraph(
        name, dt, inputs, populations, drives, projections, recorders, location);
  }
}
