package dev.ranvier.ir.eval;

import dev.ranvier.ir.op.Window;
import dev.ranvier.ir.type.TensorType;
import java.util.List;

/// `reduce_window` and `select_and_scatter`.
final class Windows {
  private Windows() {}

  /// Folds what the window covers in row-major order, starting from the initial value. Padding is
  /// passed over: the specification pads with the initial value, of which a reduction may take as
  /// many as it likes.
  static List<Tensor> reduce(
      List<Tensor> inputs,
      List<Tensor> initial,
      List<TensorType> results,
      Window window,
      Fold fold) {
    int[][] cover = WindowCover.of(window, inputs.getFirst().type(), results.getFirst());
    List<Tensor> totals = Reductions.filled(initial, results);
    List<Tensor> elements = Reductions.converted(inputs, results);
    for (int i = 0; i < cover.length; i++) {
      for (int from : cover[i]) {
        if (from >= 0) {
          fold.fold(totals, i, elements, from);
        }
      }
    }
    return totals;
  }

  /// Sends every element of `source` to the element of the operand that its window selects; of two
  /// candidates the earlier stays if `select` says so. A window that covers nothing but padding
  /// selects nothing. Among equals XLA may select another than the first in row-major order.
  static Tensor selectAndScatter(
      TensorType result,
      Tensor operand,
      Tensor source,
      Tensor initial,
      Window window,
      Region select,
      Fold scatter) {
    int[][] cover = WindowCover.of(window, operand.type(), source.type());
    List<Tensor> totals = Reductions.filled(List.of(initial), List.of(result));
    List<Tensor> sources = Reductions.converted(List.of(source), List.of(result));
    for (int i = 0; i < cover.length; i++) {
      int selected = Indices.NONE;
      for (int candidate : cover[i]) {
        if (candidate >= 0 && (selected < 0 || !keeps(select, operand, selected, candidate))) {
          selected = candidate;
        }
      }
      if (selected >= 0) {
        scatter.fold(totals, selected, sources, i);
      }
    }
    return totals.getFirst();
  }

  private static boolean keeps(Region select, Tensor operand, int selected, int candidate) {
    return select
            .apply(List.of(Fold.scalar(operand, selected), Fold.scalar(operand, candidate)))
            .getFirst()
            .bits(0)
        != 0;
  }
}
