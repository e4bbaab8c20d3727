package dev.ranvier.ir.op;

import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Products of elements, summed along the contracting dimensions.
///
/// @param precision how exactly lhs and rhs are to be taken; empty when nothing is said
/// @param type the result's type; its element may be wider than the operands'
public record DotGeneralOp(
    Value lhs,
    Value rhs,
    DotDimensionNumbers dimensions,
    List<Precision> precision,
    TensorType type)
    implements TensorOp, Pure {
  public DotGeneralOp {
    precision = List.copyOf(precision);
    dimensions.check(lhs.tensorType(), rhs.tensorType());
    Check.that(
        precision.isEmpty() || precision.size() == 2,
        "dot_general_c11",
        "expected a precision for lhs and one for rhs, got %s",
        precision);
    List<Long> sizes = dimensions.resultSizes(lhs.tensorType(), rhs.tensorType());
    Check.that(
        type.dimensions().equals(sizes),
        "dot_general_c12",
        "expected a result of the sizes %s, got %s",
        sizes,
        type);
    Check.sameElement(lhs, rhs, "dot_general_c13");
    Check.that(
        type.element().kind() == lhs.tensorType().element().kind(),
        "dot_general_o1",
        "expected a result of the kind of %s, got %s",
        lhs.tensorType().element(),
        type);
  }

  /// A product whose elements are of the operands' type.
  public static DotGeneralOp of(Value lhs, Value rhs, DotDimensionNumbers dimensions) {
    dimensions.check(lhs.tensorType(), rhs.tensorType());
    List<Long> sizes = dimensions.resultSizes(lhs.tensorType(), rhs.tensorType());
    TensorType type = new TensorType(sizes, lhs.tensorType().element());
    return new DotGeneralOp(lhs, rhs, dimensions, List.of(), type);
  }

  static DotGeneralOp read(OpParts parts) {
    List<Precision> precision = new ArrayList<>();
    if (parts.find("precision_config").isPresent()) {
      for (Attribute each : parts.array("precision_config")) {
        precision.add(parts.enumerated("precision_config", each, "precision", Precision.values()));
      }
    }
    return new DotGeneralOp(
        parts.operand(0),
        parts.operand(1),
        DotDimensionNumbers.read(parts),
        precision,
        parts.declared(0));
  }

  @Override
  public String name() {
    return "stablehlo.dot_general";
  }

  @Override
  public List<Value> operands() {
    return List.of(lhs, rhs);
  }

  @Override
  public Map<String, Attribute> attributes() {
    Attributes attributes = new Attributes().with("dot_dimension_numbers", dimensions.attribute());
    if (!precision.isEmpty()) {
      attributes.with(
          "precision_config",
          new Attribute.Array(
              precision.stream()
                  .<Attribute>map(each -> new Attribute.Enumerated("precision", each.name()))
                  .toList()));
    }
    return attributes.build();
  }

  @Override
  public List<Type> resultTypes() {
    return List.of(type);
  }
}
