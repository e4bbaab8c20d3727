package dev.ranvier.tests.differential;

import dev.ranvier.ir.op.AbsOp;
import dev.ranvier.ir.op.AddOp;
import dev.ranvier.ir.op.AndOp;
import dev.ranvier.ir.op.Atan2Op;
import dev.ranvier.ir.op.BitcastConvertOp;
import dev.ranvier.ir.op.BlockArgument;
import dev.ranvier.ir.op.CbrtOp;
import dev.ranvier.ir.op.CeilOp;
import dev.ranvier.ir.op.ClampOp;
import dev.ranvier.ir.op.CompareOp;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.ComparisonType;
import dev.ranvier.ir.op.ConvertOp;
import dev.ranvier.ir.op.CosineOp;
import dev.ranvier.ir.op.CountLeadingZerosOp;
import dev.ranvier.ir.op.DivideOp;
import dev.ranvier.ir.op.ExponentialMinusOneOp;
import dev.ranvier.ir.op.ExponentialOp;
import dev.ranvier.ir.op.FloorOp;
import dev.ranvier.ir.op.IllTypedException;
import dev.ranvier.ir.op.IsFiniteOp;
import dev.ranvier.ir.op.LogOp;
import dev.ranvier.ir.op.LogPlusOneOp;
import dev.ranvier.ir.op.LogisticOp;
import dev.ranvier.ir.op.MaximumOp;
import dev.ranvier.ir.op.MinimumOp;
import dev.ranvier.ir.op.MultiplyOp;
import dev.ranvier.ir.op.NegateOp;
import dev.ranvier.ir.op.NotOp;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.OrOp;
import dev.ranvier.ir.op.PopcntOp;
import dev.ranvier.ir.op.PowerOp;
import dev.ranvier.ir.op.RemainderOp;
import dev.ranvier.ir.op.RoundNearestAfzOp;
import dev.ranvier.ir.op.RoundNearestEvenOp;
import dev.ranvier.ir.op.RsqrtOp;
import dev.ranvier.ir.op.SelectOp;
import dev.ranvier.ir.op.ShiftLeftOp;
import dev.ranvier.ir.op.ShiftRightArithmeticOp;
import dev.ranvier.ir.op.ShiftRightLogicalOp;
import dev.ranvier.ir.op.SignOp;
import dev.ranvier.ir.op.SineOp;
import dev.ranvier.ir.op.SqrtOp;
import dev.ranvier.ir.op.SubtractOp;
import dev.ranvier.ir.op.TanOp;
import dev.ranvier.ir.op.TanhOp;
import dev.ranvier.ir.op.TensorOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.op.XorOp;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/// Ops that treat every element by itself.
final class ElementwiseRecipes {
  private ElementwiseRecipes() {}

  static List<Recipe> all() {
    List<Recipe> all = new ArrayList<>();
    all.addAll(unary());
    all.addAll(binary());
    all.add(unary(IsFiniteOp.class, IsFiniteOp::new));
    all.add(new Recipe(CompareOp.class, ElementwiseRecipes::compare));
    all.add(new Recipe(SelectOp.class, ElementwiseRecipes::select));
    all.add(new Recipe(ClampOp.class, ElementwiseRecipes::clamp));
    all.add(new Recipe(ConvertOp.class, ElementwiseRecipes::convert));
    all.add(new Recipe(BitcastConvertOp.class, ElementwiseRecipes::bitcast));
    return all;
  }

  private static List<Recipe> unary() {
    return List.of(
        unary(AbsOp.class, AbsOp::new),
        unary(CbrtOp.class, CbrtOp::new),
        unary(CeilOp.class, CeilOp::new),
        unary(CosineOp.class, CosineOp::new),
        unary(CountLeadingZerosOp.class, CountLeadingZerosOp::new),
        unary(ExponentialOp.class, ExponentialOp::new),
        unary(ExponentialMinusOneOp.class, ExponentialMinusOneOp::new),
        unary(FloorOp.class, FloorOp::new),
        unary(LogOp.class, LogOp::new),
        unary(LogPlusOneOp.class, LogPlusOneOp::new),
        unary(LogisticOp.class, LogisticOp::new),
        unary(NegateOp.class, NegateOp::new),
        unary(NotOp.class, NotOp::new),
        unary(PopcntOp.class, PopcntOp::new),
        unary(RoundNearestAfzOp.class, RoundNearestAfzOp::new),
        unary(RoundNearestEvenOp.class, RoundNearestEvenOp::new),
        unary(RsqrtOp.class, RsqrtOp::new),
        unary(SignOp.class, SignOp::new),
        unary(SineOp.class, SineOp::new),
        unary(SqrtOp.class, SqrtOp::new),
        unary(TanOp.class, TanOp::new),
        unary(TanhOp.class, TanhOp::new));
  }

  private static List<Recipe> binary() {
    return List.of(
        binary(AddOp.class, AddOp::new),
        binary(AndOp.class, AndOp::new),
        binary(Atan2Op.class, Atan2Op::new),
        binary(DivideOp.class, DivideOp::new),
        binary(MaximumOp.class, MaximumOp::new),
        binary(MinimumOp.class, MinimumOp::new),
        binary(MultiplyOp.class, MultiplyOp::new),
        binary(OrOp.class, OrOp::new),
        binary(PowerOp.class, PowerOp::new),
        binary(RemainderOp.class, RemainderOp::new),
        binary(ShiftLeftOp.class, ShiftLeftOp::new),
        binary(ShiftRightArithmeticOp.class, ShiftRightArithmeticOp::new),
        binary(ShiftRightLogicalOp.class, ShiftRightLogicalOp::new),
        binary(SubtractOp.class, SubtractOp::new),
        binary(XorOp.class, XorOp::new));
  }

  private static Recipe unary(Class<? extends TensorOp> op, Function<Value, Op> make) {
    return new Recipe(
        op,
        draft -> {
          TensorType type = draft.type(takes(operand -> make.apply(operand)));
          draft.step(draft.operand(type), make);
        });
  }

  private static Recipe binary(Class<? extends TensorOp> op, BiFunction<Value, Value, Op> make) {
    return new Recipe(
        op,
        draft -> {
          TensorType type = draft.type(takes(operand -> make.apply(operand, operand)));
          draft.step(
              List.of(draft.operand(type), draft.operand(type)),
              values -> make.apply(values.getFirst(), values.getLast()));
        });
  }

  /// Whether an op takes operands of a type, as its own constructor says.
  static Predicate<TensorType> takes(Function<Value, Op> make) {
    return type -> {
      try {
        return make.apply(new BlockArgument(type, Draft.PLACE)) != null;
      } catch (IllTypedException refusal) {
        return false;
      }
    };
  }

  private static void compare(Draft draft) {
    TensorType type = draft.type(_ -> true);
    ComparisonDirection direction = draft.draws().any(List.of(ComparisonDirection.values()));
    boolean total = type.element().isFloat() && draft.draws().oneIn(3);
    draft.step(
        List.of(draft.operand(type), draft.operand(type)),
        v ->
            total
                ? new CompareOp(
                    v.get(0), v.get(1), direction, Optional.of(ComparisonType.TOTALORDER))
                : CompareOp.of(direction, v.get(0), v.get(1)));
  }

  private static void select(Draft draft) {
    TensorType type = draft.type(_ -> true);
    TensorType which =
        draft.draws().oneIn(3)
            ? TensorType.scalar(ElementType.I1)
            : type.withElement(ElementType.I1);
    draft.step(
        List.of(draft.operand(which), draft.operand(type), draft.operand(type)),
        v -> new SelectOp(v.get(0), v.get(1), v.get(2)));
  }

  /// Not of booleans, which XLA on CPU does not know.
  private static void clamp(Draft draft) {
    TensorType type = draft.type(t -> !t.element().isBoolean());
    TensorType scalar = TensorType.scalar(type.element());
    draft.step(
        List.of(
            draft.operand(draft.draws().oneIn(2) ? scalar : type),
            draft.operand(type),
            draft.operand(draft.draws().oneIn(2) ? scalar : type)),
        v -> new ClampOp(v.get(0), v.get(1), v.get(2)));
  }

  private static void convert(Draft draft) {
    TensorType type = draft.type(_ -> true);
    ElementType to = draft.draws().element();
    draft.step(draft.operand(type), operand -> ConvertOp.to(to, operand));
  }

  /// Booleans are left out: one has one bit in the specification, and eight in XLA.
  private static void bitcast(Draft draft) {
    ElementType from = draft.draws().any(Draws.NUMBERS);
    ElementType to = draft.draws().any(Draws.NUMBERS);
    List<Long> narrow = new ArrayList<>(draft.draws().sizes(0, 2));
    List<Long> wide = List.copyOf(narrow);
    long parts = Math.max(from.bits(), to.bits()) / Math.min(from.bits(), to.bits());
    if (parts > 1) {
      narrow.add(parts);
    }
    TensorType operand = new TensorType(from.bits() < to.bits() ? narrow : wide, from);
    TensorType result = new TensorType(to.bits() < from.bits() ? narrow : wide, to);
    draft.step(draft.operand(operand), value -> new BitcastConvertOp(value, result));
  }
}
