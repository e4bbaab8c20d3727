package dev.ranvier.compiler.simplify;

import static dev.ranvier.compiler.simplify.Programs.PLACE;
import static dev.ranvier.compiler.simplify.Programs.module;
import static dev.ranvier.compiler.simplify.Programs.ops;
import static dev.ranvier.compiler.simplify.Programs.type;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.op.Attribute;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.NegateOp;
import dev.ranvier.ir.op.OptimizationBarrierOp;
import dev.ranvier.ir.op.RngAlgorithm;
import dev.ranvier.ir.op.RngBitGeneratorOp;
import dev.ranvier.ir.op.Value;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShareSubexpressionsTest {
  private static String shared(String arguments, Programs.Body body) {
    return ops(ShareSubexpressions.run(module(arguments, body)));
  }

  @Test
  void computesEqualOpsOnceAndWhatFollowsFromThem() {
    assertThat(
            shared(
                "f32 f32",
                (b, v) ->
                    List.of(b.abs(b.add(v.get(0), v.get(1))), b.abs(b.add(v.get(0), v.get(1))))))
        .isEqualTo("add abs return");
  }

  @Test
  void keepsThePlaceOfTheFirst() {
    Module after =
        ShareSubexpressions.run(
            module(
                "f32",
                (b, v) -> {
                  Value first = b.at(Location.of("A.java", 1)).negate(v.getFirst());
                  Value second = b.at(Location.of("B.java", 2)).negate(v.getFirst());
                  return List.of(first, second);
                }));
    assertThat(after.functions().getFirst().body().instructions().getFirst().location())
        .isEqualTo(Location.of("A.java", 1));
  }

  @Test
  void tellsAttributesApart() {
    assertThat(
            shared(
                "3x3xf32",
                (b, v) ->
                    List.of(b.transpose(v.getFirst(), 1, 0), b.transpose(v.getFirst(), 0, 1))))
        .isEqualTo("transpose transpose return");
  }

  @Test
  void tellsAnnotationsApart() {
    Map<String, Attribute> sharding = Map.of("mhlo.sharding", new Attribute.Text("{replicated}"));
    assertThat(
            shared(
                "f32",
                (b, v) ->
                    List.of(
                        b.append(new NegateOp(v.getFirst()), sharding).getFirst(),
                        b.negate(v.getFirst()),
                        b.append(new NegateOp(v.getFirst()), sharding).getFirst())))
        .isEqualTo("negate negate return");
  }

  @Test
  void tellsZerosOfBothSignsApart() {
    assertThat(shared("", (b, _) -> List.of(b.splat(type("f32"), 0.0), b.splat(type("f32"), -0.0))))
        .isEqualTo("constant constant return");
  }

  @Test
  void swapsOperandsOfIntegersOnly() {
    assertThat(
            shared(
                "i32 i32", (b, v) -> List.of(b.add(v.get(0), v.get(1)), b.add(v.get(1), v.get(0)))))
        .isEqualTo("add return");
    assertThat(
            shared(
                "i32 i32",
                (b, v) -> List.of(b.subtract(v.get(0), v.get(1)), b.subtract(v.get(1), v.get(0)))))
        .isEqualTo("subtract subtract return");
    assertThat(
            shared(
                "f32 f32", (b, v) -> List.of(b.add(v.get(0), v.get(1)), b.add(v.get(1), v.get(0)))))
        .isEqualTo("add add return");
  }

  @Test
  void sharesFoldsWhoseBodiesReadTheSame() {
    assertThat(
            shared(
                "4xf32",
                (b, v) -> {
                  Value x = v.getFirst();
                  return List.of(b.reduceSum(x, 0), b.reduceSum(x, 0), b.reduceMaximum(x, 0));
                }))
        .isEqualTo("constant reduce{add return} constant reduce{maximum return} return");
  }

  @Test
  void usesInABranchWhatIsOutsideButNotTheOtherWayRound() {
    assertThat(
            shared(
                "i1 f32",
                (b, v) -> {
                  Value outside = b.negate(v.get(1));
                  List<Value> branch =
                      b.branch(
                          v.get(0),
                          x -> List.of(x.abs(x.negate(v.get(1)))),
                          x -> List.of(x.abs(v.get(1))));
                  return List.of(outside, branch.getFirst(), b.abs(v.get(1)));
                }))
        .isEqualTo("negate if{abs return}{abs return} abs return");
  }

  @Test
  void leavesConstantsInTheirBlock() {
    assertThat(
            shared(
                "i32",
                (b, v) ->
                    b.whileLoop(
                        List.of(v.getFirst()),
                        (x, c) ->
                            x.compare(
                                ComparisonDirection.LT, c.getFirst(), x.splat(type("i32"), 1L)),
                        (x, c) ->
                            List.of(
                                x.add(
                                    x.add(c.getFirst(), x.splat(type("i32"), 1L)),
                                    x.splat(type("i32"), 1L))))))
        .isEqualTo("while{constant compare return}{constant add add return} return");
  }

  @Test
  void leavesAloneWhatIsNotPure() {
    assertThat(
            shared(
                "2xui64",
                (b, v) -> {
                  RngBitGeneratorOp bits =
                      new RngBitGeneratorOp(RngAlgorithm.THREE_FRY, v.getFirst(), type("4xui32"));
                  return List.of(
                      b.append(bits).getLast(),
                      b.append(bits).getLast(),
                      b.append(new OptimizationBarrierOp(v)).getFirst(),
                      b.append(new OptimizationBarrierOp(v)).getFirst());
                }))
        .isEqualTo(
            "rng_bit_generator rng_bit_generator optimization_barrier optimization_barrier return");
  }

  @Test
  void sharesNothingBetweenFunctions() {
    Module one = module("", (b, _) -> List.of(b.iota(type("3xi32"), 0)));
    var main = one.functions().getFirst();
    var other =
        Function.of(
            "other",
            true,
            Builder.block(List.of(), PLACE, (b, _) -> b.functionReturns(b.iota(type("3xi32"), 0))),
            PLACE);
    Module after = ShareSubexpressions.run(Module.of("test", main, other));
    assertThat(after.functions().get(1).body().instructions()).hasSize(2);
  }
}
