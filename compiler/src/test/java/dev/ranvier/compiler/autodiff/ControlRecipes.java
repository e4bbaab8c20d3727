package dev.ranvier.compiler.autodiff;

import static dev.ranvier.compiler.autodiff.Recipe.between;
import static dev.ranvier.compiler.autodiff.Recipe.normal;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.op.Attribute;
import dev.ranvier.ir.op.CallOp;
import dev.ranvier.ir.op.CaseOp;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.CompositeOp;
import dev.ranvier.ir.op.IfOp;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.SineOp;
import dev.ranvier.ir.op.TanhOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.op.WhileOp;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.List;
import java.util.Map;

/// Calls, branches and loops.
final class ControlRecipes {
  private static final TensorType VECTOR = TensorType.of(ElementType.F64, 3);

  private ControlRecipes() {}

  static List<Recipe> all() {
    return List.of(
        branch("taken", 1, 2),
        branch("not taken", -2, -1),
        cases(0),
        cases(2),
        loop("upwards", 0, 1, ComparisonDirection.LT, 4),
        loop("downwards by two", 7, -2, ComparisonDirection.GE, 1),
        loop("until equal", 2, 3, ComparisonDirection.NE, 11),
        loop("of no turn", 3, 1, ComparisonDirection.LT, 3),
        nested(),
        loopWithBranch(),
        Recipe.of(
                CallOp.class,
                "twice",
                List.of(normal(3), normal(3)),
                (b, x) -> {
                  Value once = b.call("f", x, List.of(VECTOR)).getFirst();
                  return b.call("f", List.of(once, x.get(0)), List.of(VECTOR));
                })
            .with(helper()),
        Recipe.of(
                CompositeOp.class,
                "",
                List.of(normal(3), normal(3)),
                (b, x) ->
                    b.append(
                        new CompositeOp(
                            "test.f",
                            x,
                            new Attribute.Dictionary(Map.of()),
                            "f",
                            0,
                            List.of(VECTOR))))
            .with(helper()));
  }

  private static Function helper() {
    Builder out = new Builder(List.of(VECTOR, VECTOR), Location.UNKNOWN);
    Value product = out.multiply(out.arguments().get(0), out.arguments().get(1));
    out.functionReturns(out.add(new SineOp(product)));
    return Function.of("f", false, out.build(), Location.UNKNOWN);
  }

  /// Branches that use what is around them, differently.
  private static Recipe branch(String name, double low, double high) {
    return Recipe.of(
        IfOp.class,
        name,
        List.of(between(low, high), normal(3), normal(3)),
        (b, x) -> {
          Value y = b.add(new SineOp(x.get(1)));
          return b.branch(
              b.compare(ComparisonDirection.GT, x.get(0), b.scalar(ElementType.F64, 0.0)),
              t -> {
                Value scale = t.broadcast(x.get(0), VECTOR);
                return List.of(t.multiply(t.multiply(y, y), scale), x.get(2));
              },
              f -> List.of(f.add(new TanhOp(f.multiply(x.get(2), y))), f.splat(VECTOR, 1.0)));
        });
  }

  private static Recipe cases(long index) {
    return Recipe.of(
        CaseOp.class,
        "branch " + index,
        List.of(normal(3), normal(3)),
        (b, x) ->
            b.append(
                new CaseOp(
                    b.scalar(ElementType.I32, index),
                    List.of(
                        Builder.block(
                            List.of(),
                            Location.UNKNOWN,
                            (t, _) -> t.returns(t.multiply(x.get(0), x.get(1)))),
                        Builder.block(List.of(), Location.UNKNOWN, (t, _) -> t.returns(x.get(0))),
                        Builder.block(
                            List.of(),
                            Location.UNKNOWN,
                            (t, _) -> t.returns(t.add(new SineOp(x.get(1)))))))));
  }

  /// Carries a counter, two states that feed each other, and something that never changes; uses the
  /// counter and something from around.
  private static Recipe loop(
      String name, long first, long step, ComparisonDirection direction, long end) {
    return Recipe.of(
        WhileOp.class,
        name,
        List.of(normal(3), normal(3), normal(3), normal(3)),
        (b, x) -> {
          Value outside = b.add(new SineOp(x.get(3)));
          List<Value> carried =
              List.of(x.get(0), b.scalar(ElementType.I32, first), x.get(1), x.get(2));
          List<Value> left =
              b.whileLoop(
                  carried,
                  (t, v) -> t.compare(direction, v.get(1), t.scalar(ElementType.I32, end)),
                  (t, v) -> turn(t, v, outside, step));
          return List.of(left.get(0), left.get(2));
        });
  }

  private static List<Value> turn(Builder t, List<Value> v, Value outside, long step) {
    Value count = t.broadcast(t.convert(v.get(1), ElementType.F64), VECTOR);
    Value small = t.multiply(count, t.splat(VECTOR, 0.1));
    Value next = t.add(new TanhOp(t.add(t.multiply(v.get(0), outside), v.get(2))));
    return List.of(
        next,
        t.add(v.get(1), t.scalar(ElementType.I32, step)),
        t.add(t.multiply(t.multiply(v.get(0), v.get(3)), small), v.get(2)),
        v.get(3));
  }

  /// A loop in a loop; the inner one uses what the outer one carries.
  private static Recipe nested() {
    return Recipe.of(
        WhileOp.class,
        "in a loop",
        List.of(between(-1, 1, 3), between(-1, 1, 3)),
        (b, x) ->
            List.of(
                times(
                    b,
                    3,
                    x.get(0),
                    (t, v) ->
                        times(
                            t,
                            2,
                            t.multiply(v, x.get(1)),
                            (u, w) -> u.add(new SineOp(u.add(w, u.multiply(v, x.get(1)))))))));
  }

  private static Recipe loopWithBranch() {
    return Recipe.of(
        WhileOp.class,
        "around a branch around a loop",
        List.of(normal(3), normal(3)),
        (b, x) ->
            List.of(
                times(
                    b,
                    3,
                    x.get(0),
                    (t, v) -> {
                      Value sum = t.reduceSum(v, 0);
                      Value positive =
                          t.compare(ComparisonDirection.GT, sum, t.scalar(ElementType.F64, 0.0));
                      return t.branch(
                              positive,
                              yes ->
                                  List.of(
                                      times(
                                          yes,
                                          2,
                                          v,
                                          (u, w) -> u.subtract(w, u.add(new TanhOp(x.get(1)))))),
                              no -> List.of(no.add(no.multiply(v, v), x.get(1))))
                          .getFirst();
                    })));
  }

  private interface Turn {
    Value of(Builder out, Value carried);
  }

  private static Value times(Builder out, long turns, Value initial, Turn turn) {
    return out.whileLoop(
            List.of(out.scalar(ElementType.I64, 0L), initial),
            (t, v) -> t.compare(ComparisonDirection.LT, v.get(0), t.scalar(ElementType.I64, turns)),
            (t, v) -> List.of(t.add(v.get(0), t.scalar(ElementType.I64, 1L)), turn.of(t, v.get(1))))
        .get(1);
  }
}
