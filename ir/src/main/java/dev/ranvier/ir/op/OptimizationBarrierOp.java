package dev.ranvier.ir.op;

import dev.ranvier.ir.type.Type;
import java.util.List;

/// Hands its operands on, and holds back compilers that would move work across.
public record OptimizationBarrierOp(List<Value> operands) implements TensorOp {
  public OptimizationBarrierOp {
    operands = List.copyOf(operands);
  }

  @Override
  public String name() {
    return "stablehlo.optimization_barrier";
  }

  /// optimization_barrier_c1.
  @Override
  public List<Type> resultTypes() {
    return operands.stream().map(Value::type).toList();
  }
}
