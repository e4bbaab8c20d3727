package dev.ranvier.compiler.onnx;

import dev.ranvier.ir.op.AddOp;
import dev.ranvier.ir.op.AndOp;
import dev.ranvier.ir.op.Atan2Op;
import dev.ranvier.ir.op.BinaryElementwise;
import dev.ranvier.ir.op.BroadcastInDimOp;
import dev.ranvier.ir.op.ConstantOp;
import dev.ranvier.ir.op.DivideOp;
import dev.ranvier.ir.op.Literal;
import dev.ranvier.ir.op.MaximumOp;
import dev.ranvier.ir.op.MinimumOp;
import dev.ranvier.ir.op.MultiplyOp;
import dev.ranvier.ir.op.OrOp;
import dev.ranvier.ir.op.PowerOp;
import dev.ranvier.ir.op.RemainderOp;
import dev.ranvier.ir.op.ReshapeOp;
import dev.ranvier.ir.op.Result;
import dev.ranvier.ir.op.ShiftLeftOp;
import dev.ranvier.ir.op.ShiftRightArithmeticOp;
import dev.ranvier.ir.op.ShiftRightLogicalOp;
import dev.ranvier.ir.op.SubtractOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.op.XorOp;

/// What stands for ops of two operands. On truth values, sums and maxima are "or", products and
/// minima "and".
final class BinaryRules {
  private final Arithmetic arithmetic;
  private final Bits bits;

  BinaryRules(Arithmetic arithmetic, Bits bits) {
    this.arithmetic = arithmetic;
    this.bits = bits;
  }

  Wire write(BinaryElementwise op, Wire a, Wire b) {
    boolean number = !a.element().isBoolean();
    return switch (op) {
      case AddOp _ -> number ? arithmetic.apply("Add", a, b) : bits.combine("Or", a, b);
      case MaximumOp _ -> number ? arithmetic.maximum(a, b) : bits.combine("Or", a, b);
      case MinimumOp _ -> number ? arithmetic.minimum(a, b) : bits.combine("And", a, b);
      case MultiplyOp _ -> number ? arithmetic.apply("Mul", a, b) : bits.combine("And", a, b);
      case SubtractOp _ -> arithmetic.apply("Sub", a, b);
      case DivideOp _ -> arithmetic.apply("Div", floats(a), floats(b));
      case RemainderOp _ -> arithmetic.remainder(floats(a), floats(b));
      case PowerOp _ -> arithmetic.apply("Pow", floats(a), floats(b));
      case AndOp _ -> bits.combine("And", a, b);
      case OrOp _ -> bits.combine("Or", a, b);
      case XorOp _ -> bits.combine("Xor", a, b);
      case ShiftLeftOp _ -> bits.shiftLeft(a, b, isInside(op.rhs()));
      case ShiftRightArithmeticOp _ -> bits.shiftRightArithmetic(a, b, isInside(op.rhs()));
      case ShiftRightLogicalOp _ -> bits.shiftRightLogical(a, b, isInside(op.rhs()));
      case Atan2Op _ -> throw new UnwritableOp("there is none of two numbers");
    };
  }

  private static Wire floats(Wire operand) {
    if (!operand.element().isFloat()) {
      throw new UnwritableOp("integers are not divided: by 0 that is left open");
    }
    return operand;
  }

  /// Whether all amounts of a shift are known to be less than the width.
  private static boolean isInside(Value amounts) {
    return amounts instanceof Result result
        && switch (result.instruction().op()) {
          case ConstantOp(Literal literal) -> isInside(literal);
          case BroadcastInDimOp broadcast -> isInside(broadcast.operand());
          case ReshapeOp reshape -> isInside(reshape.operand());
          default -> false;
        };
  }

  private static boolean isInside(Literal amounts) {
    int stored = amounts.isSplat() ? 1 : Math.toIntExact(amounts.type().size());
    int width = amounts.type().element().bits();
    for (int i = 0; i < stored; i++) {
      if (Long.compareUnsigned(amounts.bits(i), width) >= 0) {
        return false;
      }
    }
    return true;
  }
}
