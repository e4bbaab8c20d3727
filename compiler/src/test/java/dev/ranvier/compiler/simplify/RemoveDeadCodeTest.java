package dev.ranvier.compiler.simplify;

import static dev.ranvier.compiler.simplify.Programs.module;
import static dev.ranvier.compiler.simplify.Programs.ops;
import static dev.ranvier.compiler.simplify.Programs.type;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.Stage;
import dev.ranvier.ir.Verifier;
import dev.ranvier.ir.op.Attribute;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.OptimizationBarrierOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.op.WhileOp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RemoveDeadCodeTest {
  private static Module live(String arguments, Programs.Body body) {
    Module after = RemoveDeadCode.run(module(arguments, body));
    Verifier.verifyOrThrow(after, Stage.TENSOR);
    return after;
  }

  private static WhileOp loop(Module module) {
    return module.functions().getFirst().body().instructions().stream()
        .map(Instruction::op)
        .filter(WhileOp.class::isInstance)
        .map(WhileOp.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private static Value below(Builder b, Value counter) {
    return b.compare(ComparisonDirection.LT, counter, b.splat(type("i32"), 5L));
  }

  private static Value next(Builder b, Value counter) {
    return b.add(counter, b.splat(type("i32"), 1L));
  }

  @Test
  void removesChainsThatNoOneUses() {
    assertThat(
            ops(
                live(
                    "f32",
                    (b, v) -> {
                      b.abs(b.negate(v.getFirst()));
                      return List.of(b.log(v.getFirst()));
                    })))
        .isEqualTo("log return");
  }

  @Test
  void keepsWhatIsNotPure() {
    assertThat(
            ops(
                live(
                    "f32",
                    (b, v) -> {
                      b.append(new OptimizationBarrierOp(List.of(b.negate(v.getFirst()))));
                      return v;
                    })))
        .isEqualTo("negate optimization_barrier return");
  }

  @Test
  void removesCarriedValuesThatOnlyFeedThemselves() {
    Module after =
        live(
            "i32 f32 f32",
            (b, v) ->
                b.whileLoop(
                        v,
                        (x, c) -> below(x, c.get(0)),
                        (x, c) ->
                            List.of(
                                next(x, c.get(0)),
                                x.negate(c.get(1)),
                                x.add(c.get(2), x.abs(c.get(2)))))
                    .subList(2, 3));
    assertThat(loop(after).operands()).hasSize(2);
    assertThat(ops(after))
        .isEqualTo("while{constant compare return}{constant add abs add return} return");
  }

  @Test
  void keepsCarriedValuesThatOthersRead() {
    Module after =
        live(
            "i32 f32 f32",
            (b, v) ->
                b.whileLoop(
                        v,
                        (x, c) -> below(x, c.get(0)),
                        (x, c) -> List.of(next(x, c.get(0)), c.get(2), x.negate(c.get(1))))
                    .subList(1, 2));
    assertThat(loop(after).operands()).hasSize(3);
  }

  @Test
  void removesLoopsThatNoOneUses() {
    assertThat(
            ops(
                live(
                    "i32",
                    (b, v) -> {
                      b.whileLoop(
                          v, (x, c) -> below(x, c.get(0)), (x, c) -> List.of(next(x, c.get(0))));
                      return v;
                    })))
        .isEqualTo("return");
  }

  @Test
  void keepsLoopsForTheirEffects() {
    Module after =
        live(
            "i32 f32",
            (b, v) -> {
              b.whileLoop(
                  v,
                  (x, c) -> below(x, c.get(0)),
                  (x, c) -> {
                    x.append(new OptimizationBarrierOp(List.of(c.get(0))));
                    return List.of(next(x, c.get(0)), x.negate(c.get(1)));
                  });
              return List.of();
            });
    assertThat(ops(after))
        .isEqualTo(
            "while{constant compare return}{optimization_barrier constant add return} return");
    assertThat(loop(after).operands()).hasSize(1);
  }

  @Test
  void keepsOneCarriedValueOfALoopThatRunsForItsEffectsAlone() {
    Module after =
        live(
            "i1 f32",
            (b, v) -> {
              b.whileLoop(
                  v.subList(1, 2),
                  (_, _) -> v.get(0),
                  (x, c) -> {
                    x.append(new OptimizationBarrierOp(List.of(v.get(0))));
                    return c;
                  });
              return List.of();
            });
    assertThat(loop(after).operands()).hasSize(1);
  }

  @Test
  void removesWhatBranchesHandOverInVain() {
    Module after =
        live(
            "i1 f32",
            (b, v) ->
                b.branch(
                        v.get(0),
                        x -> List.of(x.negate(v.get(1)), x.abs(v.get(1))),
                        x -> List.of(x.log(v.get(1)), v.get(1)))
                    .subList(1, 2));
    assertThat(ops(after)).isEqualTo("if{abs return}{return} return");
  }

  @Test
  void keepsAllResultsOfWhatIsAnnotated() {
    Module after =
        live(
            "i32 f32",
            (b, v) -> {
              List<Block> regions = new ArrayList<>();
              regions.add(
                  Builder.block(
                      Programs.types("i32 f32"),
                      Programs.PLACE,
                      (x, c) -> x.returns(below(x, c.get(0)))));
              regions.add(
                  Builder.block(
                      Programs.types("i32 f32"),
                      Programs.PLACE,
                      (x, c) -> x.returns(next(x, c.get(0)), x.negate(c.get(1)))));
              return b.append(
                      new WhileOp(v, regions.get(0), regions.get(1)),
                      Map.of("mhlo.sharding", new Attribute.Text("{{replicated}, {replicated}}")))
                  .subList(0, 1);
            });
    assertThat(loop(after).operands()).hasSize(2);
  }

  @Test
  void keepsArgumentsAndPlaces() {
    Module before = module("f32 i32", (b, v) -> List.of(b.negate(v.getFirst())));
    Function after = RemoveDeadCode.run(before).functions().getFirst();
    assertThat(after.type()).isEqualTo(before.functions().getFirst().type());
    assertThat(after.body().instructions().getFirst().location()).isEqualTo(Programs.PLACE);
    assertThat(after.body().arguments().getLast().location()).isEqualTo(Programs.PLACE);
  }
}
