package dev.ranvier.ir.eval;

import dev.ranvier.ir.op.AddOp;
import dev.ranvier.ir.op.AndOp;
import dev.ranvier.ir.op.Atan2Op;
import dev.ranvier.ir.op.BinaryElementwise;
import dev.ranvier.ir.op.DivideOp;
import dev.ranvier.ir.op.MaximumOp;
import dev.ranvier.ir.op.MinimumOp;
import dev.ranvier.ir.op.MultiplyOp;
import dev.ranvier.ir.op.OrOp;
import dev.ranvier.ir.op.PowerOp;
import dev.ranvier.ir.op.RemainderOp;
import dev.ranvier.ir.op.ShiftLeftOp;
import dev.ranvier.ir.op.ShiftRightArithmeticOp;
import dev.ranvier.ir.op.ShiftRightLogicalOp;
import dev.ranvier.ir.op.SubtractOp;
import dev.ranvier.ir.op.XorOp;
import dev.ranvier.ir.type.ElementType;
import java.util.function.DoubleBinaryOperator;
import java.util.function.LongBinaryOperator;

/// Elementwise ops of two operands. Maximum and minimum of floats are those of IEEE 754-2019: NaN
/// if either is, and -0 below 0.
final class BinaryKernels {
  private BinaryKernels() {}

  static Tensor evaluate(BinaryElementwise op, Tensor lhs, Tensor rhs) {
    ElementType element = lhs.type().element();
    return element.isFloat()
        ? Maps.floats(lhs, rhs, onFloats(op))
        : Maps.integers(lhs, rhs, onIntegers(op, element));
  }

  /// The function on numbers of a float type; the result is yet to be rounded to that type.
  static DoubleBinaryOperator onFloats(BinaryElementwise op) {
    return switch (op) {
      case AddOp _ -> (a, b) -> a + b;
      case Atan2Op _ -> StrictMath::atan2;
      case DivideOp _ -> (a, b) -> a / b;
      case MaximumOp _ -> Math::max;
      case MinimumOp _ -> Math::min;
      case MultiplyOp _ -> (a, b) -> a * b;
      case PowerOp _ -> FloatMath::power;
      case RemainderOp _ -> FloatMath::remainder;
      case SubtractOp _ -> (a, b) -> a - b;
      case AndOp _,
          OrOp _,
          ShiftLeftOp _,
          ShiftRightArithmeticOp _,
          ShiftRightLogicalOp _,
          XorOp _ ->
          throw Fault.of("expected no floats");
    };
  }

  /// The function on patterns of an integer type or of booleans; the result is yet to be wrapped.
  static LongBinaryOperator onIntegers(BinaryElementwise op, ElementType element) {
    boolean unsigned = element.isUnsigned();
    int width = element.bits();
    return switch (op) {
      case AddOp _ -> (a, b) -> a + b;
      case AndOp _ -> (a, b) -> a & b;
      case DivideOp _ -> unsigned ? IntegerMath::divideUnsigned : IntegerMath::divide;
      case MaximumOp _ -> unsigned ? IntegerMath::maximumUnsigned : Math::max;
      case MinimumOp _ -> unsigned ? IntegerMath::minimumUnsigned : Math::min;
      case MultiplyOp _ -> (a, b) -> a * b;
      case OrOp _ -> (a, b) -> a | b;
      case PowerOp _ -> unsigned ? IntegerMath::powerUnsigned : IntegerMath::power;
      case RemainderOp _ -> unsigned ? IntegerMath::remainderUnsigned : IntegerMath::remainder;
      case ShiftLeftOp _ -> (a, b) -> IntegerMath.shiftLeft(a, b, width);
      case ShiftRightArithmeticOp _ ->
          (a, b) -> IntegerMath.shiftRightArithmetic(IntegerMath.signExtended(a, width), b, width);
      case ShiftRightLogicalOp _ ->
          (a, b) -> IntegerMath.shiftRightLogical(IntegerMath.zeroExtended(a, width), b, width);
      case SubtractOp _ -> (a, b) -> a - b;
      case XorOp _ -> (a, b) -> a ^ b;
      case Atan2Op _ -> throw Fault.of("expected floats, got %s", element);
    };
  }
}
