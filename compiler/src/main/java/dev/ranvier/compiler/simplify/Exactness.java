package dev.ranvier.compiler.simplify;

import dev.ranvier.ir.op.AbsOp;
import dev.ranvier.ir.op.AddOp;
import dev.ranvier.ir.op.BinaryElementwise;
import dev.ranvier.ir.op.CeilOp;
import dev.ranvier.ir.op.ClampOp;
import dev.ranvier.ir.op.CompareOp;
import dev.ranvier.ir.op.ConvertOp;
import dev.ranvier.ir.op.ConvolutionOp;
import dev.ranvier.ir.op.DivideOp;
import dev.ranvier.ir.op.DotGeneralOp;
import dev.ranvier.ir.op.FloorOp;
import dev.ranvier.ir.op.Literal;
import dev.ranvier.ir.op.MaximumOp;
import dev.ranvier.ir.op.MinimumOp;
import dev.ranvier.ir.op.MultiplyOp;
import dev.ranvier.ir.op.NegateOp;
import dev.ranvier.ir.op.Numbers;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.PowerOp;
import dev.ranvier.ir.op.RemainderOp;
import dev.ranvier.ir.op.RoundNearestAfzOp;
import dev.ranvier.ir.op.RoundNearestEvenOp;
import dev.ranvier.ir.op.ShiftLeftOp;
import dev.ranvier.ir.op.ShiftRightArithmeticOp;
import dev.ranvier.ir.op.ShiftRightLogicalOp;
import dev.ranvier.ir.op.SignOp;
import dev.ranvier.ir.op.SqrtOp;
import dev.ranvier.ir.op.SubtractOp;
import dev.ranvier.ir.op.UnaryElementwise;
import dev.ranvier.ir.type.ElementType;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;

/// Where the specification leaves no choice, so that a device gives the same bits as the evaluator.
///
/// Left to the device are: functions of floats that IEEE 754 does not bind (`exponential`, `tanh`,
/// `power`, ...), and products of float matrices, which are added up in any order; the bits of a
/// NaN, and whether a subnormal number counts as 0; which of 0 and -0 is larger; floats that become
/// integers out of range, or floats of 16 and 8 bits that must be rounded; divisions of integers by
/// 0, and of the smallest by -1; shifts by the width or more; negative powers.
final class Exactness {
  private Exactness() {}

  /// Whether an op without regions gives the same on these operands everywhere.
  static boolean isExact(Op op, List<Literal> operands) {
    if (isArithmetic(op) && !operands.stream().allMatch(Exactness::isPlain)) {
      return false;
    }
    return switch (op) {
      case UnaryElementwise unary -> !isFloat(operands.getFirst()) || isBound(unary);
      case BinaryElementwise binary ->
          isFloat(operands.getFirst())
              ? isExactOnFloats(binary, operands.getFirst(), operands.getLast())
              : isExactOnIntegers(binary, operands.getLast());
      case ConvertOp convert -> isExact(convert.type().element(), operands.getFirst());
      case DotGeneralOp product ->
          product.algorithm().isEmpty()
              && operands.stream().noneMatch(Exactness::isFloat)
              && !product.type().element().isFloat();
      case ConvolutionOp convolution ->
          operands.stream().noneMatch(Exactness::isFloat)
              && !convolution.type().element().isFloat();
      default -> true;
    };
  }

  /// Whether a result may stand in the program's text for what a device would compute.
  static boolean isExact(Op op, Literal result) {
    return !isArithmetic(op) || isPlain(result);
  }

  /// Whether a divisor is sure to be neither 0 nor -1.
  static boolean isHarmlessDivisor(Literal divisor) {
    return all(divisor, bits -> bits != 0 && bits != -1);
  }

  /// All but moving and choosing.
  private static boolean isArithmetic(Op op) {
    return switch (op) {
      case UnaryElementwise _,
          BinaryElementwise _,
          ClampOp _,
          CompareOp _,
          ConvertOp _,
          ConvolutionOp _,
          DotGeneralOp _ ->
          true;
      default -> false;
    };
  }

  private static boolean isFloat(Literal literal) {
    return literal.type().element().isFloat();
  }

  /// Whether every device sees the same numbers: no NaN, and nothing that is subnormal.
  private static boolean isPlain(Literal literal) {
    ElementType element = literal.type().element();
    return switch (element) {
      case F8E4M3FN -> isPlain(literal, 0x1p-6);
      case F16 -> isPlain(literal, 0x1p-14);
      case BF16, F32 -> isPlain(literal, 0x1p-126);
      case F64 -> isPlain(literal, 0x1p-1022);
      case I1, I8, I16, I32, I64, U8, U16, U32, U64 -> true;
    };
  }

  private static boolean isPlain(Literal literal, double smallestNormal) {
    ElementType element = literal.type().element();
    return all(
        literal,
        bits -> {
          double number = Math.abs(Numbers.toDouble(element, bits));
          return number == 0 || number >= smallestNormal;
        });
  }

  private static boolean isBound(UnaryElementwise op) {
    return switch (op) {
      case AbsOp _,
          CeilOp _,
          FloorOp _,
          NegateOp _,
          RoundNearestAfzOp _,
          RoundNearestEvenOp _,
          SignOp _,
          SqrtOp _ ->
          true;
      default -> false;
    };
  }

  private static boolean isExactOnFloats(BinaryElementwise op, Literal lhs, Literal rhs) {
    return switch (op) {
      case AddOp _, SubtractOp _, MultiplyOp _, DivideOp _ -> true;
      case MaximumOp _, MinimumOp _ -> !haveZeros(lhs, rhs);
      default -> false;
    };
  }

  private static boolean haveZeros(Literal lhs, Literal rhs) {
    return IntStream.range(0, (int) lhs.type().size())
        .anyMatch(i -> lhs.asDouble(i) == 0 && rhs.asDouble(i) == 0);
  }

  private static boolean isExactOnIntegers(BinaryElementwise op, Literal rhs) {
    int width = rhs.type().element().bits();
    return switch (op) {
      case DivideOp _, RemainderOp _ -> isHarmlessDivisor(rhs);
      case ShiftLeftOp _, ShiftRightArithmeticOp _, ShiftRightLogicalOp _ ->
          all(rhs, bits -> bits >= 0 && bits < width);
      case PowerOp _ -> all(rhs, bits -> bits >= 0);
      default -> true;
    };
  }

  private static boolean isExact(ElementType to, Literal operand) {
    ElementType from = operand.type().element();
    return switch (to) {
      case F64, F32, I1 -> true;
      case F16, BF16, F8E4M3FN -> all(operand, bits -> isHeld(to, Numbers.toDouble(from, bits)));
      case I8, I16, I32, I64, U8, U16, U32, U64 ->
          !from.isFloat() || all(operand, bits -> isInRange(to, Numbers.toDouble(from, bits)));
    };
  }

  private static boolean isHeld(ElementType type, double number) {
    return Numbers.toDouble(type, Numbers.bitsOf(type, number)) == number;
  }

  private static boolean isInRange(ElementType type, double number) {
    double whole = number < 0 ? Math.ceil(number) : Math.floor(number);
    double limit = Math.scalb(1.0, type.isUnsigned() ? type.bits() : type.bits() - 1);
    return whole < limit && whole >= (type.isUnsigned() ? 0 : -limit);
  }

  /// Whether all elements' patterns are such; a splat has one.
  private static boolean all(Literal literal, LongPredicate test) {
    int size = literal.isSplat() ? 1 : (int) literal.type().size();
    return IntStream.range(0, size).mapToLong(literal::bits).allMatch(test);
  }
}
