package dev.ranvier.ir.op;

import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.List;
import java.util.Map;

/// Collects slices of a tensor from places that are given as indices. A place that would reach over
/// the edge is moved inwards.
///
/// @param indices integers
/// @param sliceSizes one size for each dimension of the operand
/// @param indicesAreSorted a promise that helps the device
public record GatherOp(
    Value operand,
    Value indices,
    GatherDimensionNumbers dimensions,
    List<Long> sliceSizes,
    boolean indicesAreSorted)
    implements TensorOp, Pure {
  public GatherOp {
    sliceSizes = List.copyOf(sliceSizes);
    Check.integers(indices, "gather_i2");
    TensorType type = operand.tensorType();
    dimensions.check(type, indices.tensorType());
    Check.count(type.rank(), sliceSizes, "gather_c20", "slice sizes");
    Check.that(
        Axes.notAbove(sliceSizes, type.dimensions()),
        "gather_c21",
        "expected slice sizes inside %s, got %s",
        type,
        sliceSizes);
    checkDropped(dimensions.collapsed(), sliceSizes, "gather_c9", "collapsed");
    checkDropped(dimensions.operandBatching(), sliceSizes, "gather_c12", "batching");
  }

  private static void checkDropped(List<Long> axes, List<Long> sizes, String label, String what) {
    Check.that(
        axes.stream().allMatch(axis -> sizes.get(axis.intValue()) <= 1),
        label,
        "expected slice sizes of at most 1 along %s dimensions %s, got %s",
        what,
        axes,
        sizes);
  }

  static GatherOp read(OpParts parts) {
    return new GatherOp(
        parts.operand(0),
        parts.operand(1),
        GatherDimensionNumbers.read(parts),
        parts.ints("slice_sizes"),
        parts.bool("indices_are_sorted", false));
  }

  @Override
  public String name() {
    return "stablehlo.gather";
  }

  @Override
  public List<Value> operands() {
    return List.of(operand, indices);
  }

  @Override
  public Map<String, Attribute> attributes() {
    return new Attributes()
        .with("dimension_numbers", dimensions.attribute())
        .bool("indices_are_sorted", indicesAreSorted)
        .ints("slice_sizes", sliceSizes)
        .build();
  }

  /// gather_c22, gather_c23.
  @Override
  public List<Type> resultTypes() {
    List<Long> sizes = dimensions.resultSizes(indices.tensorType(), sliceSizes);
    return List.of(operand.tensorType().withDimensions(sizes));
  }
}
