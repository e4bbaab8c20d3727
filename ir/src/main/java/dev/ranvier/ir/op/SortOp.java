package dev.ranvier.ir.op;

import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Sorts tensors along one dimension, all by the same comparison.
///
/// @param operands tensors of one shape
/// @param dimension counted from the end when negative
/// @param isStable whether what compares as equal keeps its order
/// @param comparator takes two elements of each operand, pair by pair, and says whether the first
///   ones come before the second
public record SortOp(List<Value> operands, long dimension, boolean isStable, Block comparator)
    implements TensorOp, Pure {
  public SortOp {
    operands = List.copyOf(operands);
    Check.that(!operands.isEmpty(), "sort_c1", "expected at least one operand, got none");
    Check.sameShape(operands, "sort_c3");
    int rank = operands.getFirst().tensorType().rank();
    Check.that(
        dimension >= -rank && dimension < rank,
        "sort_c4",
        "expected a dimension of %s, got %d",
        operands.getFirst().type(),
        dimension);
    List<Type> pairs = new ArrayList<>();
    for (Value operand : operands) {
      TensorType scalar = TensorType.scalar(operand.tensorType().element());
      pairs.add(scalar);
      pairs.add(scalar);
    }
    Bodies.function(comparator, pairs, List.of(TensorType.scalar(ElementType.I1)), "sort_c5");
  }

  static SortOp read(OpParts parts) {
    return new SortOp(
        parts.operands(),
        parts.integer("dimension", -1),
        parts.bool("is_stable", false),
        parts.region(0));
  }

  /// The dimension, counted from the front.
  public int axis() {
    int rank = operands.getFirst().tensorType().rank();
    return (int) (dimension < 0 ? dimension + rank : dimension);
  }

  @Override
  public String name() {
    return "stablehlo.sort";
  }

  @Override
  public Map<String, Attribute> attributes() {
    return new Attributes().integer("dimension", dimension).bool("is_stable", isStable).build();
  }

  @Override
  public List<Block> regions() {
    return List.of(comparator);
  }

  /// sort_c2.
  @Override
  public List<Type> resultTypes() {
    return operands.stream().map(Value::type).toList();
  }
}
