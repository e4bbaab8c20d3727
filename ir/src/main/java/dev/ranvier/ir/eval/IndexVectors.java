package dev.ranvier.ir.eval;

import dev.ranvier.ir.type.TensorType;
import java.util.List;

/// The index tensor of `gather` and `scatter`: one vector of indices for every combination of its
/// other dimensions, which are called its batches.
///
/// @param dimension along which a vector lies; the tensor's rank if each element is a vector of one
record IndexVectors(Tensor indices, int dimension) {
  private int[] batchDimensions() {
    return Indices.others(indices.type().rank(), List.of((long) dimension));
  }

  /// Where the vector of every batch begins, in row-major order.
  int[] batches() {
    return Indices.sums(Indices.axes(indices.type(), batchDimensions()));
  }

  /// A component of the vector that begins at `batch`, as it stands.
  long component(int batch, int which) {
    boolean scalars = dimension == indices.type().rank();
    int stride = scalars ? 0 : Indices.strides(indices.type())[dimension];
    return Shapes.index(indices, batch + which * stride);
  }

  /// For every batch, its index along one dimension of the index tensor.
  int[] along(long batchDimension) {
    int[] dimensions = batchDimensions();
    int[][] axes = new int[dimensions.length][];
    for (int i = 0; i < axes.length; i++) {
      int count = (int) indices.type().dimension(dimensions[i]);
      axes[i] = Indices.axis(count, 0, dimensions[i] == batchDimension ? 1 : 0);
    }
    return Indices.sums(axes);
  }

  /// For every batch, where it begins in the operand: the sum of the strides of its indices along
  /// the dimensions that operand and index tensor share.
  int[] sharedOffsets(
      TensorType operand, List<Long> operandDimensions, List<Long> indicesDimensions) {
    int[] strides = Indices.strides(operand);
    int[] offsets = new int[batches().length];
    for (int i = 0; i < operandDimensions.size(); i++) {
      int[] along = along(indicesDimensions.get(i));
      for (int b = 0; b < offsets.length; b++) {
        offsets[b] += along[b] * strides[Math.toIntExact(operandDimensions.get(i))];
      }
    }
    return offsets;
  }
}
