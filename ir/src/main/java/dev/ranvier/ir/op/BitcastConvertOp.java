package dev.ranvier.ir.op;

import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.ArrayList;
import java.util.List;

/// The same bits in another element type. Where the new elements are smaller, an innermost
/// dimension is added; where they are larger, it is taken away.
public record BitcastConvertOp(Value operand, TensorType type) implements TensorOp, Pure {
  public BitcastConvertOp {
    TensorType from = operand.tensorType();
    boolean smaller = type.element().bits() <= from.element().bits();
    Check.that(
        smaller ? isSplit(from, type) : isSplit(type, from),
        "bitcast_convert_c1",
        "expected a result of the same bits as %s, got %s",
        from,
        type);
  }

  /// Whether `narrow` is `wide` with each element cut into a row of smaller ones.
  private static boolean isSplit(TensorType wide, TensorType narrow) {
    List<Long> dimensions = new ArrayList<>(wide.dimensions());
    int parts = wide.element().bits() / narrow.element().bits();
    if (parts * narrow.element().bits() != wide.element().bits()) {
      return false;
    }
    if (parts > 1) {
      dimensions.add((long) parts);
    }
    return narrow.dimensions().equals(dimensions);
  }

  @Override
  public String name() {
    return "stablehlo.bitcast_convert";
  }

  @Override
  public List<Value> operands() {
    return List.of(operand);
  }

  @Override
  public List<Type> resultTypes() {
    return List.of(type);
  }
}
