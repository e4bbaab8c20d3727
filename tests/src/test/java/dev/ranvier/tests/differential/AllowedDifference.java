package dev.ranvier.tests.differential;

import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.op.Atan2Op;
import dev.ranvier.ir.op.CbrtOp;
import dev.ranvier.ir.op.ClampOp;
import dev.ranvier.ir.op.ConvertOp;
import dev.ranvier.ir.op.ConvolutionOp;
import dev.ranvier.ir.op.CosineOp;
import dev.ranvier.ir.op.DivideOp;
import dev.ranvier.ir.op.DotGeneralOp;
import dev.ranvier.ir.op.ExponentialMinusOneOp;
import dev.ranvier.ir.op.ExponentialOp;
import dev.ranvier.ir.op.LogOp;
import dev.ranvier.ir.op.LogPlusOneOp;
import dev.ranvier.ir.op.LogisticOp;
import dev.ranvier.ir.op.MaximumOp;
import dev.ranvier.ir.op.MinimumOp;
import dev.ranvier.ir.op.Numbers;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.PowerOp;
import dev.ranvier.ir.op.ReduceOp;
import dev.ranvier.ir.op.ReduceWindowOp;
import dev.ranvier.ir.op.RsqrtOp;
import dev.ranvier.ir.op.ScatterOp;
import dev.ranvier.ir.op.SelectAndScatterOp;
import dev.ranvier.ir.op.SineOp;
import dev.ranvier.ir.op.TanOp;
import dev.ranvier.ir.op.TanhOp;
import dev.ranvier.ir.op.TensorOp;
import dev.ranvier.ir.type.ElementType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where a plugin may differ from the evaluator: bit for bit equality is expected of everything
/// that no rule here allows. The rules describe XLA on CPU, of the default plugin. The older
/// `xla-cpu-pjrt` agrees by the same rules, save that it computes cube roots as powers, which are
/// some forty units off.
enum AllowedDifference {
  /// Both are NaN. Which one, and of which sign, IEEE 754 leaves open.
  NAN_PAYLOAD {
    @Override
    boolean explains(Difference found) {
      return found.element().isFloat()
          && Double.isNaN(found.expectedNumber())
          && Double.isNaN(found.gotNumber());
    }
  },

  /// Functions that IEEE 754 does not ask to be rounded correctly: a few units in the last place,
  /// by the table below. The small types are computed in `f32` and rounded to their own precision
  /// from there, so that a result may fall to the other side of a tie: one unit; only `f16` has an
  /// `exponential_minus_one` of its own, a product of two functions that are rounded before.
  APPROXIMATION {
    @Override
    boolean explains(Difference found) {
      Integer most = UNITS.get(found.step().op());
      return most != null
          && found.element().isFloat()
          && FloatBits.units(found) <= (isSmall(found) ? 1 : most);
    }

    private static boolean isSmall(Difference found) {
      boolean ownFunction =
          found.element() == ElementType.F16 && found.step().op() == ExponentialMinusOneOp.class;
      return found.element().bits() < 32 && !ownFunction;
    }
  },

  /// Sums of floats are taken in another order, or in a wider type: the difference is bounded by a
  /// rounding error for each term, relative to the sum of the terms' magnitudes.
  SUM_ORDER {
    @Override
    boolean explains(Difference found) {
      if (!SUMS.contains(found.step().op()) || !found.element().isFloat()) {
        return false;
      }
      double magnitude =
          found.withOperands(FloatBits.magnitudes(found.operands())).expectedNumber();
      int terms = found.operands().stream().mapToInt(Tensor::size).sum();
      double bound = terms * FloatBits.unitRoundoff(found.element()) * magnitude;
      return Math.abs(found.expectedNumber() - found.gotNumber()) <= bound;
    }
  },

  /// `f64` to a small float is rounded twice, by way of `f32`.
  DOUBLE_ROUNDING {
    @Override
    boolean explains(Difference found) {
      if (found.step().op() != ConvertOp.class
          || found.operands().getFirst().type().element() != ElementType.F64
          || !found.element().isFloat()) {
        return false;
      }
      double once = (float) found.operands().getFirst().asDouble(found.index());
      return Numbers.bitsOf(found.element(), once) == found.got().bits(found.index());
    }
  },

  /// Integer powers look at the lowest six bits of the exponent only. An unsigned exponent with the
  /// highest bit set may also be taken for a negative one, whose power is 0.
  EXPONENT_OF_SIX_BITS {
    @Override
    boolean explains(Difference found) {
      if (found.step().op() != PowerOp.class || found.element().isFloat()) {
        return false;
      }
      long base = found.operands().getFirst().bits(found.index());
      long exponent = found.operands().getLast().bits(found.index());
      long product = 1;
      for (long i = exponent & 63; i > 0; i--) {
        product *= base;
      }
      long got = found.got().bits(found.index());
      boolean top = (exponent >> (found.element().bits() - 1) & 1) == 1;
      boolean negative = top && !found.element().isUnsigned();
      return !negative && (got == Numbers.bitsOf(found.element(), product) || (top && got == 0));
    }
  },

  /// `logistic` of `f16` overflows within, and gives 0 where the result is below 1/65504.
  LOGISTIC_OF_F16 {
    @Override
    boolean explains(Difference found) {
      return found.step().op() == LogisticOp.class
          && found.element() == ElementType.F16
          && found.expectedNumber() < 1.0 / 65504
          && found.gotNumber() == 0;
    }
  },

  /// Cube roots, angles, logarithms and powers of subnormal numbers may be anything: they begin
  /// with the number's bits.
  FUNCTION_OF_SUBNORMAL {
    @Override
    boolean explains(Difference found) {
      return OF_BITS.contains(found.step().op())
          && found.operands().stream()
              .anyMatch(operand -> FloatBits.isSubnormal(operand, found.index()));
    }
  },

  /// `maximum`, `minimum` and `clamp` pass over a NaN, or take one zero for the other, depending on
  /// which operand it is: what XLA's `xla_cpu_enable_fast_min_max` does, which is on unless told
  /// otherwise.
  FAST_EXTREMES {
    @Override
    boolean explains(Difference found) {
      return found.element().isFloat()
          && (Double.isNaN(found.expectedNumber()) || found.areZeros())
          && found.uses(AllowedDifference::isExtreme);
    }
  },

  /// An integer that is divided by itself gives 1, even if it is 0, where the program shows that it
  /// is the same; otherwise a division by 0 gives all ones.
  DIVISION_BY_ITSELF {
    @Override
    boolean explains(Difference found) {
      List<Slot> operands = found.step().operands();
      return found.step().op() == DivideOp.class
          && !found.element().isFloat()
          && operands.getFirst().equals(operands.getLast())
          && found.operands().getFirst().bits(found.index()) == 0
          && found.got().bits(found.index()) == 1;
    }
  },

  /// Subnormal numbers of `f32`, `bf16` and `f64` are taken and given as zeros, mostly of their
  /// sign.
  SUBNORMAL_IS_ZERO {
    @Override
    boolean explains(Difference found) {
      if (isZero(found)) {
        return true;
      }
      List<Tensor> zeros = found.operands().stream().map(FloatBits::flushed).toList();
      if (zeros.equals(found.operands())) {
        return false;
      }
      Difference other = found.withOperands(zeros);
      return isZero(other)
          || Arrays.stream(values()).anyMatch(rule -> rule != this && rule.explains(other));
    }

    private boolean isZero(Difference found) {
      return found.areSame(FloatBits::flushed)
          || (found.areSmall() && found.operands().stream().anyMatch(FloatBits::hasSubnormal));
    }
  };

  private static final List<Class<? extends TensorOp>> OF_BITS =
      List.of(Atan2Op.class, CbrtOp.class, LogOp.class, PowerOp.class);

  private static final List<Class<? extends TensorOp>> SUMS =
      List.of(
          ReduceOp.class,
          ReduceWindowOp.class,
          SelectAndScatterOp.class,
          ScatterOp.class,
          DotGeneralOp.class,
          ConvolutionOp.class);

  /// Units in the last place of `f32` and `f64`.
  private static final Map<Class<? extends TensorOp>, Integer> UNITS =
      Map.ofEntries(
          Map.entry(Atan2Op.class, 2),
          Map.entry(CbrtOp.class, 2),
          Map.entry(CosineOp.class, 2),
          Map.entry(ExponentialOp.class, 2),
          Map.entry(ExponentialMinusOneOp.class, 4),
          Map.entry(LogOp.class, 2),
          Map.entry(LogPlusOneOp.class, 3),
          Map.entry(LogisticOp.class, 3),
          Map.entry(PowerOp.class, 2),
          Map.entry(RsqrtOp.class, 2),
          Map.entry(SineOp.class, 2),
          Map.entry(TanOp.class, 2),
          Map.entry(TanhOp.class, 4));

  private static boolean isExtreme(Op op) {
    return op instanceof MaximumOp || op instanceof MinimumOp || op instanceof ClampOp;
  }

  abstract boolean explains(Difference found);

  static Optional<AllowedDifference> of(Difference found) {
    return Arrays.stream(values()).filter(rule -> rule.explains(found)).findFirst();
  }
}
