package dev.ranvier.compiler.onnx;

import dev.ranvier.ir.op.AddOp;
import dev.ranvier.ir.op.AndOp;
import dev.ranvier.ir.op.BinaryElementwise;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.MaximumOp;
import dev.ranvier.ir.op.MinimumOp;
import dev.ranvier.ir.op.MultiplyOp;
import dev.ranvier.ir.op.OrOp;
import dev.ranvier.ir.op.ReduceOp;
import dev.ranvier.ir.op.XorOp;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;

/// Dimensions folded away by one op of two operands. Sums, products, maxima and minima have an
/// operator; for the rest, halves are folded onto each other until one row is left.
final class Folds {
  private final Graph graph;
  private final Arithmetic arithmetic;
  private final Bits bits;
  private final Shapes shapes;

  Folds(Graph graph, Arithmetic arithmetic, Bits bits, Shapes shapes) {
    this.graph = graph;
    this.arithmetic = arithmetic;
    this.bits = bits;
    this.shapes = shapes;
  }

  /// @param operand all of it
  Wire reduce(ReduceOp op, Wire operand, Wire initial) {
    BinaryElementwise fold = fold(op);
    TensorType result = (TensorType) op.resultTypes().getFirst();
    if (result.element() != operand.element()) {
      throw new UnwritableOp("the type stays the same");
    }
    Wire folded =
        op.dimensions().isEmpty() ? operand : reduce(fold, operand, result, op.dimensions());
    return combine(fold, initial, folded);
  }

  /// The body's one op, if it takes what is folded and the next in either order.
  private static BinaryElementwise fold(ReduceOp op) {
    Block body = op.body();
    if (op.inputs().size() == 1
        && body.instructions().size() == 2
        && body.instructions().getFirst().op() instanceof BinaryElementwise fold
        && fold.operands().containsAll(body.arguments())
        && body.terminator().operands().equals(body.instructions().getFirst().results())) {
      return fold;
    }
    throw new UnwritableOp("one tensor is folded, by one op");
  }

  private Wire reduce(
      BinaryElementwise fold, Wire operand, TensorType result, List<Long> dimensions) {
    boolean number = !operand.element().isBoolean();
    boolean direct = !Arithmetic.comparesForExtremes(operand.element());
    return switch (fold) {
      case AddOp _ when number -> reduce("ReduceSum", operand, result, dimensions);
      case MultiplyOp _ when number -> reduce("ReduceProd", operand, result, dimensions);
      case MaximumOp _ when direct -> reduce("ReduceMax", operand, result, dimensions);
      case MinimumOp _ when direct -> reduce("ReduceMin", operand, result, dimensions);
      case OrOp _ when !number -> reduce("ReduceMax", operand, result, dimensions);
      case AndOp _ when !number -> reduce("ReduceMin", operand, result, dimensions);
      case AndOp _, OrOp _, XorOp _, MaximumOp _, MinimumOp _ ->
          halved(fold, operand, result, dimensions);
      case BinaryElementwise _ ->
          throw new UnwritableOp("nothing is folded by %s".formatted(fold.name()));
    };
  }

  private Wire reduce(String operator, Wire operand, TensorType result, List<Long> dimensions) {
    ElementType working = Arithmetic.working(operand.element());
    Wire folded =
        graph.node(
            operator,
            result.withElement(working),
            List.of(arithmetic.cast(operand, working), graph.indices(dimensions)),
            Graph.attribute("keepdims", 0));
    return arithmetic.cast(folded, operand.element());
  }

  private Wire halved(
      BinaryElementwise fold, Wire operand, TensorType result, List<Long> dimensions) {
    Wire ordered = inFront(operand, dimensions);
    long count = 1;
    for (long axis : dimensions) {
      count *= operand.type().dimension((int) axis);
    }
    if (count == 0) {
      throw new UnwritableOp("folds of no elements are not written");
    }
    Wire rows = shapes.reshape(ordered, result.stacked(count).dimensions());
    while (count > 1) {
      // The odd row stays for the next turn.
      long half = count / 2;
      Wire low = shapes.rows(rows, 0, half);
      Wire folded = combine(fold, low, shapes.rows(rows, half, 2 * half));
      rows = count % 2 == 0 ? folded : joined(folded, shapes.rows(rows, count - 1, count));
      count -= half;
    }
    return shapes.reshape(rows, result.dimensions());
  }

  private Wire joined(Wire rows, Wire row) {
    List<Long> sizes = new ArrayList<>(rows.dimensions());
    sizes.set(0, sizes.getFirst() + 1);
    return shapes.concatenate(List.of(rows, row), rows.type().withDimensions(sizes), 0);
  }

  /// With the dimensions that are folded away as the first one.
  private Wire inFront(Wire operand, List<Long> dimensions) {
    List<Long> order = new ArrayList<>(dimensions);
    Shapes.axes(operand.type().rank()).stream()
        .filter(axis -> !dimensions.contains(axis))
        .forEach(order::add);
    return shapes.transpose(operand, order);
  }

  private Wire combine(BinaryElementwise fold, Wire lhs, Wire rhs) {
    return switch (fold) {
      case AddOp _ -> arithmetic.apply("Add", lhs, rhs);
      case MultiplyOp _ -> arithmetic.apply("Mul", lhs, rhs);
      case MaximumOp _ -> arithmetic.maximum(lhs, rhs);
      case MinimumOp _ -> arithmetic.minimum(lhs, rhs);
      case AndOp _ -> bits.combine("And", lhs, rhs);
      case OrOp _ -> bits.combine("Or", lhs, rhs);
      case XorOp _ -> bits.combine("Xor", lhs, rhs);
      case BinaryElementwise _ ->
          throw new UnwritableOp("nothing is folded by %s".formatted(fold.name()));
    };
  }
}
