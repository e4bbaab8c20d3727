package dev.ranvier.compiler.graph;

import dev.ranvier.compiler.connect.OneToOne;
import dev.ranvier.compiler.parameter.Layout;
import dev.ranvier.compiler.parameter.Weights;
import dev.ranvier.ir.op.Location;

/// A current that flows into the neurons of a population in every step, one number for each neuron,
/// beside what synapses bring; in units of voltage per millisecond.
///
/// @param current how the numbers begin
public record Drive(Node.Population population, Weights current, Location location) {
  /// The port of the current, `f32`, `[neuron]`.
  public String port() {
    return population.name() + ".drive";
  }

  /// For messages: `drive of population "hidden"`.
  public String label() {
    return "drive of " + population.label();
  }

  /// One number for each neuron.
  Layout layout() {
    return new Layout(new OneToOne(), population.size(), population.size());
  }

  @Override
  public String toString() {
    return "drive of \"%s\": %s".formatted(population.name(), current);
  }
}
