package dev.ranvier.compiler.graph;

import dev.ranvier.compiler.problem.NetworkException;
import dev.ranvier.compiler.unit.TimeStep;
import dev.ranvier.ir.op.Location;
import java.util.List;
import java.util.Optional;

/// A network as data, with its parts in the order of their declarations: the first stage of
/// compilation. One that exists is free of problems.
public record NetworkGraph(
    String name,
    TimeStep dt,
    List<Node.Input> inputs,
    List<Node.Population> populations,
    List<Drive> drives,
    List<Projection> projections,
    List<Recorder> recorders,
    Location location) {
  /// @throws NetworkException with all that is wrong
  public NetworkGraph {
    inputs = List.copyOf(inputs);
    populations = List.copyOf(populations);
    drives = List.copyOf(drives);
    projections = List.copyOf(projections);
    recorders = List.copyOf(recorders);
    new GraphChecks(name, dt, inputs, populations, drives, projections, recorders, location)
        .throwIfWrong();
  }

  /// The drive of a population, if it has one.
  public Optional<Drive> driveOf(Node.Population population) {
    return drives.stream().filter(drive -> drive.population().equals(population)).findFirst();
  }

  /// The projections that end in a population.
  public List<Projection> into(Node.Population population) {
    return projections.stream()
        .filter(projection -> projection.target().equals(population))
        .toList();
  }

  /// One line for each part, with the line of its declaration.
  public String text() {
    StringBuilder text = new StringBuilder();
    line(text, "network \"%s\" %s".formatted(name, dt), location);
    inputs.forEach(input -> line(text, "  " + input, input.location()));
    populations.forEach(population -> line(text, "  " + population, population.location()));
    drives.forEach(drive -> line(text, "  " + drive, drive.location()));
    projections.forEach(projection -> line(text, "  " + projection, projection.location()));
    recorders.forEach(recorder -> line(text, "  " + recorder, recorder.location()));
    return text.toString();
  }

  private static void line(StringBuilder text, String line, Location location) {
    text.append(line).append("  // ").append(location).append('\n');
  }

  @Override
  public String toString() {
    return text();
  }
}
