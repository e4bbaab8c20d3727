package dev.ranvier.compiler.connect;

import dev.ranvier.compiler.problem.Problems;

/// Whether neurons of a population that projects to itself may reach themselves.
public enum Autapses {
  ALLOWED,
  NONE;

  /// How many of `size` candidates one neuron can be joined with.
  int candidates(int size) {
    return this == NONE ? size - 1 : size;
  }

  /// The neuron behind a candidate's number: those from `self` on are one further if it is left
  /// out. Keeps the order.
  int neuron(int candidate, int self) {
    return this == NONE && candidate >= self ? candidate + 1 : candidate;
  }

  boolean check(Problems problems, Object rule, boolean recurrent) {
    return problems.require(
        this == ALLOWED || recurrent,
        rule + " between different populations",
        "within one population, where alone a neuron could reach itself",
        "leave Autapses.NONE out");
  }

  /// What a rule says of it: nothing where autapses are allowed.
  String suffix() {
    return this == NONE ? ", no autapses" : "";
  }
}
