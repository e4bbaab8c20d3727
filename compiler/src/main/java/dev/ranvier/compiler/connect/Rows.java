package dev.ranvier.compiler.connect;

import java.util.Arrays;

/// Where the rows of a wiring begin.
final class Rows {
  private Rows() {}

  /// Rows of the same length.
  static int[] equal(int rows, int length) {
    int[] starts = new int[rows + 1];
    Arrays.setAll(starts, row -> Math.multiplyExact(row, length));
    return starts;
  }

  /// Rows that hold as many as `rowOf` names each of them.
  static int[] counting(int rows, int[] rowOf) {
    int[] starts = new int[rows + 1];
    for (int row : rowOf) {
      starts[row + 1]++;
    }
    Arrays.parallelPrefix(starts, Integer::sum);
    return starts;
  }
}
