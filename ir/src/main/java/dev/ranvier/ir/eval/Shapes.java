package dev.ranvier.ir.eval;

import dev.ranvier.ir.op.Numbers;
import dev.ranvier.ir.type.TensorType;
import java.util.List;

/// Ops that move elements and compute nothing.
final class Shapes {
  private Shapes() {}

  static Tensor iota(TensorType result, int dimension) {
    int[] dimensions = Indices.dimensions(result);
    int[][] axes = new int[dimensions.length][];
    for (int axis = 0; axis < axes.length; axis++) {
      axes[axis] = Indices.axis(dimensions[axis], 0, axis == dimension ? 1 : 0);
    }
    Tensor tensor = Tensor.blank(result);
    int[] indices = Indices.sums(axes);
    for (int i = 0; i < indices.length; i++) {
      tensor.setBits(i, Numbers.bitsOf(result.element(), (long) indices[i]));
    }
    return tensor;
  }

  static Tensor broadcast(Tensor operand, TensorType result, List<Long> dimensions) {
    int[] strides = Indices.strides(operand.type());
    int[][] axes = new int[result.rank()][];
    for (int axis = 0; axis < axes.length; axis++) {
      int from = dimensions.indexOf((long) axis);
      boolean stretched = from < 0 || operand.type().dimension(from) == 1;
      axes[axis] = Indices.axis((int) result.dimension(axis), 0, stretched ? 0 : strides[from]);
    }
    return operand.pick(result, Indices.sums(axes), null);
  }

  static Tensor transpose(Tensor operand, TensorType result, List<Long> permutation) {
    int[][] axes = Indices.axes(operand.type(), Indices.ints(permutation));
    return operand.pick(result, Indices.sums(axes), null);
  }

  static Tensor reverse(Tensor operand, List<Long> dimensions) {
    int[] strides = Indices.strides(operand.type());
    int[][] axes = new int[strides.length][];
    for (int axis = 0; axis < axes.length; axis++) {
      int size = (int) operand.type().dimension(axis);
      boolean turned = dimensions.contains((long) axis);
      axes[axis] =
          turned
              ? Indices.axis(size, (size - 1) * strides[axis], -strides[axis])
              : Indices.axis(size, 0, strides[axis]);
    }
    return operand.pick(operand.type(), Indices.sums(axes), null);
  }

  /// Every `steps`-th element from `starts` on, as many as the result holds.
  static Tensor slice(Tensor operand, TensorType result, List<Long> starts, List<Long> steps) {
    int[] strides = Indices.strides(operand.type());
    int[][] axes = new int[strides.length][];
    for (int axis = 0; axis < axes.length; axis++) {
      axes[axis] =
          Indices.axis(
              (int) result.dimension(axis),
              (int) (starts.get(axis) * strides[axis]),
              (int) (steps.get(axis) * strides[axis]));
    }
    return operand.pick(result, Indices.sums(axes), null);
  }

  /// Negative edges cut off, after the gaps between neighbours were filled.
  static Tensor pad(
      Tensor operand, Tensor value, TensorType result, List<Long> low, List<Long> interior) {
    int[] strides = Indices.strides(operand.type());
    int[][] axes = new int[strides.length][];
    for (int axis = 0; axis < axes.length; axis++) {
      axes[axis] = new int[(int) result.dimension(axis)];
      long spacing = interior.get(axis) + 1;
      for (int i = 0; i < axes[axis].length; i++) {
        long from = i - low.get(axis);
        boolean inside =
            from >= 0 && from % spacing == 0 && from / spacing < operand.type().dimension(axis);
        axes[axis][i] = inside ? (int) (from / spacing) * strides[axis] : Indices.NONE;
      }
    }
    return operand.pick(result, Indices.sums(axes), value);
  }

  static Tensor concatenate(List<Tensor> operands, TensorType result, int dimension) {
    Tensor joined = Tensor.blank(result);
    int inner = 1;
    for (int axis = dimension + 1; axis < result.rank(); axis++) {
      inner *= (int) result.dimension(axis);
    }
    int row = (int) result.dimension(dimension) * inner;
    int rows = row == 0 ? 0 : joined.size() / row;
    int at = 0;
    for (Tensor operand : operands) {
      int run = (int) operand.type().dimension(dimension) * inner;
      for (int i = 0; i < rows; i++) {
        joined.put(i * row + at, operand, i * run, run);
      }
      at += run;
    }
    return joined;
  }

  /// A slice whose start is moved so far that the slice lies inside the operand.
  static Tensor dynamicSlice(Tensor operand, List<Tensor> starts, TensorType result) {
    return operand.pick(result, Indices.sums(window(operand.type(), starts, result)), null);
  }

  /// The operand with a slice replaced; the start is moved as that of a dynamic slice.
  static Tensor update(Tensor operand, Tensor update, List<Tensor> starts) {
    Tensor updated = operand.copy();
    int[] positions = Indices.sums(window(operand.type(), starts, update.type()));
    for (int i = 0; i < positions.length; i++) {
      updated.put(positions[i], update, i);
    }
    return updated;
  }

  private static int[][] window(TensorType operand, List<Tensor> starts, TensorType slice) {
    int[] strides = Indices.strides(operand);
    int[][] axes = new int[strides.length][];
    for (int axis = 0; axis < axes.length; axis++) {
      long last = operand.dimension(axis) - slice.dimension(axis);
      int start = (int) Math.clamp(index(starts.get(axis), 0), 0, last);
      axes[axis] = Indices.axis((int) slice.dimension(axis), start * strides[axis], strides[axis]);
    }
    return axes;
  }

  /// An index as it stands; large unsigned ones are beyond every tensor's end.
  static long index(Tensor indices, int at) {
    long index = indices.bits(at);
    return indices.type().element().isUnsigned() && index < 0 ? Long.MAX_VALUE : index;
  }
}
