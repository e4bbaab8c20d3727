package dev.ranvier.ir.op;

import dev.ranvier.ir.type.Type;
import java.util.List;

/// Trait: one operand, and a result of the same type, element by element.
public sealed interface UnaryElementwise extends TensorOp, Pure
    permits AbsOp,
        CeilOp,
        CountLeadingZerosOp,
        FloorOp,
        NegateOp,
        NotOp,
        PopcntOp,
        RoundNearestAfzOp,
        RoundNearestEvenOp,
        SignOp,
        Transcendental {
  Value operand();

  @Override
  default List<Value> operands() {
    return List.of(operand());
  }

  @Override
  default List<Type> resultTypes() {
    return List.of(operand().type());
  }
}
