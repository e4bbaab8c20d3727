package dev.ranvier.ir.eval;

import dev.ranvier.ir.op.AbsOp;
import dev.ranvier.ir.op.CbrtOp;
import dev.ranvier.ir.op.CeilOp;
import dev.ranvier.ir.op.CosineOp;
import dev.ranvier.ir.op.CountLeadingZerosOp;
import dev.ranvier.ir.op.ExponentialMinusOneOp;
import dev.ranvier.ir.op.ExponentialOp;
import dev.ranvier.ir.op.FloorOp;
import dev.ranvier.ir.op.LogOp;
import dev.ranvier.ir.op.LogPlusOneOp;
import dev.ranvier.ir.op.LogisticOp;
import dev.ranvier.ir.op.NegateOp;
import dev.ranvier.ir.op.NotOp;
import dev.ranvier.ir.op.PopcntOp;
import dev.ranvier.ir.op.RoundNearestAfzOp;
import dev.ranvier.ir.op.RoundNearestEvenOp;
import dev.ranvier.ir.op.RsqrtOp;
import dev.ranvier.ir.op.SignOp;
import dev.ranvier.ir.op.SineOp;
import dev.ranvier.ir.op.SqrtOp;
import dev.ranvier.ir.op.TanOp;
import dev.ranvier.ir.op.TanhOp;
import dev.ranvier.ir.op.UnaryElementwise;
import dev.ranvier.ir.type.ElementType;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongUnaryOperator;

/// Elementwise ops of one operand.
final class UnaryKernels {
  private UnaryKernels() {}

  static Tensor evaluate(UnaryElementwise op, Tensor operand) {
    ElementType element = operand.type().element();
    return element.isFloat()
        ? Maps.floats(operand, onFloats(op))
        : Maps.integers(operand, onIntegers(op, element));
  }

  private static DoubleUnaryOperator onFloats(UnaryElementwise op) {
    return switch (op) {
      case AbsOp _ -> Math::abs;
      case CbrtOp _ -> StrictMath::cbrt;
      case CeilOp _ -> Math::ceil;
      case CosineOp _ -> StrictMath::cos;
      case ExponentialOp _ -> StrictMath::exp;
      case ExponentialMinusOneOp _ -> StrictMath::expm1;
      case FloorOp _ -> Math::floor;
      case LogOp _ -> StrictMath::log;
      case LogPlusOneOp _ -> StrictMath::log1p;
      case LogisticOp _ -> FloatMath::logistic;
      case NegateOp _ -> x -> -x;
      case RoundNearestAfzOp _ -> FloatMath::roundHalfAway;
      case RoundNearestEvenOp _ -> Math::rint;
      case RsqrtOp _ -> FloatMath::reciprocalSquareRoot;
      case SignOp _ -> Math::signum;
      case SineOp _ -> StrictMath::sin;
      case SqrtOp _ -> Math::sqrt;
      case TanOp _ -> StrictMath::tan;
      case TanhOp _ -> StrictMath::tanh;
      case CountLeadingZerosOp _, NotOp _, PopcntOp _ -> throw Fault.of("expected no floats");
    };
  }

  private static LongUnaryOperator onIntegers(UnaryElementwise op, ElementType element) {
    int width = element.bits();
    return switch (op) {
      case AbsOp _ -> element.isUnsigned() ? x -> x : Math::abs;
      case CountLeadingZerosOp _ ->
          x -> Long.numberOfLeadingZeros(IntegerMath.zeroExtended(x, width)) - (64 - width);
      case NegateOp _ -> x -> -x;
      case NotOp _ -> element.isBoolean() ? x -> 1 - x : x -> ~x;
      case PopcntOp _ -> x -> Long.bitCount(IntegerMath.zeroExtended(x, width));
      case SignOp _ -> element.isUnsigned() ? x -> x == 0 ? 0 : 1 : Long::signum;
      case CbrtOp _,
          CeilOp _,
          CosineOp _,
          ExponentialOp _,
          ExponentialMinusOneOp _,
          FloorOp _,
          LogOp _,
          LogPlusOneOp _,
          LogisticOp _,
          RoundNearestAfzOp _,
          RoundNearestEvenOp _,
          RsqrtOp _,
          SineOp _,
          SqrtOp _,
          TanOp _,
          TanhOp _ ->
          throw Fault.of("expected floats, got %s", element);
    };
  }
}
