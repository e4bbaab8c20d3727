package dev.ranvier.compiler.onnx;

import dev.ranvier.ir.op.DotDimensionNumbers;
import dev.ranvier.ir.op.DotGeneralOp;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;

/// Sums of products as `MatMul`: the dimensions of each operand are brought into the order batch,
/// rows, columns, and those of a kind made one.
final class Products {
  private final Graph graph;
  private final Arithmetic arithmetic;
  private final Shapes shapes;

  Products(Graph graph, Arithmetic arithmetic, Shapes shapes) {
    this.graph = graph;
    this.arithmetic = arithmetic;
    this.shapes = shapes;
  }

  /// @param lhs all of it, as is rhs
  Wire dot(DotGeneralOp op, Wire lhs, Wire rhs) {
    if (op.algorithm().isPresent()) {
      throw new UnwritableOp("no algorithm can be asked for");
    }
    ElementType element = op.type().element();
    ElementType working = Arithmetic.working(element);
    DotDimensionNumbers numbers = op.dimensions();
    List<Long> batch = sizes(lhs, numbers.lhsBatching());
    List<Long> left = others(lhs, numbers.lhsBatching(), numbers.lhsContracting());
    List<Long> right = others(rhs, numbers.rhsBatching(), numbers.rhsContracting());
    long inner = product(sizes(lhs, numbers.lhsContracting()));
    long rows = product(sizes(lhs, left));
    long columns = product(sizes(rhs, right));
    Wire a = ordered(lhs, numbers.lhsBatching(), left, numbers.lhsContracting());
    Wire b = ordered(rhs, numbers.rhsBatching(), numbers.rhsContracting(), right);
    Wire product =
        graph.node(
            "MatMul",
            new TensorType(with(batch, rows, columns), working),
            arithmetic.cast(shapes.reshape(a, with(batch, rows, inner)), working),
            arithmetic.cast(shapes.reshape(b, with(batch, inner, columns)), working));
    return arithmetic.cast(shapes.reshape(product, op.type().dimensions()), element);
  }

  private Wire ordered(Wire operand, List<Long> batch, List<Long> rows, List<Long> columns) {
    List<Long> order = new ArrayList<>(batch);
    order.addAll(rows);
    order.addAll(columns);
    return shapes.transpose(operand, order);
  }

  private static List<Long> others(Wire operand, List<Long> batch, List<Long> contracting) {
    List<Long> axes = new ArrayList<>(Shapes.axes(operand.type().rank()));
    axes.removeAll(batch);
    axes.removeAll(contracting);
    return axes;
  }

  private static List<Long> sizes(Wire operand, List<Long> axes) {
    return axes.stream().map(axis -> operand.type().dimension(axis.intValue())).toList();
  }

  private static long product(List<Long> sizes) {
    return sizes.stream().reduce(1L, Math::multiplyExact);
  }

  private static List<Long> with(List<Long> batch, long rows, long columns) {
    List<Long> sizes = new ArrayList<>(batch);
    sizes.add(rows);
    sizes.add(columns);
    return sizes;
  }
}
