package dev.ranvier.compiler.autodiff;

import dev.ranvier.ir.op.AddOp;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.CompareOp;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.ConstantOp;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.Result;
import dev.ranvier.ir.op.SubtractOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.op.WhileOp;
import java.util.Optional;

/// How often a loop turns, where it can be read off: an integer counter that begins with a
/// constant, goes by a constant and is compared with a constant.
///
/// @param counter which of the carried values counts
/// @param first its value in the first turn
/// @param step what each turn adds
record TripCount(int counter, long first, long step, long turns) {
  /// Longer loops cannot be recorded.
  private static final long MOST = Integer.MAX_VALUE;

  static Optional<TripCount> of(WhileOp loop) {
    if (!(loop.condition().terminator().operands().getFirst() instanceof Result result
        && result.instruction().op() instanceof CompareOp compare
        && compare.lhs().tensorType().element().isInteger())) {
      return Optional.empty();
    }
    return of(loop, compare.lhs(), compare.direction(), compare.rhs())
        .or(() -> of(loop, compare.rhs(), mirrored(compare.direction()), compare.lhs()));
  }

  private static Optional<TripCount> of(
      WhileOp loop, Value counter, ComparisonDirection direction, Value limit) {
    int index = loop.condition().arguments().indexOf(counter);
    if (index < 0) {
      return Optional.empty();
    }
    Optional<Long> first = constant(loop.operands().get(index));
    Optional<Long> step = step(loop.body(), index);
    Optional<Long> end = limit(loop, limit);
    if (first.isEmpty() || step.isEmpty() || end.isEmpty()) {
      return Optional.empty();
    }
    return turns(first.get(), step.get(), direction, end.get())
        .filter(turns -> turns <= MOST && fits(counter, first.get() + turns * step.get()))
        .map(turns -> new TripCount(index, first.get(), step.get(), turns));
  }

  /// Whether the counter gets to its end without wrapping round.
  private static boolean fits(Value counter, long last) {
    int bits = counter.tensorType().element().bits();
    boolean unsigned = counter.tensorType().element().isUnsigned();
    if (bits == 64) {
      return !unsigned || last >= 0;
    }
    long least = unsigned ? 0 : -(1L << (bits - 1));
    long most = (1L << (unsigned ? bits : bits - 1)) - 1;
    return last >= least && last <= most;
  }

  private static Optional<Long> turns(
      long first, long step, ComparisonDirection direction, long end) {
    long way = Math.subtractExact(end, first);
    return switch (direction) {
      case LT -> upward(way, step);
      case LE -> upward(way + 1, step);
      case GT -> upward(-way, -step);
      case GE -> upward(-way + 1, -step);
      case NE ->
          step != 0 && way % step == 0 && way / step >= 0
              ? Optional.of(way / step)
              : Optional.empty();
      case EQ -> way != 0 ? Optional.of(0L) : step != 0 ? Optional.of(1L) : Optional.empty();
    };
  }

  private static Optional<Long> upward(long way, long step) {
    if (way <= 0) {
      return Optional.of(0L);
    }
    return step > 0 ? Optional.of(Math.ceilDiv(way, step)) : Optional.empty();
  }

  private static ComparisonDirection mirrored(ComparisonDirection direction) {
    return switch (direction) {
      case LT -> ComparisonDirection.GT;
      case LE -> ComparisonDirection.GE;
      case GT -> ComparisonDirection.LT;
      case GE -> ComparisonDirection.LE;
      case EQ, NE -> direction;
    };
  }

  private static Optional<Long> step(Block body, int index) {
    Value counter = body.arguments().get(index);
    if (!(body.terminator().operands().get(index) instanceof Result result)) {
      return Optional.empty();
    }
    Op op = result.instruction().op();
    return switch (op) {
      case AddOp add when add.lhs() == counter -> constant(add.rhs());
      case AddOp add when add.rhs() == counter -> constant(add.lhs());
      case SubtractOp subtract when subtract.lhs() == counter ->
          constant(subtract.rhs()).map(by -> -by);
      default -> Optional.empty();
    };
  }

  /// A constant, or what is carried on unchanged from one.
  private static Optional<Long> limit(WhileOp loop, Value limit) {
    int index = loop.condition().arguments().indexOf(limit);
    if (index < 0) {
      return constant(limit);
    }
    return isUnchanged(loop, index) ? constant(loop.operands().get(index)) : Optional.empty();
  }

  /// Whether every turn hands a carried value on as it is.
  static boolean isUnchanged(WhileOp loop, int index) {
    return loop.body().terminator().operands().get(index) == loop.body().arguments().get(index);
  }

  private static Optional<Long> constant(Value value) {
    return value instanceof Result result
            && result.instruction().op() instanceof ConstantOp constant
            && constant.value().type().isScalar()
        ? Optional.of(constant.value().asLong(0))
        : Optional.empty();
  }
}
