package dev.ranvier.ir.eval;

import dev.ranvier.ir.op.GatherDimensionNumbers;
import dev.ranvier.ir.type.TensorType;
import java.util.List;

/// `gather`: for every batch of indices a slice of the operand, which begins where the indices say
/// and is moved inside the operand if it would reach out of it.
record Gathering(GatherDimensionNumbers dimensions, List<Long> sliceSizes) {
  Tensor evaluate(Tensor operand, Tensor startIndices, TensorType result) {
    int[] batches =
        Indices.sums(Indices.axes(result, Indices.others(result.rank(), dimensions.offset())));
    int[] offsets = Indices.sums(Indices.axes(result, Indices.ints(dimensions.offset())));
    int[] within = withinSlice(operand.type());
    int[] starts =
        starts(
            operand.type(),
            new IndexVectors(startIndices, Math.toIntExact(dimensions.indexVector())));
    int[] from = new int[Tensor.sizeOf(result)];
    for (int b = 0; b < batches.length; b++) {
      for (int o = 0; o < offsets.length; o++) {
        from[batches[b] + offsets[o]] = starts[b] + within[o];
      }
    }
    return operand.pick(result, from, null);
  }

  /// The slice's elements, from its own start.
  private int[] withinSlice(TensorType operand) {
    int[] strides = Indices.strides(operand);
    int[] kept =
        Indices.others(operand.rank(), dimensions.collapsed(), dimensions.operandBatching());
    int[][] axes = new int[kept.length][];
    for (int i = 0; i < kept.length; i++) {
      axes[i] = Indices.axis(Math.toIntExact(sliceSizes.get(kept[i])), 0, strides[kept[i]]);
    }
    return Indices.sums(axes);
  }

  private int[] starts(TensorType operand, IndexVectors vectors) {
    int[] strides = Indices.strides(operand);
    int[] batches = vectors.batches();
    int[] starts =
        vectors.sharedOffsets(operand, dimensions.operandBatching(), dimensions.indicesBatching());
    for (int b = 0; b < starts.length; b++) {
      for (int d = 0; d < dimensions.startIndexMap().size(); d++) {
        int axis = Math.toIntExact(dimensions.startIndexMap().get(d));
        long last = operand.dimension(axis) - sliceSizes.get(axis);
        starts[b] += (int) Math.clamp(vectors.component(batches[b], d), 0, last) * strides[axis];
      }
    }
    return starts;
  }
}
