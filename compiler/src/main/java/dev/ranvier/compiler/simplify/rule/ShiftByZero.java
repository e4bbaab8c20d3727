package dev.ranvier.compiler.simplify.rule;

import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.ShiftLeftOp;
import dev.ranvier.ir.op.ShiftRightArithmeticOp;
import dev.ranvier.ir.op.ShiftRightLogicalOp;
import dev.ranvier.ir.op.Value;
import java.util.Optional;

/// `x << 0 -> x`, and both shifts to the right.
final class ShiftByZero implements Rule {
  @Override
  public Optional<Replacement> apply(Op op) {
    return switch (op) {
      case ShiftLeftOp(Value x, Value y) when Constants.isZero(y) -> Replacement.by(x);
      case ShiftRightArithmeticOp(Value x, Value y) when Constants.isZero(y) -> Replacement.by(x);
      case ShiftRightLogicalOp(Value x, Value y) when Constants.isZero(y) -> Replacement.by(x);
      default -> Replacement.none();
    };
  }
}
