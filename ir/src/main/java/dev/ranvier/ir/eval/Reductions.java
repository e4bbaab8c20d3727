package dev.ranvier.ir.eval;

import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;

/// `reduce`. Starts from the initial value and folds the elements in row-major order, each result
/// rounded to the element type; the specification leaves the order open, and XLA takes others.
final class Reductions {
  private Reductions() {}

  /// @param results types, one for each input
  static List<Tensor> reduce(
      List<Tensor> inputs,
      List<Tensor> initial,
      List<TensorType> results,
      List<Long> dimensions,
      Fold fold) {
    TensorType type = inputs.getFirst().type();
    int[] kept = Indices.sums(Indices.axes(type, Indices.others(type.rank(), dimensions)));
    int[] reduced =
        Indices.sums(Indices.axes(type, Indices.ints(dimensions.stream().sorted().toList())));
    List<Tensor> totals = filled(initial, results);
    List<Tensor> elements = converted(inputs, results);
    for (int i = 0; i < kept.length; i++) {
      for (int step : reduced) {
        fold.fold(totals, i, elements, kept[i] + step);
      }
    }
    return totals;
  }

  /// Tensors of given types, filled with one initial value each.
  static List<Tensor> filled(List<Tensor> initial, List<TensorType> types) {
    List<Tensor> filled = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      Tensor value = Conversions.convert(initial.get(i), types.get(i).element());
      filled.add(value.pick(types.get(i), new int[Tensor.sizeOf(types.get(i))], null));
    }
    return filled;
  }

  /// Inputs in the element types of the results, which the region may have widened.
  static List<Tensor> converted(List<Tensor> inputs, List<TensorType> results) {
    List<Tensor> converted = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      converted.add(Conversions.convert(inputs.get(i), results.get(i).element()));
    }
    return converted;
  }
}
