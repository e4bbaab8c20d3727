package dev.ranvier.ir.op;

import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Compares element by element.
///
/// @param direction what is asked: is lhs equal to, less than, ... rhs
/// @param type the order by which it is asked, as the element type demands; where the text says
///   nothing, that of the element type
public record CompareOp(
    Value lhs, Value rhs, ComparisonDirection direction, Optional<ComparisonType> type)
    implements TensorOp, Pure {
  public CompareOp {
    Check.sameElement(lhs, rhs, "compare_c1");
    Check.sameShape(List.of(lhs, rhs), "compare_c2");
    List<ComparisonType> allowed = allowed(lhs.tensorType().element());
    Check.that(
        type.isEmpty() || allowed.contains(type.get()),
        "compare_c3",
        "expected a comparison of %s as one of %s, got %s",
        lhs.type(),
        allowed,
        type.map(ComparisonType::name).orElse("none"));
  }

  /// A comparison by the order of the element type.
  public static CompareOp of(ComparisonDirection direction, Value lhs, Value rhs) {
    ComparisonType type = allowed(lhs.tensorType().element()).getFirst();
    return new CompareOp(lhs, rhs, direction, Optional.of(type));
  }

  /// The orders that an element type knows, its usual one first.
  private static List<ComparisonType> allowed(ElementType element) {
    return switch (element.kind()) {
      case FLOAT -> List.of(ComparisonType.FLOAT, ComparisonType.TOTALORDER);
      case SIGNED -> List.of(ComparisonType.SIGNED);
      case UNSIGNED, BOOLEAN -> List.of(ComparisonType.UNSIGNED);
    };
  }

  static CompareOp read(OpParts parts) {
    Optional<ComparisonType> type =
        parts.find("compare_type").isEmpty()
            ? Optional.empty()
            : Optional.of(
                parts.enumerated("compare_type", "comparison_type", ComparisonType.values()));
    return new CompareOp(
        parts.operand(0),
        parts.operand(1),
        parts.enumerated(
            "comparison_direction", "comparison_direction", ComparisonDirection.values()),
        type);
  }

  /// The order by which is compared, said or not.
  public ComparisonType order() {
    return type.orElse(allowed(lhs.tensorType().element()).getFirst());
  }

  @Override
  public String name() {
    return "stablehlo.compare";
  }

  @Override
  public List<Value> operands() {
    return List.of(lhs, rhs);
  }

  @Override
  public Map<String, Attribute> attributes() {
    Attributes attributes =
        new Attributes().enumerated("comparison_direction", "comparison_direction", direction);
    type.ifPresent(order -> attributes.enumerated("compare_type", "comparison_type", order));
    return attributes.build();
  }

  @Override
  public List<Type> resultTypes() {
    return List.of(lhs.tensorType().withElement(ElementType.I1));
  }
}
