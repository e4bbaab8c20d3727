package dev.ranvier.compiler.autodiff;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.AbsOp;
import dev.ranvier.ir.op.AddOp;
import dev.ranvier.ir.op.AndOp;
import dev.ranvier.ir.op.Atan2Op;
import dev.ranvier.ir.op.BinaryElementwise;
import dev.ranvier.ir.op.CbrtOp;
import dev.ranvier.ir.op.CeilOp;
import dev.ranvier.ir.op.ClampOp;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.CosineOp;
import dev.ranvier.ir.op.CountLeadingZerosOp;
import dev.ranvier.ir.op.DivideOp;
import dev.ranvier.ir.op.ExponentialMinusOneOp;
import dev.ranvier.ir.op.ExponentialOp;
import dev.ranvier.ir.op.FloorOp;
import dev.ranvier.ir.op.LogOp;
import dev.ranvier.ir.op.LogPlusOneOp;
import dev.ranvier.ir.op.LogisticOp;
import dev.ranvier.ir.op.MaximumOp;
import dev.ranvier.ir.op.MinimumOp;
import dev.ranvier.ir.op.MultiplyOp;
import dev.ranvier.ir.op.NegateOp;
import dev.ranvier.ir.op.NotOp;
import dev.ranvier.ir.op.OrOp;
import dev.ranvier.ir.op.PopcntOp;
import dev.ranvier.ir.op.PowerOp;
import dev.ranvier.ir.op.RemainderOp;
import dev.ranvier.ir.op.RoundNearestAfzOp;
import dev.ranvier.ir.op.RoundNearestEvenOp;
import dev.ranvier.ir.op.RsqrtOp;
import dev.ranvier.ir.op.ShiftLeftOp;
import dev.ranvier.ir.op.ShiftRightArithmeticOp;
import dev.ranvier.ir.op.ShiftRightLogicalOp;
import dev.ranvier.ir.op.SignOp;
import dev.ranvier.ir.op.SineOp;
import dev.ranvier.ir.op.SqrtOp;
import dev.ranvier.ir.op.SubtractOp;
import dev.ranvier.ir.op.TanOp;
import dev.ranvier.ir.op.TanhOp;
import dev.ranvier.ir.op.UnaryElementwise;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.op.XorOp;
import dev.ranvier.ir.type.TensorType;

/// The partial derivatives of the elementwise ops, each times a change: of the result on the way
/// back, of the operand on the way forward. Which of the two makes no difference, element by
/// element.
///
/// Where there is no derivative, these stand for one: `abs` has 0 at 0; `maximum` and `minimum`
/// share equally between equals, as the folds do; `clamp` has 0 where an element equals a bound,
/// for both; `sqrt`, `rsqrt` and `cbrt` have what their formulas give at 0, which is infinite
/// (times a change of 0: not a number, so mask the operand beforehand); steps (`sign`, `floor`,
/// `ceil`, rounding) have 0; `power` has 0 by the base where the exponent is 0, and 0 by the
/// exponent where the base is 0; `remainder` has 1 and minus the truncated quotient. A maximum over
/// windows goes to the first of equals. JAX chooses the same, but for `abs` (1 at 0) and 0 to the
/// power of 0 (not a number by the base).
final class Slopes {
  private Slopes() {}

  /// @param y the result that is differentiated
  static Value unary(Point at, UnaryElementwise op, Value y, Value change) {
    Builder out = at.out();
    Value x = op.operand();
    return switch (op) {
      case AbsOp _ -> out.multiply(change, out.add(new SignOp(at.primal(x))));
      case NegateOp _ -> out.negate(change);
      case CbrtOp _ -> out.divide(change, at.scaled(out.multiply(at.primal(y), at.primal(y)), 3));
      case CosineOp _ -> out.negate(out.multiply(change, out.add(new SineOp(at.primal(x)))));
      case SineOp _ -> out.multiply(change, out.add(new CosineOp(at.primal(x))));
      case TanOp _ -> out.multiply(change, onePlus(at, square(at, y)));
      case TanhOp _ -> out.multiply(change, oneMinus(at, square(at, y)));
      case ExponentialOp _ -> out.multiply(change, at.primal(y));
      case ExponentialMinusOneOp _ -> out.multiply(change, onePlus(at, at.primal(y)));
      case LogOp _ -> out.divide(change, at.primal(x));
      case LogPlusOneOp _ -> out.divide(change, onePlus(at, at.primal(x)));
      case LogisticOp _ ->
          out.multiply(change, out.multiply(at.primal(y), oneMinus(at, at.primal(y))));
      case SqrtOp _ -> out.divide(at.scaled(change, 0.5), at.primal(y));
      case RsqrtOp _ ->
          out.multiply(at.scaled(change, -0.5), out.divide(at.primal(y), at.primal(x)));
      case CeilOp _, FloorOp _, RoundNearestAfzOp _, RoundNearestEvenOp _, SignOp _ ->
          at.like(change, 0);
      case CountLeadingZerosOp _, NotOp _, PopcntOp _ -> throw discrete(op.name());
    };
  }

  /// The part of the first operand.
  static Value lhs(Point at, BinaryElementwise op, Value result, Value change) {
    Builder out = at.out();
    return switch (op) {
      case AddOp _, SubtractOp _, RemainderOp _ -> change;
      case MultiplyOp _ -> out.multiply(change, at.primal(op.rhs()));
      case DivideOp _ -> out.divide(change, at.primal(op.rhs()));
      case MaximumOp _ -> share(at, ComparisonDirection.GT, op.lhs(), op.rhs(), change);
      case MinimumOp _ -> share(at, ComparisonDirection.LT, op.lhs(), op.rhs(), change);
      case PowerOp _ -> out.multiply(change, powerByBase(at, op));
      case Atan2Op _ -> out.multiply(change, out.divide(at.primal(op.rhs()), norm(at, op)));
      case AndOp _, OrOp _, XorOp _, ShiftLeftOp _ -> throw discrete(op.name());
      case ShiftRightArithmeticOp _, ShiftRightLogicalOp _ -> throw discrete(op.name());
    };
  }

  /// The part of the second operand.
  static Value rhs(Point at, BinaryElementwise op, Value result, Value change) {
    Builder out = at.out();
    return switch (op) {
      case AddOp _ -> change;
      case SubtractOp _ -> out.negate(change);
      case MultiplyOp _ -> out.multiply(change, at.primal(op.lhs()));
      case DivideOp _ ->
          out.negate(out.multiply(change, out.divide(at.primal(result), at.primal(op.rhs()))));
      case RemainderOp _ -> out.negate(out.multiply(change, truncatedQuotient(at, op)));
      case MaximumOp _ -> share(at, ComparisonDirection.GT, op.rhs(), op.lhs(), change);
      case MinimumOp _ -> share(at, ComparisonDirection.LT, op.rhs(), op.lhs(), change);
      case PowerOp _ -> out.multiply(change, powerByExponent(at, op, result));
      case Atan2Op _ ->
          out.negate(out.multiply(change, out.divide(at.primal(op.lhs()), norm(at, op))));
      case AndOp _, OrOp _, XorOp _, ShiftLeftOp _ -> throw discrete(op.name());
      case ShiftRightArithmeticOp _, ShiftRightLogicalOp _ -> throw discrete(op.name());
    };
  }

  /// To an element that lies strictly between its bounds.
  static Value clampOperand(Point at, ClampOp op, Value change) {
    Builder out = at.out();
    Value x = at.primal(op.operand());
    Value above = out.compare(ComparisonDirection.GT, x, bound(at, op, op.min()));
    Value below = out.compare(ComparisonDirection.LT, x, bound(at, op, op.max()));
    return out.select(out.and(above, below), change, at.like(change, 0));
  }

  /// To a lower bound that lies strictly above its element.
  static Value clampMin(Point at, ClampOp op, Value change) {
    Value x = at.primal(op.operand());
    Value holds = at.out().compare(ComparisonDirection.GT, bound(at, op, op.min()), x);
    return at.out().select(holds, change, at.like(change, 0));
  }

  /// To an upper bound that lies strictly below its element.
  static Value clampMax(Point at, ClampOp op, Value change) {
    Value x = at.primal(op.operand());
    Value holds = at.out().compare(ComparisonDirection.LT, bound(at, op, op.max()), x);
    return at.out().select(holds, change, at.like(change, 0));
  }

  private static Value bound(Point at, ClampOp op, Value bound) {
    TensorType type = op.operand().tensorType();
    Value primal = at.primal(bound);
    return primal.type().equals(type) ? primal : at.out().broadcast(primal, type);
  }

  /// All of the change to the operand that wins, half of it where they are equal.
  private static Value share(
      Point at, ComparisonDirection wins, Value mine, Value other, Value change) {
    Builder out = at.out();
    Value own = at.primal(mine);
    Value rival = at.primal(other);
    Value tied = out.compare(ComparisonDirection.EQ, own, rival);
    Value won = out.compare(wins, own, rival);
    Value half = at.scaled(change, 0.5);
    return out.select(tied, half, out.select(won, change, at.like(change, 0)));
  }

  /// y x^(y-1), and 0 where y = 0.
  private static Value powerByBase(Point at, BinaryElementwise op) {
    Builder out = at.out();
    Value x = at.primal(op.lhs());
    Value y = at.primal(op.rhs());
    Value constant = out.compare(ComparisonDirection.EQ, y, at.like(y, 0));
    Value exponent = out.select(constant, at.like(y, 1), out.subtract(y, at.like(y, 1)));
    return out.multiply(y, out.add(new PowerOp(x, exponent)));
  }

  /// x^y log x, and 0 where x = 0.
  private static Value powerByExponent(Point at, BinaryElementwise op, Value result) {
    Builder out = at.out();
    Value x = at.primal(op.lhs());
    Value none = out.compare(ComparisonDirection.EQ, x, at.like(x, 0));
    return out.multiply(out.log(out.select(none, at.like(x, 1), x)), at.primal(result));
  }

  private static Value norm(Point at, BinaryElementwise op) {
    return at.out().add(square(at, op.lhs()), square(at, op.rhs()));
  }

  private static Value truncatedQuotient(Point at, BinaryElementwise op) {
    Builder out = at.out();
    Value quotient = out.divide(at.primal(op.lhs()), at.primal(op.rhs()));
    Value size = out.add(new FloorOp(out.abs(quotient)));
    return out.multiply(out.add(new SignOp(quotient)), size);
  }

  private static Value square(Point at, Value value) {
    return at.out().multiply(at.primal(value), at.primal(value));
  }

  private static Value onePlus(Point at, Value value) {
    return at.out().add(at.like(value, 1), value);
  }

  private static Value oneMinus(Point at, Value value) {
    return at.out().subtract(at.like(value, 1), value);
  }

  private static IllegalStateException discrete(String name) {
    return new IllegalStateException(name + ": expected an op on floats, got one on integers");
  }
}
