package dev.ranvier.compiler.simplify.rule;

import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.Result;
import dev.ranvier.ir.op.TransposeOp;
import dev.ranvier.ir.op.Value;
import java.util.List;
import java.util.Optional;

/// `transpose (transpose x, p), q -> transpose x, p[q]`.
final class TransposeOfTranspose implements Rule {
  @Override
  public Optional<Replacement> apply(Op op) {
    return op instanceof TransposeOp(Value y, List<Long> outer)
            && y instanceof Result result
            && result.instruction().op() instanceof TransposeOp(Value x, List<Long> inner)
        ? Replacement.by(new TransposeOp(x, Dimensions.pick(inner, outer)))
        : Replacement.none();
  }
}
