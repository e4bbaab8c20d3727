package dev.ranvier.ir.op;

import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A part of a tensor whose place is known when the program is built.
///
/// @param start the first index of each dimension
/// @param limit one more than the last index
/// @param strides the distance from one index to the next
public record SliceOp(Value operand, List<Long> start, List<Long> limit, List<Long> strides)
    implements TensorOp, Pure {
  public SliceOp {
    start = List.copyOf(start);
    limit = List.copyOf(limit);
    strides = List.copyOf(strides);
    TensorType type = operand.tensorType();
    Check.count(type.rank(), start, "slice_c2", "start indices");
    Check.count(type.rank(), limit, "slice_c2", "limit indices");
    Check.count(type.rank(), strides, "slice_c2", "strides");
    Check.that(
        Axes.notAbove(start, limit) && Axes.notAbove(limit, type.dimensions()),
        "slice_c3",
        "expected indices inside %s, got from %s to %s",
        type,
        start,
        limit);
    Check.that(
        strides.stream().allMatch(stride -> stride > 0),
        "slice_c4",
        "expected strides of at least 1, got %s",
        strides);
  }

  static SliceOp read(OpParts parts) {
    return new SliceOp(
        parts.operand(0),
        parts.ints("start_indices"),
        parts.ints("limit_indices"),
        parts.ints("strides"));
  }

  @Override
  public String name() {
    return "stablehlo.slice";
  }

  @Override
  public List<Value> operands() {
    return List.of(operand);
  }

  @Override
  public Map<String, Attribute> attributes() {
    return new Attributes()
        .ints("limit_indices", limit)
        .ints("start_indices", start)
        .ints("strides", strides)
        .build();
  }

  /// slice_c1, slice_c5.
  @Override
  public List<Type> resultTypes() {
    List<Long> sizes = new ArrayList<>();
    for (int i = 0; i < start.size(); i++) {
      sizes.add(Math.ceilDiv(limit.get(i) - start.get(i), strides.get(i)));
    }
    return List.of(operand.tensorType().withDimensions(sizes));
  }
}
