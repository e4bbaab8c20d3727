package dev.ranvier.compiler.graph;

import dev.ranvier.compiler.connect.Connectivity;
import dev.ranvier.compiler.parameter.Layout;
import dev.ranvier.compiler.problem.Problems;
import dev.ranvier.compiler.unit.TimeStep;
import dev.ranvier.ir.op.Location;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Every rule that a network must keep, checked in the order of the declarations.
final class GraphChecks {
  private final String name;
  private final TimeStep dt;
  private final List<Node.Input> inputs;
  private final List<Node.Population> populations;
  private final List<Drive> drives;
  private final List<Projection> projections;
  private final List<Recorder> recorders;
  private final Problems problems;

  GraphChecks(
      String name,
      TimeStep dt,
      List<Node.Input> inputs,
      List<Node.Population> populations,
      List<Drive> drives,
      List<Projection> projections,
      List<Recorder> recorders,
      Location location) {
    this.name = name;
    this.dt = dt;
    this.inputs = inputs;
    this.populations = populations;
    this.drives = drives;
    this.projections = projections;
    this.recorders = recorders;
    this.problems = Problems.none("network " + quoted(name), location);
  }

  void throwIfWrong() {
    network();
    Map<String, Location> names = new HashMap<>();
    inputs.forEach(input -> node(input, names));
    populations.forEach(population -> population(population, names));
    Map<String, Location> driven = new HashMap<>();
    drives.forEach(drive -> drive(drive, driven));
    Map<String, Location> joins = new HashMap<>();
    projections.forEach(projection -> projection(projection, joins));
    Map<String, Location> records = new HashMap<>();
    recorders.forEach(recorder -> recorder(recorder, records));
    problems.throwIfAny();
  }

  private void network() {
    named(problems, name);
    problems.require(
        dt.length().isPositive(),
        dt.toString(),
        "more than 0 ms and finite",
        "give a step such as dt(ms(0.05))");
    problems.require(
        !populations.isEmpty(),
        "number of populations 0",
        "at least 1",
        "declare one with population(name, size, neuron)");
  }

  private void node(Node node, Map<String, Location> names) {
    Problems here = problems.of(node.label(), node.location());
    named(here, node.name());
    unique(here, node.name(), node.location(), names);
    here.require(node.size() >= 1, "size " + node.size(), "at least 1", "give a size of 1 or more");
  }

  private void population(Node.Population population, Map<String, Location> names) {
    node(population, names);
    population.neuron().check(problems.of(population.label(), population.location()), dt);
  }

  private void drive(Drive drive, Map<String, Location> names) {
    Problems here = problems.of(drive.label(), drive.location());
    unique(here, drive.port(), drive.location(), names);
    if (known(here, drive.population())) {
      drive.current().check(here, drive.layout());
    }
  }

  private void projection(Projection projection, Map<String, Location> names) {
    Problems here = problems.of(projection.label(), projection.location());
    unique(here, projection.name(), projection.location(), names);
    if (!projection.isNamedByDefault()) {
      named(here, projection.name());
    }
    boolean sourceKnown = known(here, projection.source());
    boolean targetKnown = known(here, projection.target());
    here.require(
        projection.target() instanceof Node.Population,
        "target " + projection.target().label(),
        "a population",
        "project into a population; an input is given from outside");
    spiking(here, projection.source(), "project from one that does, and read this one by voltage");
    projection.synapse().check(here, dt);
    projection.queue().check(here);
    here.require(
        projection.expectedRate().isFiniteAndNotNegative(),
        "expected rate " + projection.expectedRate(),
        "at least 0 Hz and finite",
        "give a rate such as hz(20)");
    if (sourceKnown && targetKnown) {
      parameters(here, projection);
    }
  }

  /// Sizes below 1 are reported with the populations; nothing else is wrong for them.
  private static boolean connectivity(Problems here, Projection projection, Layout layout) {
    if (!layout.hasSizes()) {
      return true;
    }
    boolean recurrent = projection.source().equals(projection.target());
    if (!layout.connectivity().check(here, layout.sources(), layout.targets(), recurrent)) {
      return false;
    }
    long synapses = layout.connectivity().expectedSynapses(layout.sources(), layout.targets());
    return here.require(
        synapses <= Connectivity.MOST_SYNAPSES,
        "number of synapses " + synapses,
        "at most " + Connectivity.MOST_SYNAPSES,
        "split the projection, or make the populations smaller");
  }

  private void parameters(Problems here, Projection projection) {
    Layout layout =
        new Layout(
            projection.connectivity(), projection.source().size(), projection.target().size());
    if (!connectivity(here, projection, layout)) {
      return;
    }
    projection.weights().check(here, layout);
    if (!dt.length().isPositive()) {
      return;
    }
    int before = problems.list().size();
    projection.delays().check(here, layout, dt, projection.queue().reach());
    if (problems.list().size() == before) {
      projection.queue().check(here, projection.delays(), dt);
    }
  }

  private void recorder(Recorder recorder, Map<String, Location> names) {
    Problems here = problems.of("recorder of " + recorder.node().label(), recorder.location());
    unique(here, recorder.name(), recorder.location(), names);
    if (known(here, recorder.node())) {
      here.require(
          recorder.node() instanceof Node.Population,
          recorder.node().label(),
          "a population",
          "record a population; what an input gives is known");
    }
    if (recorder.quantity() == Recorder.Quantity.SPIKES) {
      spiking(here, recorder.node(), "record its voltage");
    }
  }

  private static void spiking(Problems here, Node node, String remedy) {
    if (node instanceof Node.Population population) {
      here.require(
          population.neuron().spikes(),
          "%s of %s".formatted(node.label(), population.neuron()),
          "a population that spikes",
          remedy);
    }
  }

  private static void named(Problems here, String name) {
    here.require(
        name.matches("[A-Za-z][A-Za-z0-9_]*"),
        "name " + quoted(name),
        "a letter followed by letters, digits or _",
        "rename it");
  }

  private static void unique(
      Problems here, String name, Location place, Map<String, Location> names) {
    Location first = names.putIfAbsent(name, place);
    here.require(
        first == null,
        "name " + quoted(name),
        "new (it is taken at " + first + ")",
        "give each a name of its own");
  }

  @SuppressWarnings("ReferenceEquality") // a node is of this network if it was declared here
  private boolean known(Problems here, Node node) {
    List<? extends Node> nodes = node instanceof Node.Input ? inputs : populations;
    return here.require(
        nodes.stream().anyMatch(own -> own == node),
        node.label(),
        "of network " + quoted(name),
        "use what input(...) and population(...) of this network gave back");
  }

  private static String quoted(String name) {
    return '"' + name + '"';
  }
}
