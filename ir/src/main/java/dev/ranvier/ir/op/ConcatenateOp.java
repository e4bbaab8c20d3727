package dev.ranvier.ir.op;

import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.List;
import java.util.Map;

/// Puts tensors one after the other along one dimension.
public record ConcatenateOp(List<Value> operands, long dimension) implements TensorOp, Pure {
  public ConcatenateOp {
    operands = List.copyOf(operands);
    Check.that(!operands.isEmpty(), "concatenate_c3", "expected at least one operand, got none");
    TensorType first = operands.getFirst().tensorType();
    Check.that(
        dimension >= 0 && dimension < first.rank(),
        "concatenate_c4",
        "expected a dimension of %s, got %d",
        first,
        dimension);
    for (Value operand : operands) {
      Check.sameElement(operands.getFirst(), operand, "concatenate_c1");
      TensorType type = operand.tensorType();
      Check.that(
          type.rank() == first.rank()
              && Axes.with(type.dimensions(), dimension, 0)
                  .equals(Axes.with(first.dimensions(), dimension, 0)),
          "concatenate_c2",
          "expected operands of one shape but for dimension %d, got %s and %s",
          dimension,
          first,
          type);
    }
  }

  @Override
  public String name() {
    return "stablehlo.concatenate";
  }

  @Override
  public Map<String, Attribute> attributes() {
    return new Attributes().integer("dimension", dimension).build();
  }

  /// concatenate_c5, concatenate_c6.
  @Override
  public List<Type> resultTypes() {
    TensorType first = operands.getFirst().tensorType();
    long size = 0;
    for (Value operand : operands) {
      size = Math.addExact(size, operand.tensorType().dimension((int) dimension));
    }
    return List.of(first.withDimensions(Axes.with(first.dimensions(), dimension, size)));
  }
}
