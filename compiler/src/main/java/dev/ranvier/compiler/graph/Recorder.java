package dev.ranvier.compiler.graph;

import dev.ranvier.ir.op.Location;

/// What is kept of every step.
public record Recorder(Quantity quantity, Node node, Location location) {
  /// What can be recorded of a population.
  public enum Quantity {
    SPIKES("spikes"),
    VOLTAGE("voltage");

    private final String word;

    Quantity(String word) {
      this.word = word;
    }

    @Override
    public String toString() {
      return word;
    }
  }

  /// The name of the recorded port: `hidden.spikes`.
  public String name() {
    return node.name() + "." + quantity;
  }

  @Override
  public String toString() {
    return "record %s of \"%s\"".formatted(quantity, node.name());
  }
}
