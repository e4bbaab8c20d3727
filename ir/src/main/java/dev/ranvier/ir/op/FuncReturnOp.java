package dev.ranvier.ir.op;

import dev.ranvier.ir.type.Type;
import java.util.List;

/// Ends a function's body with the function's results.
public record FuncReturnOp(List<Value> operands) implements TensorOp, Terminator {
  public FuncReturnOp {
    operands = List.copyOf(operands);
  }

  @Override
  public String name() {
    return "func.return";
  }

  @Override
  public List<Type> resultTypes() {
    return List.of();
  }
}
