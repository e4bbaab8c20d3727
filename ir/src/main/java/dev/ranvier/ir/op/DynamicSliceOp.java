package dev.ranvier.ir.op;

import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A part of a tensor, of known size, whose place is known when the program runs. A place that
/// would reach over the edge is moved inwards.
///
/// @param start scalar integers, one for each dimension
/// @param sizes the size of the part
public record DynamicSliceOp(Value operand, List<Value> start, List<Long> sizes)
    implements TensorOp, Pure {
  public DynamicSliceOp {
    start = List.copyOf(start);
    sizes = List.copyOf(sizes);
    TensorType type = operand.tensorType();
    Check.count(type.rank(), start, "dynamic_slice_c2", "start indices");
    Check.count(type.rank(), sizes, "dynamic_slice_c2", "slice sizes");
    checkStart(start, "dynamic_slice_i2", "dynamic_slice_c3");
    Check.that(
        Axes.notAbove(sizes, type.dimensions()),
        "dynamic_slice_c4",
        "expected slice sizes inside %s, got %s",
        type,
        sizes);
  }

  /// Start indices: scalar integers, all of one type.
  static void checkStart(List<Value> start, String element, String same) {
    for (Value index : start) {
      TensorType type = index.tensorType();
      Check.that(
          type.isScalar() && type.element().isInteger(),
          element,
          "expected start indices that are scalar integers, got %s",
          type);
      Check.sameTensorType(start.getFirst(), index, same);
    }
  }

  static DynamicSliceOp read(OpParts parts) {
    return new DynamicSliceOp(parts.operand(0), parts.operandsFrom(1), parts.ints("slice_sizes"));
  }

  @Override
  public String name() {
    return "stablehlo.dynamic_slice";
  }

  @Override
  public List<Value> operands() {
    List<Value> operands = new ArrayList<>();
    operands.add(operand);
    operands.addAll(start);
    return operands;
  }

  @Override
  public Map<String, Attribute> attributes() {
    return new Attributes().ints("slice_sizes", sizes).build();
  }

  /// dynamic_slice_c1, dynamic_slice_c5.
  @Override
  public List<Type> resultTypes() {
    return List.of(operand.tensorType().withDimensions(sizes));
  }
}
