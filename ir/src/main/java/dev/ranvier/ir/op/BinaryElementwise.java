package dev.ranvier.ir.op;

import dev.ranvier.ir.type.Type;
import java.util.List;

/// Trait: two operands of one type, and a result of the same type, element by element.
public sealed interface BinaryElementwise extends TensorOp, Pure
    permits AddOp,
        AndOp,
        Atan2Op,
        DivideOp,
        MaximumOp,
        MinimumOp,
        MultiplyOp,
        OrOp,
        PowerOp,
        RemainderOp,
        ShiftLeftOp,
        ShiftRightArithmeticOp,
        ShiftRightLogicalOp,
        SubtractOp,
        XorOp {
  Value lhs();

  Value rhs();

  @Override
  default List<Value> operands() {
    return List.of(lhs(), rhs());
  }

  @Override
  default List<Type> resultTypes() {
    return List.of(lhs().type());
  }
}
