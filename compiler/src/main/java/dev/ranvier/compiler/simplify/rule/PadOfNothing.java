package dev.ranvier.compiler.simplify.rule;

import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.PadOp;
import java.util.Optional;

/// `pad x` with nothing before, after and between is `x`.
final class PadOfNothing implements Rule {
  @Override
  public Optional<Replacement> apply(Op op) {
    return op instanceof PadOp pad
            && pad.resultTypes().getFirst().equals(pad.operand().type())
            && pad.low().stream().allMatch(count -> count == 0)
            && pad.high().stream().allMatch(count -> count == 0)
        ? Replacement.by(pad.operand())
        : Replacement.none();
  }
}
