package dev.ranvier.compiler.autodiff;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.BroadcastInDimOp;
import dev.ranvier.ir.op.ConcatenateOp;
import dev.ranvier.ir.op.PadOp;
import dev.ranvier.ir.op.ReshapeOp;
import dev.ranvier.ir.op.ReverseOp;
import dev.ranvier.ir.op.ShardingConstraintOp;
import dev.ranvier.ir.op.SliceOp;
import dev.ranvier.ir.op.TransposeOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;

/// Reverse-mode rules of the ops that only move elements to places known when the program is built.
final class ShapeRules {
  private ShapeRules() {}

  static void broadcast(BroadcastInDimOp op, Value cotangent, Sweep sweep) {
    sweep.flow(op.operand(), folded(sweep.out(), op, cotangent));
  }

  /// Sums what was repeated, and puts the dimensions back in the operand's order.
  private static Value folded(Builder out, BroadcastInDimOp op, Value cotangent) {
    TensorType from = op.operand().tensorType();
    List<Long> kept = new ArrayList<>();
    for (int i = 0; i < from.rank(); i++) {
      long axis = op.dimensions().get(i);
      if (from.dimension(i) == op.type().dimension((int) axis)) {
        kept.add(axis);
      }
    }
    long[] repeated =
        LongStream.range(0, op.type().rank()).filter(axis -> !kept.contains(axis)).toArray();
    Value sum = repeated.length == 0 ? cotangent : out.reduceSum(cotangent, repeated);
    List<Long> sorted = kept.stream().sorted().toList();
    long[] order = kept.stream().mapToLong(sorted::indexOf).toArray();
    return reshaped(out, sorted.equals(kept) ? sum : out.transpose(sum, order), from);
  }

  static Value reshaped(Builder out, Value value, TensorType type) {
    return value.type().equals(type) ? value : out.add(new ReshapeOp(value, type));
  }

  static void reshape(ReshapeOp op, Value cotangent, Sweep sweep) {
    sweep.flow(op.operand(), reshaped(sweep.out(), cotangent, op.operand().tensorType()));
  }

  static void constraint(ShardingConstraintOp op, Value cotangent, Sweep sweep) {
    sweep.flow(op.operand(), sweep.out().add(new ShardingConstraintOp(cotangent, op.sharding())));
  }

  static void transpose(TransposeOp op, Value cotangent, Sweep sweep) {
    sweep.flow(op.operand(), inverse(sweep.out(), cotangent, op.permutation()));
  }

  /// Undoes a transposition.
  static Value inverse(Builder out, Value value, List<Long> permutation) {
    long[] back = new long[permutation.size()];
    for (int i = 0; i < back.length; i++) {
      back[permutation.get(i).intValue()] = i;
    }
    return out.transpose(value, back);
  }

  static void reverse(ReverseOp op, Value cotangent, Sweep sweep) {
    sweep.flow(op.operand(), sweep.out().add(new ReverseOp(cotangent, op.dimensions())));
  }

  static void slice(SliceOp op, Value cotangent, Sweep sweep) {
    TensorType from = op.operand().tensorType();
    List<Long> high = new ArrayList<>();
    List<Long> interior = new ArrayList<>();
    for (int i = 0; i < from.rank(); i++) {
      long size = cotangent.tensorType().dimension(i);
      long stride = op.strides().get(i);
      long covered = size == 0 ? 0 : (size - 1) * stride + 1;
      high.add(from.dimension(i) - op.start().get(i) - covered);
      interior.add(stride - 1);
    }
    Value zero = sweep.out().scalar(from.element(), 0.0);
    sweep.flow(
        op.operand(), sweep.out().add(new PadOp(cotangent, zero, op.start(), high, interior)));
  }

  static void concatenate(ConcatenateOp op, Value cotangent, Sweep sweep) {
    int axis = (int) op.dimension();
    long from = 0;
    for (Value operand : op.operands()) {
      long to = from + operand.tensorType().dimension(axis);
      if (sweep.isActive(operand)) {
        sweep.flow(operand, part(sweep.out(), cotangent, axis, from, to));
      }
      from = to;
    }
  }

  /// The rows from `from` to `to` along one dimension.
  static Value part(Builder out, Value value, int axis, long from, long to) {
    List<Long> start = new ArrayList<>(Collections.nCopies(value.tensorType().rank(), 0L));
    List<Long> limit = new ArrayList<>(value.tensorType().dimensions());
    start.set(axis, from);
    limit.set(axis, to);
    return out.slice(value, start, limit);
  }

  /// The padding value gets what is left when the elements have got theirs.
  static void pad(PadOp op, Value cotangent, Sweep sweep) {
    Builder out = sweep.out();
    Value elements = unpadded(out, op, cotangent);
    sweep.flow(op.operand(), elements);
    if (sweep.isActive(op.value())) {
      sweep.flow(op.value(), out.subtract(total(out, cotangent), total(out, elements)));
    }
  }

  private static Value unpadded(Builder out, PadOp op, Value cotangent) {
    Value zero = out.scalar(cotangent.tensorType().element(), 0.0);
    List<Long> none = Collections.nCopies(op.low().size(), 0L);
    Value inner = out.add(new PadOp(cotangent, zero, negated(op.low()), negated(op.high()), none));
    List<Long> strides = op.interior().stream().map(count -> count + 1).toList();
    return out.slice(inner, none, inner.tensorType().dimensions(), strides);
  }

  private static List<Long> negated(List<Long> counts) {
    return counts.stream().map(count -> -count).toList();
  }

  /// The sum of all elements.
  static Value total(Builder out, Value value) {
    int rank = value.tensorType().rank();
    return rank == 0 ? value : out.reduceSum(value, LongStream.range(0, rank).toArray());
  }
}
