package dev.ranvier.ir.op;

import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.List;

/// Runs `body` as long as `condition` holds; both take the carried values.
public record WhileOp(List<Value> operands, Block condition, Block body) implements TensorOp, Pure {
  public WhileOp {
    operands = List.copyOf(operands);
    List<Type> carried = operands.stream().map(Value::type).toList();
    Check.that(
        condition.argumentTypes().equals(carried)
            && condition.yieldedTypes().equals(List.of(TensorType.scalar(ElementType.I1))),
        "while_c1",
        "expected a condition of type %s -> tensor<i1>, got %s -> %s",
        carried,
        condition.argumentTypes(),
        condition.yieldedTypes());
    Check.that(
        body.argumentTypes().equals(carried) && body.yieldedTypes().equals(carried),
        "while_c2",
        "expected a body of type %s -> %s, got %s -> %s",
        carried,
        carried,
        body.argumentTypes(),
        body.yieldedTypes());
  }

  @Override
  public String name() {
    return "stablehlo.while";
  }

  @Override
  public List<Block> regions() {
    return List.of(condition, body);
  }

  /// while_c3: the results have the types of what is carried.
  @Override
  public List<Type> resultTypes() {
    return operands.stream().map(Value::type).toList();
  }
}
