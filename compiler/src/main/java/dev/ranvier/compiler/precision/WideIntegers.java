package dev.ranvier.compiler.precision;

import dev.ranvier.compiler.precision.PairArithmetic.Pair;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.ShiftRightArithmeticOp;
import dev.ranvier.ir.op.ShiftRightLogicalOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;

/// Integers of 32 bits, signed or not, as pairs: their two halves, each of which an `f32` holds.
final class WideIntegers {
  private static final int HALF_BITS = 16;

  private final Builder out;

  WideIntegers(Builder out) {
    this.out = out;
  }

  Pair pair(Value integers) {
    TensorType type = integers.tensorType();
    Value half = out.splat(type, HALF_BITS);
    Value up =
        out.add(
            type.element() == ElementType.I32
                ? new ShiftRightArithmeticOp(integers, half)
                : new ShiftRightLogicalOp(integers, half));
    Value below = out.and(integers, out.splat(type, (1L << HALF_BITS) - 1));
    Value high = out.convert(up, ElementType.F32);
    Value scale = out.splat(high.tensorType(), (double) (1L << HALF_BITS));
    return new PairArithmetic(out)
        .sum(out.multiply(high, scale), out.convert(below, ElementType.F32));
  }
}
