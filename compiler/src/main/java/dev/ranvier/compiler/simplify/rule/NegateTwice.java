package dev.ranvier.compiler.simplify.rule;

import dev.ranvier.ir.op.NegateOp;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.Result;
import dev.ranvier.ir.op.Value;
import java.util.Optional;

/// `--x -> x`, for floats too: each turns the sign's bit and no other.
final class NegateTwice implements Rule {
  @Override
  public Optional<Replacement> apply(Op op) {
    return op instanceof NegateOp(Value y)
            && y instanceof Result result
            && result.instruction().op() instanceof NegateOp(Value x)
        ? Replacement.by(x)
        : Replacement.none();
  }
}
