package dev.ranvier.compiler.simplify.rule;

import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.OrOp;
import dev.ranvier.ir.op.Value;
import java.util.Optional;

/// `x or 11..1 -> 11..1`; `x or true -> true`.
final class OrWithOnes implements Rule {
  @Override
  public Optional<Replacement> apply(Op op) {
    return op instanceof OrOp(Value _, Value y) && Constants.isOnes(y)
        ? Replacement.by(y)
        : Replacement.none();
  }
}
