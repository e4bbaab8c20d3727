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
import dev.ranvier.ir.op.Value;
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
    BinaryElementwise fold = fold(op.inputs(), op.body());
    TensorType result = (TensorType) op.resultTypes().getFirst();
    if (result.element() != operand.element()) {
      throw new UnwritableOp("the type stays the same");
    }
    Wire folded =
        op.dimensions().isEmpty() ? operand : reduce(fold, operand, result, op.dimensions());
    return combine(fold, initial, folded);
  }

  /// The body's one op, if it takes what is folded and the next in either order.
  static BinaryElementwise fold(List<Value> inputs, Block body) {
    if (inputs.size() == 1
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
      case AddOp _, OrOp _ when !number -> reduce("ReduceMax", operand, result, dimensions);
      case MultiplyOp _, AndOp _ when !number -> reduce("ReduceMin", operand, result, dimensions);
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

  /// What changes nothing that it is folded with.
  Wire neutral(BinaryElementwise fold, ElementType element) {
    boolean real = element.isFloat();
    return switch (fold) {
      case MaximumOp _ when real -> graph.scalar(element, Double.NEGATIVE_INFINITY);
      case MinimumOp _ when real -> graph.scalar(element, Double.POSITIVE_INFINITY);
      case MaximumOp _ -> graph.scalar(element, least(element));
      case MinimumOp _ -> graph.scalar(element, ~least(element) & bits(element));
      case AddOp _, OrOp _, XorOp _ -> graph.scalar(element, 0L);
      case MultiplyOp _ -> graph.scalar(element, 1L);
      case AndOp _ -> graph.scalar(element, isSigned(element) ? -1L : bits(element));
      case BinaryElementwise _ ->
          throw new UnwritableOp("nothing is folded by %s".formatted(fold.name()));
    };
  }

  private static long least(ElementType element) {
    return isSigned(element) ? -1L << (element.bits() - 1) : 0;
  }

  private static boolean isSigned(ElementType element) {
    return element.kind() == ElementType.Kind.SIGNED;
  }

  private static long bits(ElementType element) {
    return -1L >>> (64 - element.bits());
  }

  /// Two tensors, element by element, as `BinaryRules` has it.
  Wire combine(BinaryElementwise fold, Wire lhs, Wire rhs) {
    boolean number = !lhs.element().isBoolean();
    return switch (fold) {
      case AddOp _ when number -> arithmetic.apply("Add", lhs, rhs);
      case MultiplyOp _ when number -> arithmetic.apply("Mul", lhs, rhs);
      case MaximumOp _ when number -> arithmetic.maximum(lhs, rhs);
      case MinimumOp _ when number -> arithmetic.minimum(lhs, rhs);
      case AddOp _, MaximumOp _, OrOp _ -> bits.combine("Or", lhs, rhs);
      case MultiplyOp _, MinimumOp _, AndOp _ -> bits.combine("And", lhs, rhs);
      case XorOp _ -> bits.combine("Xor", lhs, rhs);
      case BinaryElementwise _ ->
          throw new UnwritableOp("nothing is folded by %s".formatted(fold.name()));
    };
  }
}
