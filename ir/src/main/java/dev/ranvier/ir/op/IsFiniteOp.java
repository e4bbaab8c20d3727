package dev.ranvier.ir.op;

import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.Type;
import java.util.List;

/// Where the operand is neither infinite nor NaN.
public record IsFiniteOp(Value operand) implements TensorOp, Pure {
  public IsFiniteOp {
    Check.floats(operand, "is_finite_i1");
  }

  @Override
  public String name() {
    return "stablehlo.is_finite";
  }

  @Override
  public List<Value> operands() {
    return List.of(operand);
  }

  @Override
  public List<Type> resultTypes() {
    return List.of(operand.tensorType().withElement(ElementType.I1));
  }
}
