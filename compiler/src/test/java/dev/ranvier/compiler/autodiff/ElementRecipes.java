package dev.ranvier.compiler.autodiff;

import static dev.ranvier.compiler.autodiff.Recipe.between;
import static dev.ranvier.compiler.autodiff.Recipe.normal;

import dev.ranvier.compiler.autodiff.Recipe.Draw;
import dev.ranvier.ir.op.AbsOp;
import dev.ranvier.ir.op.AddOp;
import dev.ranvier.ir.op.Atan2Op;
import dev.ranvier.ir.op.CbrtOp;
import dev.ranvier.ir.op.ClampOp;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.ConvertOp;
import dev.ranvier.ir.op.CosineOp;
import dev.ranvier.ir.op.DivideOp;
import dev.ranvier.ir.op.ExponentialMinusOneOp;
import dev.ranvier.ir.op.ExponentialOp;
import dev.ranvier.ir.op.LogOp;
import dev.ranvier.ir.op.LogPlusOneOp;
import dev.ranvier.ir.op.LogisticOp;
import dev.ranvier.ir.op.MaximumOp;
import dev.ranvier.ir.op.MinimumOp;
import dev.ranvier.ir.op.MultiplyOp;
import dev.ranvier.ir.op.NegateOp;
import dev.ranvier.ir.op.PowerOp;
import dev.ranvier.ir.op.RemainderOp;
import dev.ranvier.ir.op.RsqrtOp;
import dev.ranvier.ir.op.SelectOp;
import dev.ranvier.ir.op.SineOp;
import dev.ranvier.ir.op.SqrtOp;
import dev.ranvier.ir.op.SubtractOp;
import dev.ranvier.ir.op.TanOp;
import dev.ranvier.ir.op.TanhOp;
import dev.ranvier.ir.op.TensorOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/// Ops that work element by element.
final class ElementRecipes {
  private ElementRecipes() {}

  static List<Recipe> all() {
    List<Recipe> all = new ArrayList<>();
    unary(all);
    binary(all);
    all.add(
        Recipe.one(
                ConvertOp.class,
                "to f32 and back",
                List.of(normal(4)),
                (b, x) -> b.convert(b.convert(x.getFirst(), ElementType.F32), ElementType.F64))
            .within(0.1));
    all.add(
        Recipe.one(
            SelectOp.class,
            "",
            List.of(normal(4), normal(4), normal(4)),
            (b, x) ->
                b.select(
                    b.compare(ComparisonDirection.GT, x.get(2), b.splat(type(x.get(2)), 0.0)),
                    x.get(0),
                    x.get(1))));
    all.add(clamp("bounds for each", normal(5), between(-1, 0, 5), between(0.1, 1, 5)));
    all.add(clamp("bounds for all", normal(5), between(-1, 0), between(0.1, 1)));
    return all;
  }

  private static TensorType type(Value value) {
    return value.tensorType();
  }

  private static void unary(List<Recipe> all) {
    all.add(unary(AbsOp.class, AbsOp::new, normal(4)));
    all.add(unary(CbrtOp.class, CbrtOp::new, between(0.3, 2, 4)));
    all.add(unary(CosineOp.class, CosineOp::new, normal(4)));
    all.add(unary(ExponentialOp.class, ExponentialOp::new, normal(4)));
    all.add(unary(ExponentialMinusOneOp.class, ExponentialMinusOneOp::new, normal(4)));
    all.add(unary(LogOp.class, LogOp::new, between(0.3, 3, 4)));
    all.add(unary(LogPlusOneOp.class, LogPlusOneOp::new, between(-0.6, 3, 4)));
    all.add(unary(LogisticOp.class, LogisticOp::new, normal(4)));
    all.add(unary(NegateOp.class, NegateOp::new, normal(4)));
    all.add(unary(RsqrtOp.class, RsqrtOp::new, between(0.3, 3, 4)));
    all.add(unary(SineOp.class, SineOp::new, normal(4)));
    all.add(unary(SqrtOp.class, SqrtOp::new, between(0.3, 3, 4)));
    all.add(unary(TanOp.class, TanOp::new, between(-1, 1, 4)));
    all.add(unary(TanhOp.class, TanhOp::new, normal(2, 2)));
  }

  private static Recipe unary(
      Class<? extends TensorOp> op, Function<Value, TensorOp> make, Draw draw) {
    return Recipe.one(op, "", List.of(draw), (b, x) -> b.add(make.apply(x.getFirst())));
  }

  private static void binary(List<Recipe> all) {
    all.add(binary(AddOp.class, AddOp::new, normal(4), normal(4)));
    all.add(binary(Atan2Op.class, Atan2Op::new, normal(4), between(0.3, 2, 4)));
    all.add(binary(DivideOp.class, DivideOp::new, normal(4), between(0.3, 2, 4)));
    all.add(binary(MaximumOp.class, MaximumOp::new, normal(4), normal(4)));
    all.add(binary(MinimumOp.class, MinimumOp::new, normal(4), normal(4)));
    all.add(binary(MultiplyOp.class, MultiplyOp::new, normal(4), normal(4)));
    all.add(binary(PowerOp.class, PowerOp::new, between(0.3, 2, 4), normal(4)));
    all.add(
        binary(RemainderOp.class, RemainderOp::new, between(-7.9, -7.1, 4), between(2.1, 2.3, 4)));
    all.add(binary(SubtractOp.class, SubtractOp::new, normal(4), normal(4)));
    all.add(
        Recipe.one(
            MultiplyOp.class,
            "by itself",
            List.of(normal(4)),
            (b, x) -> b.multiply(x.getFirst(), x.getFirst())));
  }

  private static Recipe binary(
      Class<? extends TensorOp> op, BiFunction<Value, Value, TensorOp> make, Draw lhs, Draw rhs) {
    return Recipe.one(op, "", List.of(lhs, rhs), (b, x) -> b.add(make.apply(x.get(0), x.get(1))));
  }

  private static Recipe clamp(String name, Draw x, Draw low, Draw high) {
    return Recipe.one(
        ClampOp.class,
        name,
        List.of(low, x, high),
        (b, v) -> b.clamp(v.get(0), v.get(1), v.get(2)));
  }
}
