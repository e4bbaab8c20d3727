package dev.ranvier.ir.op;

import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.List;
import java.util.Map;

/// Changes the order of the dimensions.
///
/// @param permutation for each dimension of the result, which of the operand it was
public record TransposeOp(Value operand, List<Long> permutation) implements TensorOp, Pure {
  public TransposeOp {
    permutation = List.copyOf(permutation);
    TensorType type = operand.tensorType();
    Check.that(
        permutation.size() == type.rank()
            && Axes.unique(permutation)
            && Axes.within(permutation, type.rank()),
        "transpose_c2",
        "expected a permutation of the dimensions of %s, got %s",
        type,
        permutation);
  }

  @Override
  public String name() {
    return "stablehlo.transpose";
  }

  @Override
  public List<Value> operands() {
    return List.of(operand);
  }

  @Override
  public Map<String, Attribute> attributes() {
    return new Attributes().ints("permutation", permutation).build();
  }

  /// transpose_c1, transpose_c3.
  @Override
  public List<Type> resultTypes() {
    TensorType type = operand.tensorType();
    return List.of(type.withDimensions(Axes.sizes(type, permutation)));
  }
}
