package dev.ranvier.compiler.onnx;

import dev.ranvier.ir.op.AddOp;
import dev.ranvier.ir.op.BinaryElementwise;
import dev.ranvier.ir.op.MaximumOp;
import dev.ranvier.ir.op.MinimumOp;
import dev.ranvier.ir.op.ReduceWindowOp;
import dev.ranvier.ir.op.Window;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;

/// What a window sees, folded into one at each of its places.
///
/// First what changes nothing is written around and between the elements. Of `f32`, maxima and
/// minima are then a `MaxPool` and sums a `Conv` with a kernel of ones (`AveragePool` would divide,
/// and round), if the window is larger than 1 in at most three dimensions. All else is folded one
/// dimension after the other: a box is as wide as its sides, whatever the order.
final class Windows {
  private static final int MOST_DIMENSIONS = 3;

  private final Graph graph;
  private final Arithmetic arithmetic;
  private final Shapes shapes;
  private final Folds folds;

  Windows(Graph graph, Arithmetic arithmetic, Shapes shapes, Folds folds) {
    this.graph = graph;
    this.arithmetic = arithmetic;
    this.shapes = shapes;
    this.folds = folds;
  }

  /// @param operand all of it
  Wire fold(ReduceWindowOp op, Wire operand, Wire initial) {
    BinaryElementwise fold = Folds.fold(op.inputs(), op.body());
    TensorType result = (TensorType) op.resultTypes().getFirst();
    if (result.element() != operand.element()) {
      throw new UnwritableOp("the type stays the same");
    }
    if (result.size() == 0) {
      return shapes.expand(initial, result.dimensions());
    }
    Wire neutral = folds.neutral(fold, operand.element());
    Wire folded = sweep(fold, operand, neutral, op.window(), result);
    return folds.combine(fold, initial, folded);
  }

  private Wire padded(Wire operand, Wire neutral, Window window) {
    List<Long> low = new ArrayList<>();
    List<Long> high = new ArrayList<>();
    for (int i = 0; i < window.strides().size(); i++) {
      low.add(window.low(i));
      high.add(window.high(i));
    }
    List<Long> between = window.baseDilations().stream().map(each -> each - 1).toList();
    return shapes.pad(operand, neutral, low, high, between);
  }

  private Wire sweep(
      BinaryElementwise fold, Wire operand, Wire neutral, Window window, TensorType result) {
    List<Long> swept = new ArrayList<>();
    for (int i = 0; i < result.rank(); i++) {
      if (window.dimensions().get(i) > 1 || window.strides().get(i) > 1) {
        swept.add((long) i);
      }
    }
    Wire padded = padded(operand, neutral, window);
    boolean direct =
        operand.element() == ElementType.F32
            && !swept.isEmpty()
            && swept.size() <= MOST_DIMENSIONS
            && seesSomething(window, operand.dimensions(), result.dimensions());
    return switch (fold) {
      case MaximumOp _ when direct -> pool("MaxPool", padded, window, result, swept);
      case MinimumOp _ when direct -> {
        Wire turned = arithmetic.apply("Neg", padded);
        yield arithmetic.apply("Neg", pool("MaxPool", turned, window, result, swept));
      }
      case AddOp _ when direct -> pool("Conv", padded, window, result, swept);
      case BinaryElementwise _ -> alongEach(fold, padded, window, result, swept);
    };
  }

  /// Whether there is an element of the operand in the window at each of its places: of nothing but
  /// padding, runtimes' `MaxPool` makes their lowest number, not the lowest there is.
  private static boolean seesSomething(Window window, List<Long> sizes, List<Long> places) {
    for (int i = 0; i < sizes.size(); i++) {
      for (long place = 0; place < places.get(i); place++) {
        long first = place * window.strides().get(i) - window.low(i);
        if (!seesSomething(window, i, first, sizes.get(i))) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean seesSomething(Window window, int axis, long first, long size) {
    long apart = window.baseDilations().get(axis);
    return LongStream.range(0, window.dimensions().get(axis))
        .map(i -> first + i * window.windowDilations().get(axis))
        .anyMatch(at -> at >= 0 && at % apart == 0 && at / apart < size);
  }

  /// With the dimensions that the window does not sweep in front, as batches.
  ///
  /// @param operator `MaxPool`, or `Conv` for a sum
  private Wire pool(
      String operator, Wire operand, Window window, TensorType result, List<Long> swept) {
    List<Long> order = new ArrayList<>(Shapes.axes(result.rank()));
    order.removeAll(swept);
    order.addAll(swept);
    List<Long> sizes = at(result.dimensions(), order);
    List<Long> batched = new ArrayList<>(at(result.dimensions(), swept));
    long batches = result.size() / batched.stream().reduce(1L, Math::multiplyExact);
    batched.addAll(0, List.of(batches, 1L));
    List<Long> seen = new ArrayList<>(at(operand.dimensions(), swept));
    seen.addAll(0, List.of(batches, 1L));
    Wire input = shapes.reshape(shapes.transpose(operand, order), seen);
    List<Long> kernel = at(window.dimensions(), swept);
    Wire pooled =
        graph.node(
            operator,
            operand.type().withDimensions(batched),
            operator.equals("Conv") ? List.of(input, ones(kernel)) : List.of(input),
            Graph.attribute("dilations", at(window.windowDilations(), swept)),
            Graph.attribute("kernel_shape", kernel),
            Graph.attribute("strides", at(window.strides(), swept)));
    return shapes.transpose(shapes.reshape(pooled, sizes), Shapes.inverse(order));
  }

  private Wire ones(List<Long> kernel) {
    List<Long> sizes = new ArrayList<>(List.of(1L, 1L));
    sizes.addAll(kernel);
    return shapes.expand(graph.scalar(ElementType.F32, 1.0), sizes);
  }

  private static List<Long> at(List<Long> values, List<Long> axes) {
    return axes.stream().map(axis -> values.get(axis.intValue())).toList();
  }

  private Wire alongEach(
      BinaryElementwise fold,
      Wire operand,
      Window window,
      TensorType result,
      List<Long> dimensions) {
    Wire folded = operand;
    for (long dimension : dimensions) {
      folded = along((int) dimension, fold, folded, window, result);
    }
    return folded;
  }

  /// Each element of the window's side is a slice of the operand.
  private Wire along(
      int dimension, BinaryElementwise fold, Wire operand, Window window, TensorType result) {
    int rank = result.rank();
    List<Long> sizes = new ArrayList<>(operand.dimensions());
    sizes.set(dimension, result.dimension(dimension));
    List<Long> strides = new ArrayList<>(Collections.nCopies(rank, 1L));
    strides.set(dimension, window.strides().get(dimension));
    List<Long> start = new ArrayList<>(Collections.nCopies(rank, 0L));
    Wire folded = shapes.slice(operand, sizes, start, strides);
    for (long i = 1; i < window.dimensions().get(dimension); i++) {
      start.set(dimension, i * window.windowDilations().get(dimension));
      folded = folds.combine(fold, folded, shapes.slice(operand, sizes, start, strides));
    }
    return folded;
  }
}
