package dev.ranvier.compiler.parameter;

import dev.ranvier.compiler.problem.Problems;
import dev.ranvier.compiler.unit.Time;
import java.util.Arrays;
import java.util.Objects;
import java.util.OptionalLong;

/// Numbers that the user wrote out in the order of the synapses: of pairs as they are listed, of a
/// kernel's elements, else row by row.
public final class NumberList {
  private final double[] values;

  private NumberList(double[] values) {
    this.values = values;
  }

  /// @param values copied
  static NumberList of(double[] values) {
    Objects.requireNonNull(values, "explicit: expected numbers, got null");
    return new NumberList(values.clone());
  }

  double[] values() {
    return values.clone();
  }

  double smallest() {
    return Arrays.stream(values).min().orElse(Double.NaN);
  }

  double largest() {
    return Arrays.stream(values).max().orElse(Double.NaN);
  }

  /// Reports a wrong number of numbers, and the first that is not finite.
  ///
  /// @param count how many are expected; empty if that is known only after the draw
  /// @return whether all is right
  boolean check(Problems problems, String things, String thing, Layout layout, OptionalLong count) {
    String got = "list of %d %s".formatted(values.length, things);
    boolean counted =
        !layout.hasSizes()
            || (problems.require(
                    count.isPresent(),
                    got,
                    "for %s, which draws how many there are".formatted(layout.connectivity()),
                    "draw them from a distribution")
                && problems.require(
                    count.getAsLong() == values.length,
                    got,
                    "of %d for %s".formatted(count.getAsLong(), layout.connectivity()),
                    "give one for each synapse, or for each element of a kernel"));
    return reportFirstNotFinite(problems, thing) && counted;
  }

  private boolean reportFirstNotFinite(Problems problems, String thing) {
    for (int i = 0; i < values.length; i++) {
      if (!problems.require(
          Double.isFinite(values[i]),
          "%s [%d] = %s".formatted(thing, i, Time.plain(values[i])),
          "finite",
          "give a finite number")) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NumberList that && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return values.length + " numbers";
  }
}
