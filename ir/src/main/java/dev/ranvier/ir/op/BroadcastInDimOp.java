package dev.ranvier.ir.op;

import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.List;
import java.util.Map;

/// Repeats the operand along new dimensions, and along those where its size is 1.
///
/// @param dimensions for each dimension of the operand, which of the result it becomes
public record BroadcastInDimOp(Value operand, TensorType type, List<Long> dimensions)
    implements TensorOp, Pure {
  public BroadcastInDimOp {
    dimensions = List.copyOf(dimensions);
    TensorType from = operand.tensorType();
    Check.that(
        type.element() == from.element(),
        "broadcast_in_dim_c1",
        "expected a result of %s, got %s",
        from.element(),
        type);
    Check.count(from.rank(), dimensions, "broadcast_in_dim_c2", "broadcast dimensions");
    Check.axes(dimensions, type, "broadcast_in_dim_c3", "broadcast dimensions");
    Check.unique(dimensions, "broadcast_in_dim_c4", "broadcast dimensions");
    List<Long> sizes = Axes.sizes(type, dimensions);
    for (int i = 0; i < from.rank(); i++) {
      Check.that(
          from.dimension(i) == 1 || from.dimension(i) == sizes.get(i),
          "broadcast_in_dim_c5",
          "expected sizes of 1 or %s, got %s",
          sizes,
          from);
    }
  }

  @Override
  public String name() {
    return "stablehlo.broadcast_in_dim";
  }

  @Override
  public List<Value> operands() {
    return List.of(operand);
  }

  @Override
  public Map<String, Attribute> attributes() {
    return new Attributes().ints("broadcast_dimensions", dimensions).build();
  }

  @Override
  public List<Type> resultTypes() {
    return List.of(type);
  }
}
