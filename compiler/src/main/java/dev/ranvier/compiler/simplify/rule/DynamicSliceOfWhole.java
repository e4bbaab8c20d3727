package dev.ranvier.compiler.simplify.rule;

import dev.ranvier.ir.op.DynamicSliceOp;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.Value;
import java.util.List;
import java.util.Optional;

/// `dynamic_slice x` of the size of `x` is `x`, wherever it starts: places are moved inwards.
final class DynamicSliceOfWhole implements Rule {
  @Override
  public Optional<Replacement> apply(Op op) {
    return op instanceof DynamicSliceOp(Value x, List<Value> _, List<Long> sizes)
            && x.tensorType().dimensions().equals(sizes)
        ? Replacement.by(x)
        : Replacement.none();
  }
}
