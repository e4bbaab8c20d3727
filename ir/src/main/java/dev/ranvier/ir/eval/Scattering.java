package dev.ranvier.ir.eval;

import dev.ranvier.ir.op.ScatterDimensionNumbers;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;

/// `scatter`: folds slices of the updates into copies of the inputs, one slice for every batch of
/// indices, batch after batch; the specification leaves the order open.
///
/// An element that would fall outside of the inputs is skipped, and it alone, as specified; XLA on
/// CPU skips the whole slice if any part of it falls outside. It also takes only the last of
/// several updates if the index vectors are empty.
record Scattering(ScatterDimensionNumbers dimensions) {
  List<Tensor> evaluate(
      List<TensorType> types,
      List<Tensor> inputs,
      Tensor scatterIndices,
      List<Tensor> updates,
      Fold fold) {
    TensorType input = inputs.getFirst().type();
    TensorType update = updates.getFirst().type();
    int[] windows =
        Indices.sums(
            Indices.axes(update, Indices.others(update.rank(), dimensions.updateWindow())));
    int[] within = Indices.sums(Indices.axes(update, Indices.ints(dimensions.updateWindow())));
    long[][] starts =
        starts(input, new IndexVectors(scatterIndices, Math.toIntExact(dimensions.indexVector())));
    List<Tensor> results = new ArrayList<>();
    Reductions.converted(inputs, types).forEach(tensor -> results.add(tensor.copy()));
    List<Tensor> elements = Reductions.converted(updates, types);
    for (int b = 0; b < windows.length; b++) {
      int[] targets = targets(input, update, starts[b]);
      for (int i = 0; i < targets.length; i++) {
        if (targets[i] >= 0) {
          fold.fold(results, targets[i], elements, windows[b] + within[i]);
        }
      }
    }
    return results;
  }

  /// For every batch, where its slice begins along every dimension of the inputs.
  private long[][] starts(TensorType input, IndexVectors vectors) {
    int[] batches = vectors.batches();
    long[][] starts = new long[batches.length][input.rank()];
    for (int b = 0; b < batches.length; b++) {
      for (int d = 0; d < dimensions.scatterToOperand().size(); d++) {
        int axis = Math.toIntExact(dimensions.scatterToOperand().get(d));
        starts[b][axis] = vectors.component(batches[b], d);
      }
    }
    for (int d = 0; d < dimensions.inputBatching().size(); d++) {
      int[] along = vectors.along(dimensions.indicesBatching().get(d));
      for (int b = 0; b < batches.length; b++) {
        starts[b][Math.toIntExact(dimensions.inputBatching().get(d))] = along[b];
      }
    }
    return starts;
  }

  /// Where the elements of a slice fall in the inputs, `Indices.NONE` outside.
  private int[] targets(TensorType input, TensorType update, long[] start) {
    int[] strides = Indices.strides(input);
    int[][] axes = new int[input.rank()][];
    int window = 0;
    for (int axis = 0; axis < axes.length; axis++) {
      boolean single =
          dimensions.inserted().contains((long) axis)
              || dimensions.inputBatching().contains((long) axis);
      int count =
          single
              ? 1
              : (int) update.dimension(Math.toIntExact(dimensions.updateWindow().get(window++)));
      axes[axis] = new int[count];
      for (int i = 0; i < count; i++) {
        long index = start[axis] + i;
        boolean inside =
            start[axis] < input.dimension(axis) && index >= 0 && index < input.dimension(axis);
        axes[axis][i] = inside ? (int) index * strides[axis] : Indices.NONE;
      }
    }
    return Indices.sums(axes);
  }
}
