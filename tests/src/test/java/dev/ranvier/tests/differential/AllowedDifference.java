package dev.ranvier.tests.differential;

import dev.ranvier.ir.eval.Evaluator;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.op.*;
import dev.ranvier.ir.type.ElementType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where a plugin may differ from the evaluator: bit for bit equality is expected of everything
/// that no rule here allows. The rules describe XLA on CPU, as seen with both pinned plugins.
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
  /// from there, so that a result may fall to the other side of a tie: one unit.
  APPROXIMATION {
    @Override
    boolean explains(Difference found) {
      Integer most = UNITS.get(found.step().op());
      return most != null
          && found.element().isFloat()
          && FloatBits.units(found) <= (found.element().bits() < 32 ? 1 : most);
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
      double magnitude = found.withOperands(FloatBits.magnitudes(found.operands())).expectedNumber();
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

  /// Integer powers look at the lowest six bits of the exponent, and at unsigned exponents as at
  /// signed ones.
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
      long sign = exponent << (64 - found.element().bits());
      return (sign >= 0 ? Numbers.bitsOf(found.element(), product) : 0)
          == found.got().bits(found.index());
    }
  },

  /// The cube root of a subnormal number is of the right sign and tiny, but not the root.
  CUBE_ROOT_OF_SUBNORMAL {
    @Override
    boolean explains(Difference found) {
      return found.step().op() == CbrtOp.class
          && FloatBits.isSubnormal(found.operands().getFirst(), found.index())
          && Math.signum(found.expectedNumber()) == Math.signum(found.gotNumber())
          && Math.abs(found.gotNumber()) <= Math.abs(found.expectedNumber());
    }
  },

  /// Subnormal numbers of `f32`, `bf16` and `f64` are taken and given as zeros of their sign.
  SUBNORMAL_IS_ZERO {
    @Override
    boolean explains(Difference found) {
      if (FloatBits.flushed(found.got(), found.index())
          == FloatBits.flushed(found.expected(), found.index())) {
        return true;
      }
      List<Tensor> zeros = found.operands().stream().map(FloatBits::flushed).toList();
      if (zeros.equals(found.operands())) {
        return false;
      }
      Difference other = found.withOperands(zeros);
      return FloatBits.flushed(other.got(), found.index())
              == FloatBits.flushed(other.expected(), found.index())
          || Arrays.stream(values()).anyMatch(rule -> rule != this && rule.explains(other));
    }
  };

  private static final List<Class<? extends TensorOp>> SUMS =
      List.of(
          ReduceOp.class,
          ReduceWindowOp.class,
          SelectAndScatterOp.class,
          ScatterOp.class,
          DotGeneralOp.class);

  /// Units in the last place of `f32` and `f64`.
  private static final Map<Class<? extends TensorOp>, Integer> UNITS =
      Map.ofEntries(
          Map.entry(Atan2Op.class, 4),
          Map.entry(CbrtOp.class, 4),
          Map.entry(CosineOp.class, 4),
          Map.entry(ExponentialOp.class, 4),
          Map.entry(ExponentialMinusOneOp.class, 4),
          Map.entry(LogOp.class, 4),
          Map.entry(LogPlusOneOp.class, 4),
          Map.entry(LogisticOp.class, 4),
          Map.entry(PowerOp.class, 4),
          Map.entry(RsqrtOp.class, 4),
          Map.entry(SineOp.class, 4),
          Map.entry(TanOp.class, 4),
          Map.entry(TanhOp.class, 4));

  abstract boolean explains(Difference found);

  static Optional<AllowedDifference> of(Difference found) {
    return Arrays.stream(values()).filter(rule -> rule.explains(found)).findFirst();
  }
}
