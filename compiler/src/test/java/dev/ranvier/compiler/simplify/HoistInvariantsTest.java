package dev.ranvier.compiler.simplify;

import static dev.ranvier.compiler.simplify.Programs.module;
import static dev.ranvier.compiler.simplify.Programs.ops;
import static dev.ranvier.compiler.simplify.Programs.type;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.Stage;
import dev.ranvier.ir.Verifier;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.OptimizationBarrierOp;
import dev.ranvier.ir.op.Value;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HoistInvariantsTest {
  /// A step of a loop: the builder of its body, and what it carries.
  private interface Step {
    Value of(Builder body, Value carried);
  }

  /// A loop that carries one value and ends when it reaches a limit.
  private static List<Value> loop(Builder b, Value initial, Value limit, Step step) {
    return b.whileLoop(
        List.of(initial),
        (x, c) -> x.compare(ComparisonDirection.LT, c.getFirst(), limit),
        (x, c) -> List.of(step.of(x, c.getFirst())));
  }

  private static Module hoisted(String arguments, Programs.Body body) {
    Module after = HoistInvariants.run(module(arguments, body));
    Verifier.verifyOrThrow(after, Stage.TENSOR);
    return RemoveDeadCode.run(after);
  }

  /// After hoisting, the body of a loop over `v0` up to `v1` with `v2` and `v3` at hand.
  private static String hoistedLoop(String type, List<Value> outer, Step step) {
    return ops(
        hoisted(
            "%1$s %1$s %1$s %1$s".formatted(type),
            (b, v) -> {
              outer.addAll(v);
              return loop(b, v.get(0), v.get(1), step);
            }));
  }

  @Test
  void movesChainsOfWhatIsTheSameInEveryStep() {
    List<Value> v = new ArrayList<>();
    assertThat(hoistedLoop("f32", v, (x, c) -> x.add(c, x.exponential(x.add(v.get(2), v.get(3))))))
        .isEqualTo("add exponential while{compare return}{add return} return");
  }

  @Test
  void movesOutOfConditions() {
    assertThat(
            ops(
                hoisted(
                    "i32 i32",
                    (b, v) ->
                        b.whileLoop(
                            v.subList(0, 1),
                            (x, c) ->
                                x.compare(ComparisonDirection.LT, c.getFirst(), x.negate(v.get(1))),
                            (x, c) -> List.of(x.add(c.getFirst(), v.get(1)))))))
        .isEqualTo("negate while{compare return}{add return} return");
  }

  @Test
  void copiesConstantsForWhatNeedsThemInFront() {
    List<Value> v = new ArrayList<>();
    assertThat(
            hoistedLoop(
                "i32",
                v,
                (x, c) -> {
                  Value one = x.splat(type("i32"), 1L);
                  return x.add(x.add(c, one), x.add(v.get(2), one));
                }))
        .isEqualTo("constant add while{compare return}{constant add add return} return");
  }

  @Test
  void leavesConstantsThatNothingInFrontNeeds() {
    List<Value> v = new ArrayList<>();
    assertThat(hoistedLoop("i32", v, (x, c) -> x.add(c, x.splat(type("i32"), 1L))))
        .isEqualTo("while{compare return}{constant add return} return");
  }

  @Test
  void movesOutOfAllLoopsAround() {
    assertThat(
            ops(
                hoisted(
                    "i32 i32 i32",
                    (b, v) ->
                        loop(
                            b,
                            v.get(0),
                            v.get(1),
                            (x, outer) ->
                                loop(
                                        x,
                                        v.get(0),
                                        v.get(1),
                                        (y, inner) ->
                                            y.add(y.add(inner, y.negate(v.get(2))), y.not(outer)))
                                    .getFirst()))))
        .isEqualTo(
            "negate while{compare return}"
                + "{not while{compare return}{add add return} return} return");
  }

  @Test
  void leavesWhatMayTrap() {
    List<Value> v = new ArrayList<>();
    assertThat(hoistedLoop("i32", v, (x, c) -> x.add(c, x.divide(v.get(2), v.get(3)))))
        .isEqualTo("while{compare return}{divide add return} return");
    List<Value> w = new ArrayList<>();
    assertThat(
            hoistedLoop(
                "i32", w, (x, c) -> x.add(c, x.remainder(w.get(2), x.splat(type("i32"), 0L)))))
        .isEqualTo("while{compare return}{constant remainder add return} return");
  }

  @Test
  void movesDivisionsThatCanNotTrap() {
    List<Value> v = new ArrayList<>();
    assertThat(
            hoistedLoop("i32", v, (x, c) -> x.add(c, x.divide(v.get(2), x.splat(type("i32"), 3L)))))
        .isEqualTo("constant divide while{compare return}{add return} return");
    List<Value> w = new ArrayList<>();
    assertThat(hoistedLoop("f32", w, (x, c) -> x.add(c, x.divide(w.get(2), w.get(3)))))
        .isEqualTo("divide while{compare return}{add return} return");
  }

  @Test
  void leavesWhatIsNotPureAndWhatFollowsFromIt() {
    List<Value> v = new ArrayList<>();
    assertThat(
            hoistedLoop(
                "f32",
                v,
                (x, c) ->
                    x.add(
                        c,
                        x.negate(
                            x.append(new OptimizationBarrierOp(List.of(v.get(2)))).getFirst()))))
        .isEqualTo("while{compare return}{optimization_barrier negate add return} return");
  }

  @Test
  void leavesWhatStandsInBranches() {
    assertThat(
            ops(
                hoisted(
                    "i32 i32 i1",
                    (b, v) ->
                        loop(
                            b,
                            v.get(0),
                            v.get(1),
                            (x, c) ->
                                x.branch(
                                        v.get(2),
                                        y -> List.of(y.add(c, y.negate(v.get(1)))),
                                        _ -> List.of(c))
                                    .getFirst()))))
        .isEqualTo("while{compare return}{if{negate add return}{return} return} return");
  }

  @Test
  void leavesWhatIsLargerThanItsOperands() {
    Programs.Body body =
        (b, v) ->
            loop(
                b,
                v.get(0),
                v.get(1),
                (x, c) ->
                    x.add(
                        c,
                        x.reduceSum(x.negate(x.broadcast(v.get(0), type("200x200xf32"))), 0, 1)));
    assertThat(ops(hoisted("f32 f32", body)))
        .isEqualTo(
            "while{compare return}"
                + "{broadcast_in_dim negate constant reduce{add return} add return} return");
  }

  @Test
  void movesFoldsWithTheirBodies() {
    assertThat(
            ops(
                hoisted(
                    "f32 f32 4xf32",
                    (b, v) ->
                        loop(b, v.get(0), v.get(1), (x, c) -> x.add(c, x.reduceSum(v.get(2), 0))))))
        .isEqualTo("constant reduce{add return} while{compare return}{add return} return");
  }

  @Test
  void usesWhatALoopCarriesUnchangedFromOutside() {
    Module after =
        hoisted(
            "i32 i32",
            (b, v) -> {
              List<Value> results =
                  b.whileLoop(
                      v,
                      (x, c) -> x.compare(ComparisonDirection.LT, c.get(0), c.get(1)),
                      (x, c) -> List.of(x.add(c.get(0), x.negate(c.get(1))), c.get(1)));
              return List.of(results.get(0), b.not(results.get(1)));
            });
    assertThat(ops(after)).isEqualTo("negate while{compare return}{add return} not return");
  }

  @Test
  void copiesConstantsThatALoopCarriesUnchanged() {
    assertThat(
            ops(
                hoisted(
                    "i32 i32",
                    (b, v) ->
                        loop(
                            b,
                            v.get(0),
                            v.get(1),
                            (x, outer) ->
                                x.whileLoop(
                                        List.of(outer, x.splat(type("i32"), 2L)),
                                        (y, c) ->
                                            y.compare(ComparisonDirection.LT, c.get(0), v.get(1)),
                                        (y, c) ->
                                            List.of(y.add(c.get(0), y.negate(c.get(1))), c.get(1)))
                                    .getFirst()))))
        .isEqualTo(
            "constant negate while{compare return}"
                + "{while{compare return}{add return} return} return");
  }

  @Test
  void keepsPlaces() {
    Location inside = Location.of("Body.java", 3);
    Module after =
        hoisted(
            "f32 f32",
            (b, v) ->
                loop(b, v.get(0), v.get(1), (x, c) -> x.add(c, x.at(inside).negate(v.get(1)))));
    var instructions = after.functions().getFirst().body().instructions();
    assertThat(instructions.get(0).location()).isEqualTo(inside);
    assertThat(instructions.get(1).location()).isEqualTo(Programs.PLACE);
  }
}
