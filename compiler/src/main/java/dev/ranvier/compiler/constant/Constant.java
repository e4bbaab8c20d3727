package dev.ranvier.compiler.constant;

import dev.ranvier.compiler.unit.Time;
import java.util.List;
import java.util.stream.Stream;

/// A number in the equations of a neuron or synapse that can be trained, one for each neuron.
///
/// An update that would take it past a bound takes it there, short of a thousandth of what was
/// between them at the start: so what was below stays below.
///
/// @param name what a recipe and its port call it: `tauMembrane`
/// @param value that it begins with, in the unit that the model documents; times in ms
/// @param above what it stays above
/// @param below what it stays below
public record Constant(String name, double value, List<Bound> above, List<Bound> below) {
  public Constant {
    above = List.copyOf(above);
    below = List.copyOf(below);
  }

  /// Any number.
  public static Constant of(String name, double value) {
    return new Constant(name, value, List.of(), List.of());
  }

  /// A time constant, which stays at least one step.
  public static Constant time(String name, Time value) {
    return new Constant(name, value.milliseconds(), List.of(new Bound.Step()), List.of());
  }

  /// A number that stays above zero.
  public static Constant positive(String name, double value) {
    return new Constant(name, value, List.of(new Bound.Fixed(0)), List.of());
  }

  /// @param other a constant of the same model
  public Constant above(String other) {
    return new Constant(name, value, and(above, new Bound.Other(other)), below);
  }

  /// @param other a constant of the same model
  public Constant below(String other) {
    return new Constant(name, value, above, and(below, new Bound.Other(other)));
  }

  public Constant below(double number) {
    return new Constant(name, value, above, and(below, new Bound.Fixed(number)));
  }

  private static List<Bound> and(List<Bound> bounds, Bound another) {
    return Stream.concat(bounds.stream(), Stream.of(another)).toList();
  }
}
