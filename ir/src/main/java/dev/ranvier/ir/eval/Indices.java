package dev.ranvier.ir.eval;

import dev.ranvier.ir.type.TensorType;
import java.util.List;
import java.util.stream.IntStream;

/// Positions in the flat, row-major order of a tensor's elements.
///
/// An *axis* here is an array that gives, for each index along a dimension of the result, what it
/// adds to the flat position in the source, or a negative number where the source has nothing. The
/// positions of all elements are then the sums over all combinations of axes: transposes,
/// broadcasts, slices, padding and windows differ only in their axes.
final class Indices {
  static final int NONE = -1;

  private Indices() {}

  /// The sums over all combinations, the last axis running fastest; `NONE` where any axis says so.
  static int[] sums(int[]... axes) {
    int[] sums = {0};
    for (int[] axis : axes) {
      int[] next = new int[Math.multiplyExact(sums.length, axis.length)];
      int at = 0;
      for (int sum : sums) {
        for (int step : axis) {
          next[at++] = (sum | step) < 0 ? NONE : sum + step;
        }
      }
      sums = next;
    }
    return sums;
  }

  /// `count` indices: `first`, `first + stride`, ...
  static int[] axis(int count, int first, int stride) {
    int[] axis = new int[count];
    for (int i = 0; i < count; i++) {
      axis[i] = first + i * stride;
    }
    return axis;
  }

  /// How far apart neighbours along each dimension lie.
  static int[] strides(TensorType type) {
    int[] strides = new int[type.rank()];
    int stride = 1;
    for (int axis = type.rank() - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= Math.max(1, (int) type.dimension(axis));
    }
    return strides;
  }

  static int[] dimensions(TensorType type) {
    return ints(type.dimensions());
  }

  static int[] ints(List<Long> values) {
    int[] ints = new int[values.size()];
    for (int i = 0; i < ints.length; i++) {
      ints[i] = Math.toIntExact(values.get(i));
    }
    return ints;
  }

  /// The axes of some dimensions of a tensor, each from its first index to its last.
  static int[][] axes(TensorType type, int... dimensions) {
    int[] strides = strides(type);
    int[][] axes = new int[dimensions.length][];
    for (int i = 0; i < axes.length; i++) {
      axes[i] = axis((int) type.dimension(dimensions[i]), 0, strides[dimensions[i]]);
    }
    return axes;
  }

  /// The dimensions from 0 to `rank` that are not taken.
  static int[] others(int rank, List<Long> taken) {
    return IntStream.range(0, rank).filter(axis -> !taken.contains((long) axis)).toArray();
  }

  static int[] others(int rank, List<Long> taken, List<Long> alsoTaken) {
    return IntStream.range(0, rank)
        .filter(axis -> !taken.contains((long) axis) && !alsoTaken.contains((long) axis))
        .toArray();
  }
}
