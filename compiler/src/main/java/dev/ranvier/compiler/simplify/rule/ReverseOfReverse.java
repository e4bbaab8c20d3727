package dev.ranvier.compiler.simplify.rule;

import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.Result;
import dev.ranvier.ir.op.ReverseOp;
import dev.ranvier.ir.op.Value;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// `reverse (reverse x, p), q -> reverse x, r`, where `r` is what is in one of both only.
final class ReverseOfReverse implements Rule {
  @Override
  public Optional<Replacement> apply(Op op) {
    return op instanceof ReverseOp(Value y, List<Long> outer)
            && y instanceof Result result
            && result.instruction().op() instanceof ReverseOp(Value x, List<Long> inner)
        ? Replacement.by(new ReverseOp(x, inOne(inner, outer)))
        : Replacement.none();
  }

  private static List<Long> inOne(List<Long> inner, List<Long> outer) {
    return Stream.concat(
            inner.stream().filter(axis -> !outer.contains(axis)),
            outer.stream().filter(axis -> !inner.contains(axis)))
        .sorted()
        .toList();
  }
}
