package dev.ranvier.ir.op;

import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Products of elements, summed along the contracting dimensions.
///
/// @param precision how exactly lhs and rhs are to be taken; empty when nothing is said
/// @param algorithm how the device is to go about it; then nothing is said of the precision
/// @param type the result's type; its element may be wider than the operands'
public record DotGeneralOp(
    Value lhs,
    Value rhs,
    DotDimensionNumbers dimensions,
    List<Precision> precision,
    Optional<DotAlgorithm> algorithm,
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
    Check.that(
        algorithm.isEmpty() || precision.stream().allMatch(each -> each == Precision.DEFAULT),
        "dot_general_c21",
        "expected the precision DEFAULT where there is an algorithm, got %s",
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

  /// A product by whatever algorithm.
  public DotGeneralOp(
      Value lhs,
      Value rhs,
      DotDimensionNumbers dimensions,
      List<Precision> precision,
      TensorType type) {
    this(lhs, rhs, dimensions, precision, Optional.empty(), type);
  }

  /// A product whose elements are of the operands' type.
  public static DotGeneralOp of(Value lhs, Value rhs, DotDimensionNumbers dimensions) {
    dimensions.check(lhs.tensorType(), rhs.tensorType());
    List<Long> sizes = dimensions.resultSizes(lhs.tensorType(), rhs.tensorType());
    TensorType type = new TensorType(sizes, lhs.tensorType().element());
    return new DotGeneralOp(lhs, rhs, dimensions, List.of(), type);
  }

  static DotGeneralOp read(OpParts parts) {
    return new DotGeneralOp(
        parts.operand(0),
        parts.operand(1),
        DotDimensionNumbers.read(parts),
        Precision.read(parts),
        parts.find(DotAlgorithm.NAME).map(_ -> DotAlgorithm.read(parts)),
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
    algorithm.ifPresent(given -> attributes.with(DotAlgorithm.NAME, given.attribute()));
    return Precision.write(precision, attributes).build();
  }

  @Override
  public List<Type> resultTypes() {
    return List.of(type);
  }
}
