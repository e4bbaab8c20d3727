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
import java.util.function.LongPredicate;
import java.util.stream.IntStream;

/// What stands for ops of two operands. On truth values, sums and maxima are "or", products and
/// minima "and".
final class BinaryRules {
  private final Arithmetic arithmetic;
  private final Bits bits;
  private final Functions functions;

  BinaryRules(Arithmetic arithmetic, Bits bits, Functions functions) {
    this.arithmetic = arithmetic;
    this.bits = bits;
    this.functions = functions;
  }

  Wire write(BinaryElementwise op, Wire a, Wire b) {
    boolean number = !a.element().isBoolean();
    return switch (op) {
      case AddOp _ -> number ? arithmetic.apply("Add", a, b) : bits.combine("Or", a, b);
      case MaximumOp _ -> number ? arithmetic.maximum(a, b) : bits.combine("Or", a, b);
      case MinimumOp _ -> number ? arithmetic.minimum(a, b) : bits.combine("And", a, b);
      case MultiplyOp _ -> number ? arithmetic.apply("Mul", a, b) : bits.combine("And", a, b);
      case SubtractOp _ -> arithmetic.apply("Sub", a, b);
      case DivideOp _ -> arithmetic.apply("Div", a, divisor(b, op.rhs()));
      case RemainderOp _ -> arithmetic.remainder(a, divisor(b, op.rhs()));
      case PowerOp _ -> arithmetic.apply("Pow", floats(a), floats(b));
      case AndOp _ -> bits.combine("And", a, b);
      case OrOp _ -> bits.combine("Or", a, b);
      case XorOp _ -> bits.combine("Xor", a, b);
      case ShiftLeftOp _ -> bits.shiftLeft(a, b, isInside(op.rhs()));
      case ShiftRightArithmeticOp _ -> bits.shiftRightArithmetic(a, b, isInside(op.rhs()));
      case ShiftRightLogicalOp _ -> bits.shiftRightLogical(a, b, isInside(op.rhs()));
      case Atan2Op _ -> functions.angle(a, b);
    };
  }

  private static Wire floats(Wire operand) {
    if (!operand.element().isFloat()) {
      throw new UnwritableOp("powers of integers are not written");
    }
    return operand;
  }

  /// By 0, and the least number by -1, integers are not divided: what comes of it is left open.
  private static Wire divisor(Wire wire, Value divisor) {
    if (!wire.element().isFloat() && !holds(divisor, number -> number != 0 && number != -1)) {
      throw new UnwritableOp(
          "integers are divided by constants other than 0 and -1 only: else it is left open");
    }
    return wire;
  }

  /// Whether all amounts of a shift are known to be less than the width.
  private static boolean isInside(Value amounts) {
    int width = amounts.tensorType().element().bits();
    return holds(amounts, bits -> Long.compareUnsigned(bits, width) < 0);
  }

  /// Whether something is known of all elements.
  private static boolean holds(Value value, LongPredicate fact) {
    return value instanceof Result result
        && switch (result.instruction().op()) {
          case ConstantOp(Literal literal) -> holds(literal, fact);
          case BroadcastInDimOp broadcast -> holds(broadcast.operand(), fact);
          case ReshapeOp reshape -> holds(reshape.operand(), fact);
          default -> false;
        };
  }

  private static boolean holds(Literal literal, LongPredicate fact) {
    int stored = literal.isSplat() ? 1 : Math.toIntExact(literal.type().size());
    return IntStream.range(0, stored).mapToLong(literal::asLong).allMatch(fact);
  }
}
