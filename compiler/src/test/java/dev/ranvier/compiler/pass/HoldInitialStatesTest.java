package dev.ranvier.compiler.pass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.eval.Evaluator;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.OptimizationBarrierOp;
import dev.ranvier.ir.op.Result;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.op.WhileOp;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a loop begins with is behind a barrier where it is one number everywhere, and only there.
class HoldInitialStatesTest {
  private static final TensorType ROW = TensorType.of(ElementType.I32, 3);

  /// Adds an argument to zeros, three times.
  private static Module summing() {
    Builder builder = new Builder(List.of(ROW), Location.UNKNOWN);
    Value given = builder.arguments().getFirst();
    List<Value> results =
        builder.whileLoop(
            List.of(builder.scalar(ElementType.I32, 0L), builder.splat(ROW, 0L), given),
            (test, values) ->
                test.compare(
                    ComparisonDirection.LT, values.getFirst(), test.scalar(ElementType.I32, 3L)),
            (body, values) ->
                List.of(
                    body.add(values.getFirst(), body.scalar(ElementType.I32, 1L)),
                    body.add(values.get(1), values.get(2)),
                    values.get(2)));
    builder.functionReturns(results.get(1));
    return Module.of("m", Function.of("main", true, builder.build(), Location.UNKNOWN));
  }

  private static List<Value> beginnings(Module module) {
    return module.function("main").orElseThrow().body().instructions().stream()
        .map(Instruction::op)
        .filter(WhileOp.class::isInstance)
        .findFirst()
        .orElseThrow()
        .operands();
  }

  private static boolean isHeld(Value value) {
    return value instanceof Result result
        && result.instruction().op() instanceof OptimizationBarrierOp;
  }

  @Test
  void holdsArraysOfOneNumberAndNothingElse() {
    List<Value> beginnings = beginnings(HoldInitialStates.run(summing()));
    assertThat(beginnings.stream().map(HoldInitialStatesTest::isHeld))
        .containsExactly(false, true, false);
  }

  @Test
  void changesNoResult() {
    List<Tensor> given = List.of(Tensor.ofInts(ROW, 1, -2, 5));
    Module after = HoldInitialStates.run(summing());
    assertThat(Evaluator.evaluate(after, "main", given).getFirst().toInts())
        .containsExactly(3, -6, 15);
  }
}
