package dev.ranvier.compiler.autodiff;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.AddOp;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.ReduceOp;
import dev.ranvier.ir.op.Result;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.TensorType;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/// Reverse-mode rules of folds.
final class ReductionRules {
  private ReductionRules() {}

  static void reduce(Instruction instruction, ReduceOp op, Value cotangent, Sweep sweep) {
    if (!(fold(op.body()).orElse(null) instanceof AddOp)) {
      throw new NotDifferentiable(instruction, "has no reverse-mode rule for this fold");
    }
    Builder out = sweep.out();
    Value input = op.inputs().getFirst();
    Value initial = op.initial().getFirst();
    Value narrowed = out.convert(cotangent, input.tensorType().element());
    sweep.flow(input, spread(out, narrowed, op));
    if (sweep.isActive(initial)) {
      long[] all = LongStream.range(0, narrowed.tensorType().rank()).toArray();
      sweep.flow(initial, out.reduceSum(narrowed, all));
    }
  }

  /// The op of a body that does nothing but fold its two arguments with it.
  static Optional<Op> fold(Block body) {
    List<Value> yielded = body.terminator().operands();
    boolean isPlain =
        yielded.size() == 1
            && yielded.getFirst() instanceof Result result
            && result.instruction().op().operands().size() == 2
            && body.arguments().containsAll(result.instruction().op().operands())
            && result.instruction().op().operands().containsAll(body.arguments());
    return isPlain
        ? Optional.of(((Result) yielded.getFirst()).instruction().op())
        : Optional.empty();
  }

  /// Repeats a result along the dimensions that were folded away.
  static Value spread(Builder out, Value value, ReduceOp op) {
    TensorType input = op.inputs().getFirst().tensorType();
    TensorType type = input.withElement(value.tensorType().element());
    long[] kept =
        LongStream.range(0, type.rank()).filter(axis -> !op.dimensions().contains(axis)).toArray();
    return out.broadcast(value, type, kept);
  }
}
