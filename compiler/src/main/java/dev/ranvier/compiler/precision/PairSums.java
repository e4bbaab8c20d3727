package dev.ranvier.compiler.precision;

import dev.ranvier.compiler.precision.PairArithmetic.Pair;
import dev.ranvier.compiler.target.TargetException;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.AddOp;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.ReduceOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/// Sums of pairs along axes: halves are added to halves until one row is left.
final class PairSums {
  private final Builder out;
  private final PairArithmetic pairs;

  PairSums(Builder out) {
    this.out = out;
    this.pairs = new PairArithmetic(out);
  }

  Pair reduce(Instruction instruction, ReduceOp op, Function<Value, Pair> pair) {
    boolean sums =
        op.inputs().size() == 1 && op.body().instructions().getFirst().op() instanceof AddOp;
    if (!sums) {
      throw new TargetException(
          "%s at %s: expected a sum of doubles, got another fold of them; take a target that has doubles, or another model"
              .formatted(op.name(), instruction.location()));
    }
    Pair left = pair.apply(op.inputs().getFirst());
    List<Long> axes = op.dimensions().stream().sorted(Comparator.reverseOrder()).toList();
    for (long axis : axes) {
      left = without(along(left, (int) axis), (int) axis);
    }
    Pair initial = pair.apply(op.initial().getFirst());
    if (initial.isSingle() && PairArithmetic.isZero(initial.high())) {
      return left;
    }
    TensorType type = left.high().tensorType();
    return pairs.add(left, pairs.moved(initial, part -> out.broadcast(part, type)));
  }

  private Pair along(Pair all, int axis) {
    Pair left = all;
    for (long rows = rows(left, axis); rows > 1; rows = rows(left, axis)) {
      long half = rows / 2;
      Pair sum = pairs.add(cut(left, axis, 0, half), cut(left, axis, half, 2 * half));
      left = rows % 2 == 0 ? sum : joined(sum, cut(left, axis, rows - 1, rows), axis);
    }
    return left;
  }

  private static long rows(Pair pair, int axis) {
    return pair.high().tensorType().dimension(axis);
  }

  private Pair cut(Pair pair, int axis, long from, long to) {
    TensorType type = pair.high().tensorType();
    List<Long> start = new ArrayList<>(Collections.nCopies(type.rank(), 0L));
    List<Long> limit = new ArrayList<>(type.dimensions());
    start.set(axis, from);
    limit.set(axis, to);
    return pairs.moved(pair, part -> out.slice(part, start, limit));
  }

  private Pair joined(Pair a, Pair b, int axis) {
    return new Pair(
        out.concatenate(axis, a.high(), b.high()), out.concatenate(axis, a.low(), b.low()));
  }

  private Pair without(Pair pair, int axis) {
    List<Long> sizes = new ArrayList<>(pair.high().tensorType().dimensions());
    sizes.remove(axis);
    return pairs.moved(pair, part -> out.reshape(part, sizes));
  }
}
