package dev.ranvier.compiler.simplify;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.AbsOp;
import dev.ranvier.ir.op.AddOp;
import dev.ranvier.ir.op.AndOp;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.BroadcastInDimOp;
import dev.ranvier.ir.op.CeilOp;
import dev.ranvier.ir.op.ClampOp;
import dev.ranvier.ir.op.CompareOp;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.ConcatenateOp;
import dev.ranvier.ir.op.ConvertOp;
import dev.ranvier.ir.op.DivideOp;
import dev.ranvier.ir.op.DynamicSliceOp;
import dev.ranvier.ir.op.DynamicUpdateSliceOp;
import dev.ranvier.ir.op.ExponentialOp;
import dev.ranvier.ir.op.FloorOp;
import dev.ranvier.ir.op.IsFiniteOp;
import dev.ranvier.ir.op.MaximumOp;
import dev.ranvier.ir.op.MinimumOp;
import dev.ranvier.ir.op.MultiplyOp;
import dev.ranvier.ir.op.NegateOp;
import dev.ranvier.ir.op.NotOp;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.OrOp;
import dev.ranvier.ir.op.PadOp;
import dev.ranvier.ir.op.PopcntOp;
import dev.ranvier.ir.op.ReduceOp;
import dev.ranvier.ir.op.RemainderOp;
import dev.ranvier.ir.op.ReshapeOp;
import dev.ranvier.ir.op.ReverseOp;
import dev.ranvier.ir.op.SelectOp;
import dev.ranvier.ir.op.ShiftLeftOp;
import dev.ranvier.ir.op.ShiftRightArithmeticOp;
import dev.ranvier.ir.op.ShiftRightLogicalOp;
import dev.ranvier.ir.op.SignOp;
import dev.ranvier.ir.op.SliceOp;
import dev.ranvier.ir.op.SqrtOp;
import dev.ranvier.ir.op.SubtractOp;
import dev.ranvier.ir.op.TanhOp;
import dev.ranvier.ir.op.TransposeOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.op.XorOp;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Function;

/// One op at random. It may not fit its operands, in which case its constructor says so.
final class RandomOp {
  private static final List<Function<Value, Op>> UNARY =
      List.of(
          AbsOp::new,
          CeilOp::new,
          ExponentialOp::new,
          FloorOp::new,
          IsFiniteOp::new,
          NegateOp::new,
          NegateOp::new,
          NotOp::new,
          NotOp::new,
          PopcntOp::new,
          SignOp::new,
          SqrtOp::new,
          TanhOp::new);

  private static final List<BiFunction<Value, Value, Op>> BINARY =
      List.of(
          AddOp::new,
          AndOp::new,
          DivideOp::new,
          MaximumOp::new,
          MinimumOp::new,
          MultiplyOp::new,
          OrOp::new,
          RemainderOp::new,
          ShiftLeftOp::new,
          ShiftRightArithmeticOp::new,
          ShiftRightLogicalOp::new,
          SubtractOp::new,
          XorOp::new);

  private static final List<ElementType> ELEMENTS =
      List.of(
          ElementType.I1,
          ElementType.I8,
          ElementType.U8,
          ElementType.I32,
          ElementType.I64,
          ElementType.F16,
          ElementType.F32,
          ElementType.F64);

  private final Random random;

  RandomOp(Random random) {
    this.random = random;
  }

  /// @param x any value
  /// @param y one of the same type, perhaps the same
  /// @param pool what else is at hand
  Op next(Builder b, Value x, Value y, List<Value> pool) {
    return switch (random.nextInt(16)) {
      case 0, 1, 2, 3, 4, 5 -> any(BINARY).apply(x, y);
      case 6, 7 -> any(UNARY).apply(x);
      case 8 -> CompareOp.of(any(List.of(ComparisonDirection.values())), x, y);
      case 9 -> select(b, x, y, pool);
      case 10 -> ConvertOp.to(any(ELEMENTS), x);
      case 11 -> new ClampOp(x, y, x);
      case 12 -> reduce(b, x);
      default -> shape(b, x, y);
    };
  }

  private <T> T any(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private Op select(Builder b, Value x, Value y, List<Value> pool) {
    List<Value> predicates =
        pool.stream().filter(v -> v.tensorType().element().isBoolean()).toList();
    boolean fixed = predicates.isEmpty() || random.nextInt(4) == 0;
    Value known = b.splat(TensorType.scalar(ElementType.I1), (long) random.nextInt(2));
    return new SelectOp(fixed ? known : any(predicates), x, y);
  }

  private Op reduce(Builder b, Value x) {
    TensorType type = x.tensorType();
    TensorType scalar = TensorType.scalar(type.element());
    Block body =
        Builder.block(
            List.of(scalar, scalar),
            b.location(),
            (inner, pair) -> inner.returns(inner.add(pair.get(0), pair.get(1))));
    List<Long> axes = type.rank() == 0 ? List.of() : List.of((long) random.nextInt(type.rank()));
    return new ReduceOp(List.of(x), List.of(b.splat(scalar, 0L)), axes, body);
  }

  private Op shape(Builder b, Value x, Value y) {
    TensorType type = x.tensorType();
    List<Long> sizes = type.dimensions();
    int rank = type.rank();
    return switch (random.nextInt(9)) {
      case 0 ->
          new ReshapeOp(x, type.withDimensions(rank == 2 ? List.of(type.size()) : pairs(type)));
      case 1 -> new ReshapeOp(x, type);
      case 2 -> new TransposeOp(x, shuffled(rank));
      case 3 -> broadcast(x);
      case 4 -> new ReverseOp(x, shuffled(rank).subList(0, random.nextInt(rank + 1)));
      case 5 -> slice(x);
      case 6 -> new ConcatenateOp(random.nextBoolean() ? List.of(x) : List.of(x, y), 0);
      case 7 -> {
        Value start = b.splat(TensorType.scalar(ElementType.I32), random.nextInt(4) - 1L);
        yield random.nextBoolean()
            ? new DynamicSliceOp(x, Collections.nCopies(rank, start), sizes)
            : new DynamicUpdateSliceOp(x, y, Collections.nCopies(rank, start));
      }
      default -> {
        Value zero = b.splat(TensorType.scalar(type.element()), 0L);
        List<Long> none = Collections.nCopies(rank, 0L);
        List<Long> few = Collections.nCopies(rank, (long) random.nextInt(2));
        yield new PadOp(x, zero, few, none, none);
      }
    };
  }

  private static List<Long> pairs(TensorType type) {
    return type.size() % 2 == 0 ? List.of(2L, type.size() / 2) : List.of(1L, type.size());
  }

  private List<Long> shuffled(int rank) {
    List<Long> axes = new ArrayList<>();
    for (long i = 0; i < rank; i++) {
      axes.add(i);
    }
    Collections.shuffle(axes, random);
    return axes;
  }

  private Op broadcast(Value x) {
    TensorType type = x.tensorType();
    return switch (type.rank()) {
      case 0 -> new BroadcastInDimOp(x, type.withDimensions(List.of(3L)), List.of());
      case 1 -> new BroadcastInDimOp(x, type.stacked(2), List.of(1L));
      default -> new BroadcastInDimOp(x, type, shuffled(type.rank()));
    };
  }

  private Op slice(Value x) {
    List<Long> start = new ArrayList<>();
    List<Long> limit = new ArrayList<>();
    List<Long> strides = new ArrayList<>();
    for (long size : x.tensorType().dimensions()) {
      start.add(size > 0 ? (long) random.nextInt((int) Math.min(size, 2)) : 0L);
      limit.add(size);
      strides.add(1L + random.nextInt(2));
    }
    return new SliceOp(x, start, limit, strides);
  }
}
