package dev.ranvier.ir.op;

import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.List;

/// Runs one of several regions, which take nothing and may use the values around them. An index out
/// of range means the last.
///
/// @param index `tensor<i32>`
public record CaseOp(Value index, List<Block> branches) implements TensorOp, Pure {
  public CaseOp {
    branches = List.copyOf(branches);
    Type integer = TensorType.scalar(ElementType.I32);
    Check.that(
        index.type().equals(integer),
        "case_i1",
        "expected an index of %s, got %s",
        integer,
        index.type());
    Check.that(!branches.isEmpty(), "case_c1", "expected at least one branch, got none");
    for (Block branch : branches) {
      Check.that(
          branch.arguments().isEmpty(),
          "case_c2",
          "expected branches that take nothing, got %s",
          branch.argumentTypes());
      Check.that(
          branch.yieldedTypes().equals(branches.getFirst().yieldedTypes()),
          "case_c3",
          "expected branches that hand over the same types, got %s and %s",
          branches.getFirst().yieldedTypes(),
          branch.yieldedTypes());
    }
  }

  @Override
  public String name() {
    return "stablehlo.case";
  }

  @Override
  public List<Value> operands() {
    return List.of(index);
  }

  @Override
  public List<Block> regions() {
    return branches;
  }

  /// case_c4.
  @Override
  public List<Type> resultTypes() {
    return branches.getFirst().yieldedTypes();
  }
}
