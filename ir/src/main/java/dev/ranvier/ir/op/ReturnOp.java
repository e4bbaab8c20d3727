package dev.ranvier.ir.op;

import dev.ranvier.ir.type.Type;
import java.util.List;

/// Ends a region and hands its values to the op that holds the region.
public record ReturnOp(List<Value> operands) implements TensorOp, Terminator {
  public ReturnOp {
    operands = List.copyOf(operands);
  }

  @Override
  public String name() {
    return "stablehlo.return";
  }

  @Override
  public List<Type> resultTypes() {
    return List.of();
  }
}
