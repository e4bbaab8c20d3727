package dev.ranvier.ir.op;

import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Puts a value around and between the elements.
///
/// @param value a scalar
/// @param low how many before the first element of each dimension; negative takes elements away
/// @param high the same after the last
/// @param interior how many between two neighbours
public record PadOp(
    Value operand, Value value, List<Long> low, List<Long> high, List<Long> interior)
    implements TensorOp, Pure {
  public PadOp {
    low = List.copyOf(low);
    high = List.copyOf(high);
    interior = List.copyOf(interior);
    TensorType type = operand.tensorType();
    Check.that(
        value.tensorType().isScalar(),
        "pad_i2",
        "expected a padding value that is a scalar, got %s",
        value.type());
    Check.sameElement(operand, value, "pad_c1");
    Check.count(type.rank(), low, "pad_c2", "low paddings");
    Check.count(type.rank(), high, "pad_c2", "high paddings");
    Check.count(type.rank(), interior, "pad_c2", "interior paddings");
    Check.that(
        interior.stream().allMatch(count -> count >= 0),
        "pad_c3",
        "expected interior paddings of at least 0, got %s",
        interior);
    List<Long> sizes = sizes(type, low, high, interior);
    Check.that(
        sizes.stream().allMatch(size -> size >= 0),
        "pad_c4",
        "expected a result of sizes of at least 0, got %s",
        sizes);
  }

  private static List<Long> sizes(
      TensorType type, List<Long> low, List<Long> high, List<Long> interior) {
    List<Long> sizes = new ArrayList<>();
    for (int i = 0; i < type.rank(); i++) {
      long between = Math.multiplyExact(Math.max(type.dimension(i) - 1, 0), (long) interior.get(i));
      long outside = Math.addExact((long) low.get(i), (long) high.get(i));
      sizes.add(Math.addExact(Math.addExact(type.dimension(i), between), outside));
    }
    return sizes;
  }

  static PadOp read(OpParts parts) {
    return new PadOp(
        parts.operand(0),
        parts.operand(1),
        parts.ints("edge_padding_low"),
        parts.ints("edge_padding_high"),
        parts.ints("interior_padding"));
  }

  @Override
  public String name() {
    return "stablehlo.pad";
  }

  @Override
  public List<Value> operands() {
    return List.of(operand, value);
  }

  @Override
  public Map<String, Attribute> attributes() {
    return new Attributes()
        .ints("edge_padding_high", high)
        .ints("edge_padding_low", low)
        .ints("interior_padding", interior)
        .build();
  }

  @Override
  public List<Type> resultTypes() {
    TensorType type = operand.tensorType();
    return List.of(type.withDimensions(sizes(type, low, high, interior)));
  }
}
