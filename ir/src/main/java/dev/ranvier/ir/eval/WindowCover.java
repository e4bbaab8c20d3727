package dev.ranvier.ir.eval;

import dev.ranvier.ir.op.Window;
import dev.ranvier.ir.type.TensorType;

/// What a window covers at each of its places.
final class WindowCover {
  private WindowCover() {}

  /// For every place of the window, in row-major order, the positions that it covers in the tensor,
  /// in row-major order too; `Indices.NONE` for padding and for the gaps between dilated elements.
  static int[][] of(Window window, TensorType tensor, TensorType places) {
    int[] strides = Indices.strides(tensor);
    int[] counts = Indices.dimensions(places);
    int[][][] axes = new int[counts.length][][];
    for (int axis = 0; axis < axes.length; axis++) {
      axes[axis] = along(window, axis, counts[axis], tensor.dimension(axis), strides[axis]);
    }
    int[][] cover = new int[Tensor.sizeOf(places)][];
    for (int i = 0; i < cover.length; i++) {
      int[][] chosen = new int[counts.length][];
      int rest = i;
      for (int axis = counts.length - 1; axis >= 0; axis--) {
        chosen[axis] = axes[axis][rest % counts[axis]];
        rest /= counts[axis];
      }
      cover[i] = Indices.sums(chosen);
    }
    return cover;
  }

  /// The same along one dimension.
  private static int[][] along(Window window, int axis, int places, long size, int stride) {
    int[][] covered = new int[places][Math.toIntExact(window.dimensions().get(axis))];
    long dilation = window.baseDilations().get(axis);
    for (int place = 0; place < places; place++) {
      for (int i = 0; i < covered[place].length; i++) {
        long at =
            place * window.strides().get(axis)
                + i * window.windowDilations().get(axis)
                - window.low(axis);
        boolean inside = at >= 0 && at % dilation == 0 && at / dilation < size;
        covered[place][i] = inside ? (int) (at / dilation) * stride : Indices.NONE;
      }
    }
    return covered;
  }
}
