package dev.ranvier.compiler.simplify.rule;

import dev.ranvier.ir.op.ConvertOp;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.TensorType;
import java.util.Optional;

/// `convert x : T -> T` is `x`.
final class ConvertToSameType implements Rule {
  @Override
  public Optional<Replacement> apply(Op op) {
    return op instanceof ConvertOp(Value x, TensorType type) && x.type().equals(type)
        ? Replacement.by(x)
        : Replacement.none();
  }
}
