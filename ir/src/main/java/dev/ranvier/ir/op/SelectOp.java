package dev.ranvier.ir.op;

import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.List;

/// Takes each element from `onTrue` where the predicate holds, and from `onFalse` where not.
///
/// @param predicate booleans, one for each element, or one alone for all
public record SelectOp(Value predicate, Value onTrue, Value onFalse) implements TensorOp, Pure {
  public SelectOp {
    TensorType type = predicate.tensorType();
    Check.that(
        type.element().isBoolean(), "select_i1", "expected a predicate of booleans, got %s", type);
    Check.that(
        type.isScalar() || type.dimensions().equals(onTrue.tensorType().dimensions()),
        "select_c1",
        "expected a predicate that is a scalar or shaped as %s, got %s",
        onTrue.type(),
        type);
    Check.sameTensorType(onTrue, onFalse, "select_c2");
  }

  @Override
  public String name() {
    return "stablehlo.select";
  }

  @Override
  public List<Value> operands() {
    return List.of(predicate, onTrue, onFalse);
  }

  @Override
  public List<Type> resultTypes() {
    return List.of(onTrue.type());
  }
}
