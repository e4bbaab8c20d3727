package dev.ranvier.compiler.simplify.rule;

import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.Result;
import dev.ranvier.ir.op.SliceOp;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `slice (slice x) -> slice x`, where something is left.
final class SliceOfSlice implements Rule {
  @Override
  public Optional<Replacement> apply(Op op) {
    return op instanceof SliceOp outer
            && outer.operand() instanceof Result result
            && result.instruction().op() instanceof SliceOp inner
            && ((TensorType) outer.resultTypes().getFirst()).size() > 0
        ? Replacement.by(composed(inner, outer))
        : Replacement.none();
  }

  private static SliceOp composed(SliceOp inner, SliceOp outer) {
    List<Long> start = new ArrayList<>();
    List<Long> limit = new ArrayList<>();
    List<Long> strides = new ArrayList<>();
    for (int i = 0; i < inner.start().size(); i++) {
      long first = outer.start().get(i);
      long last = outer.limit().get(i) - 1;
      long stride = inner.strides().get(i);
      start.add(inner.start().get(i) + first * stride);
      limit.add(inner.start().get(i) + last * stride + 1);
      strides.add(last - first < outer.strides().get(i) ? 1 : stride * outer.strides().get(i));
    }
    return new SliceOp(inner.operand(), start, limit, strides);
  }
}
