package dev.ranvier.compiler.simplify.rule;

import dev.ranvier.ir.op.ConcatenateOp;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.Value;
import java.util.List;
import java.util.Optional;

/// `concatenate x, empty, y -> concatenate x, y`, where anything is left.
final class ConcatenateOfEmpty implements Rule {
  @Override
  public Optional<Replacement> apply(Op op) {
    if (!(op instanceof ConcatenateOp(List<Value> operands, long axis))) {
      return Replacement.none();
    }
    List<Value> left =
        operands.stream().filter(x -> x.tensorType().dimension((int) axis) > 0).toList();
    return left.isEmpty() || left.size() == operands.size()
        ? Replacement.none()
        : Replacement.by(new ConcatenateOp(left, axis));
  }
}
