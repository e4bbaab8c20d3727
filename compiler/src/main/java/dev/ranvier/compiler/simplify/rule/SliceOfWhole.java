package dev.ranvier.compiler.simplify.rule;

import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.SliceOp;
import java.util.Optional;

/// `slice x` of all of `x` is `x`.
final class SliceOfWhole implements Rule {
  @Override
  public Optional<Replacement> apply(Op op) {
    return op instanceof SliceOp slice
            && slice.resultTypes().getFirst().equals(slice.operand().type())
        ? Replacement.by(slice.operand())
        : Replacement.none();
  }
}
