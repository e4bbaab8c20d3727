package dev.ranvier.compiler.simplify.rule;

import dev.ranvier.ir.op.DynamicUpdateSliceOp;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.Value;
import java.util.List;
import java.util.Optional;

/// `dynamic_update_slice x, y -> y`, where `y` is of the size of `x`.
final class DynamicUpdateSliceOfWhole implements Rule {
  @Override
  public Optional<Replacement> apply(Op op) {
    return op instanceof DynamicUpdateSliceOp(Value x, Value y, List<Value> _)
            && x.type().equals(y.type())
        ? Replacement.by(y)
        : Replacement.none();
  }
}
