package dev.ranvier.ir.op;

import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.List;

/// Runs one of two regions, which take nothing and may use the values around them.
///
/// @param predicate `tensor<i1>`
public record IfOp(Value predicate, Block onTrue, Block onFalse) implements TensorOp, Pure {
  public IfOp {
    Type bool = TensorType.scalar(ElementType.I1);
    Check.that(
        predicate.type().equals(bool),
        "if_i1",
        "expected a predicate of %s, got %s",
        bool,
        predicate.type());
    Check.that(
        onTrue.arguments().isEmpty() && onFalse.arguments().isEmpty(),
        "if_c1",
        "expected branches that take nothing, got %s and %s",
        onTrue.argumentTypes(),
        onFalse.argumentTypes());
    Check.that(
        onTrue.yieldedTypes().equals(onFalse.yieldedTypes()),
        "if_c2",
        "expected branches that hand over the same types, got %s and %s",
        onTrue.yieldedTypes(),
        onFalse.yieldedTypes());
  }

  @Override
  public String name() {
    return "stablehlo.if";
  }

  @Override
  public List<Value> operands() {
    return List.of(predicate);
  }

  @Override
  public List<Block> regions() {
    return List.of(onTrue, onFalse);
  }

  /// if_c3.
  @Override
  public List<Type> resultTypes() {
    return onTrue.yieldedTypes();
  }
}
