package dev.ranvier.ir.eval;

import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.CompareOp;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/// `sort`: a merge sort along one dimension, always stable. It asks only whether one element comes
/// before another, and ends whatever the comparator answers.
///
/// XLA on CPU (jaxlib 0.10.2) does not always sort along a dimension that is counted from the last;
/// who prints a sort for it should count from the first.
final class Sorting {
  /// Whether the element at one flat position comes before the one at another.
  @FunctionalInterface
  interface Before {
    boolean test(int first, int second);
  }

  private Sorting() {}

  /// @param dimension counted from the last if negative
  static List<Tensor> sort(List<Tensor> inputs, long dimension, Block comparator, Region region) {
    int rank = inputs.getFirst().type().rank();
    int axis = (int) (dimension < 0 ? dimension + rank : dimension);
    return sort(inputs, axis, before(inputs, comparator, region));
  }

  private static List<Tensor> sort(List<Tensor> inputs, int dimension, Before before) {
    TensorType type = inputs.getFirst().type();
    int[] others = Indices.others(type.rank(), List.of((long) dimension));
    int[] slices = Indices.sums(Indices.axes(type, others));
    int[] along = Indices.sums(Indices.axes(type, dimension));
    List<Tensor> results = new ArrayList<>();
    inputs.forEach(input -> results.add(input.copy()));
    for (int start : slices) {
      int[] order = new int[along.length];
      for (int i = 0; i < order.length; i++) {
        order[i] = start + along[i];
      }
      sort(order, new int[order.length], 0, order.length, before);
      for (int k = 0; k < inputs.size(); k++) {
        for (int i = 0; i < order.length; i++) {
          results.get(k).put(start + along[i], inputs.get(k), order[i]);
        }
      }
    }
    return results;
  }

  private static void sort(int[] order, int[] spare, int from, int to, Before before) {
    if (to - from < 2) {
      return;
    }
    int middle = (from + to) >>> 1;
    sort(order, spare, from, middle, before);
    sort(order, spare, middle, to, before);
    System.arraycopy(order, from, spare, from, to - from);
    int left = from;
    int right = middle;
    for (int at = from; at < to; at++) {
      boolean takeRight = left == middle || (right < to && before.test(spare[right], spare[left]));
      order[at] = takeRight ? spare[right++] : spare[left++];
    }
  }

  /// A comparator takes the first and the second element of every operand in turn. One that is a
  /// single comparison of two elements of an operand is not interpreted; the result is the same.
  private static Before before(List<Tensor> inputs, Block comparator, Region region) {
    if (comparator.instructions().size() == 2
        && comparator.instructions().getFirst().op() instanceof CompareOp compare
        && comparator
            .terminator()
            .operands()
            .equals(comparator.instructions().getFirst().results())) {
      int first = comparator.arguments().indexOf(compare.lhs());
      if (first >= 0 && first % 2 == 0 && comparator.arguments().get(first + 1) == compare.rhs()) {
        return direct(inputs.get(first / 2), compare);
      }
    }
    return interpreted(inputs, region);
  }

  private static Before direct(Tensor input, CompareOp compare) {
    boolean total = Comparisons.isTotal(compare);
    IntPredicate accepts = Comparisons.accepts(compare.direction());
    return (first, second) -> accepts.test(Comparisons.order(input, first, input, second, total));
  }

  private static Before interpreted(List<Tensor> inputs, Region comparator) {
    return (first, second) -> {
      List<Tensor> arguments = new ArrayList<>();
      for (Tensor input : inputs) {
        arguments.add(Fold.scalar(input, first));
        arguments.add(Fold.scalar(input, second));
      }
      return comparator.apply(arguments).getFirst().bits(0) != 0;
    };
  }
}
