package dev.ranvier.compiler.onnx;

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
import dev.ranvier.ir.op.ResultAccuracy;
import dev.ranvier.ir.op.RoundNearestAfzOp;
import dev.ranvier.ir.op.RoundNearestEvenOp;
import dev.ranvier.ir.op.RsqrtOp;
import dev.ranvier.ir.op.SignOp;
import dev.ranvier.ir.op.SineOp;
import dev.ranvier.ir.op.SqrtOp;
import dev.ranvier.ir.op.TanOp;
import dev.ranvier.ir.op.TanhOp;
import dev.ranvier.ir.op.Transcendental;
import dev.ranvier.ir.op.UnaryElementwise;

/// What stands for ops of one operand.
final class UnaryRules {
  private final Arithmetic arithmetic;
  private final Bits bits;
  private final Functions functions;

  UnaryRules(Arithmetic arithmetic, Bits bits, Functions functions) {
    this.arithmetic = arithmetic;
    this.bits = bits;
    this.functions = functions;
  }

  Wire write(UnaryElementwise op, Wire x) {
    if (op instanceof Transcendental function
        && !function.accuracy().equals(ResultAccuracy.DEFAULT)) {
      throw new UnwritableOp("no accuracy can be asked for");
    }
    return switch (op) {
      case AbsOp _ -> x.element().isUnsigned() ? x : arithmetic.apply("Abs", x);
      case CeilOp _ -> arithmetic.apply("Ceil", x);
      case CosineOp _ -> arithmetic.apply("Cos", x);
      case CountLeadingZerosOp _ -> bits.countLeadingZeros(x);
      case ExponentialOp _ -> arithmetic.apply("Exp", x);
      case FloorOp _ -> arithmetic.apply("Floor", x);
      case LogOp _ -> arithmetic.apply("Log", x);
      case LogisticOp _ -> arithmetic.apply("Sigmoid", x);
      case NegateOp _ -> arithmetic.apply("Neg", x);
      case NotOp _ -> bits.not(x);
      case PopcntOp _ -> bits.count(x);
      case RoundNearestAfzOp _ -> arithmetic.roundAwayFromZero(x);
      case RoundNearestEvenOp _ -> arithmetic.apply("Round", x);
      case RsqrtOp _ -> arithmetic.apply("Reciprocal", arithmetic.apply("Sqrt", x));
      case SignOp _ -> arithmetic.sign(x);
      case SineOp _ -> arithmetic.apply("Sin", x);
      case SqrtOp _ -> arithmetic.apply("Sqrt", x);
      case TanOp _ -> arithmetic.apply("Tan", x);
      case TanhOp _ -> arithmetic.apply("Tanh", x);
      case CbrtOp _ -> functions.cubeRoot(x);
      case ExponentialMinusOneOp _ -> functions.exponentialMinusOne(x);
      case LogPlusOneOp _ -> functions.logPlusOne(x);
    };
  }
}
