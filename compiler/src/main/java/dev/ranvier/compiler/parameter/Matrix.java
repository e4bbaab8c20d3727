package dev.ranvier.compiler.parameter;

import dev.ranvier.compiler.problem.Problems;
import dev.ranvier.compiler.unit.Time;
import java.util.Arrays;
import java.util.Objects;

/// Numbers that the user wrote out, one row for each source and one column for each target. A
/// ragged array is kept as it came, for the problem that reports it.
public final class Matrix {
  private final double[][] rows;

  private Matrix(double[][] rows) {
    this.rows = rows;
  }

  /// @param rows copied
  static Matrix of(double[][] rows) {
    Objects.requireNonNull(rows, "explicit: expected rows of numbers, got null");
    return new Matrix(
        Arrays.stream(rows)
            .map(row -> row == null ? new double[0] : row.clone())
            .toArray(double[][]::new));
  }

  double[] flat() {
    return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
  }

  double smallest() {
    return Arrays.stream(flat()).min().orElse(Double.NaN);
  }

  double largest() {
    return Arrays.stream(flat()).max().orElse(Double.NaN);
  }

  boolean isOfShape(int sources, int targets) {
    return rows.length == sources && Arrays.stream(rows).allMatch(row -> row.length == targets);
  }

  /// Reports a wrong shape, and the first element that is not finite. Sizes below 1 are mistakes
  /// that are reported elsewhere: no shape is wrong for them.
  ///
  /// @return whether the shape is right and all is finite
  boolean check(Problems problems, String things, String thing, Layout layout) {
    String got = "array of %s of %s".formatted(things, shape());
    boolean shaped =
        problems.require(
                layout.connectivity().isDense(),
                got,
                "for " + layout.connectivity(),
                "list them, one for each synapse, or draw them from a distribution")
            && problems.require(
                !layout.hasSizes() || isOfShape(layout.sources(), layout.targets()),
                got,
                "of %d rows x %d columns".formatted(layout.sources(), layout.targets()),
                "give one row for each source and one column for each target");
    return reportFirstNotFinite(problems, thing) && shaped;
  }

  private boolean reportFirstNotFinite(Problems problems, String thing) {
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < rows[i].length; j++) {
        double value = rows[i][j];
        if (!problems.require(
            Double.isFinite(value),
            "%s [%d][%d] = %s".formatted(thing, i, j, Time.plain(value)),
            "finite",
            "give a finite number")) {
          return false;
        }
      }
    }
    return true;
  }

  private String shape() {
    long widths = Arrays.stream(rows).mapToInt(row -> row.length).distinct().count();
    String width =
        widths > 1 ? "differing" : Integer.toString(rows.length == 0 ? 0 : rows[0].length);
    return "%d rows x %s columns".formatted(rows.length, width);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Matrix that && Arrays.deepEquals(rows, that.rows);
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(rows);
  }

  @Override
  public String toString() {
    return shape();
  }
}
