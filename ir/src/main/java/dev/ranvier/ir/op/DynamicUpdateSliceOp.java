package dev.ranvier.ir.op;

import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.ArrayList;
import java.util.List;

/// A tensor with a part of it replaced. A place that would reach over the edge is moved inwards.
///
/// @param update the new part
/// @param start scalar integers, one for each dimension: where the part begins
public record DynamicUpdateSliceOp(Value operand, Value update, List<Value> start)
    implements TensorOp, Pure {
  public DynamicUpdateSliceOp {
    start = List.copyOf(start);
    TensorType type = operand.tensorType();
    Check.sameElement(update, operand, "dynamic_update_slice_c2");
    Check.that(
        update.tensorType().rank() == type.rank(),
        "dynamic_update_slice_c3",
        "expected an update of the rank of %s, got %s",
        type,
        update.type());
    Check.count(type.rank(), start, "dynamic_update_slice_c4", "start indices");
    DynamicSliceOp.checkStart(start, "dynamic_update_slice_i3", "dynamic_update_slice_c5");
    Check.that(
        Axes.notAbove(update.tensorType().dimensions(), type.dimensions()),
        "dynamic_update_slice_c6",
        "expected an update inside %s, got %s",
        type,
        update.type());
  }

  static DynamicUpdateSliceOp read(OpParts parts) {
    return new DynamicUpdateSliceOp(parts.operand(0), parts.operand(1), parts.operandsFrom(2));
  }

  @Override
  public String name() {
    return "stablehlo.dynamic_update_slice";
  }

  @Override
  public List<Value> operands() {
    List<Value> operands = new ArrayList<>();
    operands.add(operand);
    operands.add(update);
    operands.addAll(start);
    return operands;
  }

  /// dynamic_update_slice_c1.
  @Override
  public List<Type> resultTypes() {
    return List.of(operand.type());
  }
}
