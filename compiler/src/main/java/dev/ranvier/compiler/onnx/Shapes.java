package dev.ranvier.compiler.onnx;

import dev.ranvier.ir.op.Literal;
import dev.ranvier.ir.op.PadOp;
import dev.ranvier.ir.op.SliceOp;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.LongStream;

/// The same elements in other places.
final class Shapes {
  private final Graph graph;
  private final Arithmetic arithmetic;

  Shapes(Graph graph, Arithmetic arithmetic) {
    this.graph = graph;
    this.arithmetic = arithmetic;
  }

  Wire reshape(Wire operand, List<Long> sizes) {
    if (operand.dimensions().equals(sizes)) {
      return operand;
    }
    // Without "allowzero", 0 stands for the operand's own size.
    long zeros = sizes.contains(0L) ? 1 : 0;
    return graph.node(
        "Reshape",
        operand.type().withDimensions(sizes),
        List.of(operand, graph.indices(sizes)),
        Graph.attribute("allowzero", zeros));
  }

  Wire transpose(Wire operand, List<Long> permutation) {
    if (permutation.equals(axes(permutation.size()))) {
      return operand;
    }
    List<Long> sizes =
        permutation.stream().map(axis -> operand.type().dimension(axis.intValue())).toList();
    return graph.node(
        "Transpose",
        operand.type().withDimensions(sizes),
        List.of(operand),
        Graph.attribute("perm", permutation));
  }

  /// The permutation that undoes another.
  static List<Long> inverse(List<Long> permutation) {
    Long[] inverse = new Long[permutation.size()];
    for (int i = 0; i < inverse.length; i++) {
      inverse[permutation.get(i).intValue()] = (long) i;
    }
    return Arrays.asList(inverse);
  }

  static List<Long> axes(int rank) {
    return LongStream.range(0, rank).boxed().toList();
  }

  /// All elements, those that were kept once repeated.
  Wire expand(Wire operand, List<Long> sizes) {
    return operand.dimensions().equals(sizes)
        ? operand
        : graph.node("Expand", operand.type().withDimensions(sizes), operand, graph.indices(sizes));
  }

  /// Puts dimensions where a broadcast says, those that it adds with size 1: what takes the result
  /// repeats it.
  ///
  /// @param rank of the whole operand
  /// @param places for each dimension of the whole operand, which of the result it becomes
  Wire place(Wire operand, int rank, int resultRank, List<Long> places) {
    List<Long> order = axes(rank).stream().sorted(Comparator.comparing(at(places))).toList();
    Wire ordered =
        order.equals(axes(rank)) || operand.isScalar()
            ? operand
            : transpose(withRank(operand, rank), order);
    int missing = rank - operand.dimensions().size();
    List<Long> sizes = new ArrayList<>(Collections.nCopies(resultRank, 1L));
    for (int i = missing; i < rank; i++) {
      sizes.set(places.get(i).intValue(), operand.type().dimension(i - missing));
    }
    while (!sizes.isEmpty() && sizes.getFirst() == 1) {
      sizes.removeFirst();
    }
    return reshape(ordered, sizes);
  }

  private static Function<Long, Long> at(List<Long> values) {
    return index -> values.get(index.intValue());
  }

  private Wire withRank(Wire operand, int rank) {
    List<Long> sizes = new ArrayList<>(operand.dimensions());
    while (sizes.size() < rank) {
      sizes.addFirst(1L);
    }
    return reshape(operand, sizes);
  }

  Wire slice(Wire operand, SliceOp op) {
    TensorType result = (TensorType) op.resultTypes().getFirst();
    return slice(operand, result.dimensions(), op.start(), op.limit(), op.strides());
  }

  /// Every so many elements of each dimension.
  ///
  /// @param sizes how many they are
  Wire slice(Wire operand, List<Long> sizes, List<Long> start, List<Long> strides) {
    List<Long> limit = new ArrayList<>();
    for (int i = 0; i < sizes.size(); i++) {
      limit.add(start.get(i) + (sizes.get(i) - 1) * strides.get(i) + 1);
    }
    return slice(operand, sizes, start, limit, strides);
  }

  private Wire slice(
      Wire operand, List<Long> sizes, List<Long> start, List<Long> limit, List<Long> strides) {
    List<Long> axes = new ArrayList<>();
    for (int i = 0; i < start.size(); i++) {
      long size = operand.type().dimension(i);
      if (start.get(i) != 0 || limit.get(i) != size || strides.get(i) != 1) {
        axes.add((long) i);
      }
    }
    return axes.isEmpty()
        ? operand
        : graph.node(
            "Slice",
            operand.type().withDimensions(sizes),
            operand,
            graph.indices(at(start, axes)),
            graph.indices(at(limit, axes)),
            graph.indices(axes),
            graph.indices(at(strides, axes)));
  }

  private static List<Long> at(List<Long> values, List<Long> axes) {
    return axes.stream().map(at(values)).toList();
  }

  /// Rows of the outermost dimension.
  Wire rows(Wire operand, long from, long to) {
    List<Long> sizes = new ArrayList<>(operand.dimensions());
    List<Long> start = new ArrayList<>(Collections.nCopies(sizes.size(), 0L));
    start.set(0, from);
    List<Long> limit = new ArrayList<>(sizes);
    limit.set(0, to);
    sizes.set(0, to - from);
    return slice(operand, sizes, start, limit, Collections.nCopies(sizes.size(), 1L));
  }

  /// Backwards along some dimensions: from the last element (-1) down past the first.
  Wire reverse(Wire operand, List<Long> axes) {
    if (axes.isEmpty()) {
      return operand;
    }
    Wire last = graph.indices(Collections.nCopies(axes.size(), -1L));
    Wire past = graph.indices(Collections.nCopies(axes.size(), Long.MIN_VALUE));
    return graph.node("Slice", operand.type(), operand, last, past, graph.indices(axes), last);
  }

  Wire concatenate(List<Wire> operands, TensorType result, long axis) {
    return operands.size() == 1
        ? operands.getFirst()
        : graph.node("Concat", result, operands, Graph.attribute("axis", axis));
  }

  Wire pad(Wire operand, Wire value, PadOp op) {
    return pad(operand, value, op.low(), op.high(), op.interior());
  }

  /// Puts a value before, after and between the elements of each dimension.
  ///
  /// @param low how many are put before, as are high after; negative takes away
  Wire pad(Wire operand, Wire value, List<Long> low, List<Long> high, List<Long> interior) {
    List<Long> between = new ArrayList<>();
    List<Long> after = new ArrayList<>();
    for (int i = 0; i < low.size(); i++) {
      long each = operand.type().dimension(i) > 1 ? interior.get(i) : 0;
      between.add(each);
      // What was put after the last element is none that lies between two.
      after.add(high.get(i) - each);
    }
    return padded(stretched(operand, value, between), value, low, after);
  }

  /// Puts values after every element of a dimension, the last one too: padding of a dimension of
  /// its own.
  private Wire stretched(Wire operand, Wire value, List<Long> interior) {
    if (interior.stream().allMatch(count -> count == 0)) {
      return operand;
    }
    List<Long> apart = new ArrayList<>();
    List<Long> amounts = new ArrayList<>();
    List<Long> together = new ArrayList<>();
    for (int i = 0; i < interior.size(); i++) {
      long size = operand.type().dimension(i);
      apart.addAll(List.of(size, 1L));
      amounts.addAll(List.of(0L, interior.get(i)));
      together.add(size * (interior.get(i) + 1));
    }
    List<Long> none = Collections.nCopies(amounts.size(), 0L);
    return reshape(padded(reshape(operand, apart), value, none, amounts), together);
  }

  private Wire padded(Wire operand, Wire value, List<Long> low, List<Long> high) {
    List<Long> sizes = new ArrayList<>();
    for (int i = 0; i < low.size(); i++) {
      sizes.add(low.get(i) + operand.type().dimension(i) + high.get(i));
    }
    List<Long> amounts = new ArrayList<>(low);
    amounts.addAll(high);
    if (amounts.stream().allMatch(amount -> amount == 0)) {
      return operand;
    }
    ElementType element = operand.element();
    // Runtimes don't pad integers of 16 bits.
    boolean halves = element.isInteger() && element.bits() == 16;
    ElementType moved = halves ? ElementType.I32 : element;
    Wire whole =
        graph.node(
            "Pad",
            new TensorType(sizes, moved),
            arithmetic.cast(operand, moved),
            graph.indices(amounts),
            arithmetic.cast(value, moved));
    return arithmetic.cast(whole, element);
  }

  /// Counts along one dimension; the others repeat.
  Wire iota(TensorType type, long axis) {
    long size = type.dimension((int) axis);
    List<Long> sizes = new ArrayList<>(Collections.nCopies(type.rank() - (int) axis, 1L));
    sizes.set(0, size);
    return graph.constant(
        Literal.of(new TensorType(sizes, type.element()), LongStream.range(0, size).toArray()));
  }
}
