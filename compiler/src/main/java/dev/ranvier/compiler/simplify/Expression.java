package dev.ranvier.compiler.simplify;

import dev.ranvier.ir.op.AddOp;
import dev.ranvier.ir.op.AndOp;
import dev.ranvier.ir.op.Attribute;
import dev.ranvier.ir.op.BinaryElementwise;
import dev.ranvier.ir.op.MaximumOp;
import dev.ranvier.ir.op.MinimumOp;
import dev.ranvier.ir.op.MultiplyOp;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.OrOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.op.XorOp;
import java.util.Map;
import java.util.Set;

/// What an op computes, as a key: two ops that have equal ones give the same values.
///
/// @param what the op itself, whose operands are equal only to themselves; or what stands for it
/// @param place what else must be the same: the block, for ops that are not shared beyond it
record Expression(Object what, Map<String, Attribute> annotations, Object place) {
  private static final Object ANYWHERE = "anywhere";

  /// An op whose operands may stand in any order.
  private record Unordered(String name, Set<Value> operands) {}

  /// @param block what stands for the block that the op is in, equal only to itself
  static Expression of(Op op, Map<String, Attribute> annotations, Object block) {
    if (!op.regions().isEmpty()) {
      return new Expression(Spelling.of(op), annotations, ANYWHERE);
    }
    if (op.operands().isEmpty()) {
      return new Expression(op, annotations, block);
    }
    return new Expression(isUnordered(op) ? unordered(op) : op, annotations, ANYWHERE);
  }

  private static Object unordered(Op op) {
    return new Unordered(op.name(), Set.copyOf(op.operands()));
  }

  /// Sums of floats commute too, but which NaN they give may not.
  private static boolean isUnordered(Op op) {
    if (!(op instanceof BinaryElementwise binary)
        || binary.lhs().tensorType().element().isFloat()) {
      return false;
    }
    return switch (binary) {
      case AddOp _, AndOp _, MaximumOp _, MinimumOp _, MultiplyOp _, OrOp _, XorOp _ -> true;
      default -> false;
    };
  }
}
