package dev.ranvier.compiler.simplify.rule;

import dev.ranvier.ir.op.ConvertOp;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.Result;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.Optional;

/// `convert (convert x : T -> W) : W -> T` is `x`, where `T` is of integers or booleans and `W` of
/// integers that are no narrower: what wraps there wraps back. Not by way of floats, which round.
final class ConvertThereAndBack implements Rule {
  @Override
  public Optional<Replacement> apply(Op op) {
    return op instanceof ConvertOp(Value y, TensorType type)
            && y instanceof Result result
            && result.instruction().op() instanceof ConvertOp(Value x, TensorType between)
            && x.type().equals(type)
            && holds(between.element(), type.element())
        ? Replacement.by(x)
        : Replacement.none();
  }

  private static boolean holds(ElementType wide, ElementType narrow) {
    return wide.isInteger() && !narrow.isFloat() && wide.bits() >= narrow.bits();
  }
}
