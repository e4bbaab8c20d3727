package dev.ranvier.compiler.pass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.Stage;
import dev.ranvier.ir.Verifier;
import dev.ranvier.ir.eval.Evaluator;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.CallOp;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.TimeLoopOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.op.WhileOp;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Every time loop at the top of a function becomes a function of its own.
class OutlineTimeLoopTest {
  private static final TensorType STEP = TensorType.scalar(ElementType.I32);
  private static final TensorType ROWS = TensorType.of(ElementType.F32, 4, 2);
  private static final TensorType ROW = TensorType.of(ElementType.F32, 2);

  /// One loop of time forward, and one backward over what the first recorded.
  private static Module module() {
    Builder builder = new Builder(List.of(ROWS, ROW), Location.UNKNOWN);
    Value rows = builder.arguments().get(0);
    Value leak = builder.arguments().get(1);
    Value recorded = loop(builder, rows, leak, false).getLast();
    builder.functionReturns(loop(builder, recorded, builder.multiply(leak, leak), true));
    Module event = Module.of("m", Function.of("main", true, builder.build(), Location.UNKNOWN));
    Verifier.verifyOrThrow(event, Stage.EVENT);
    return LowerTimeLoops.run(event);
  }

  private static List<Value> loop(Builder builder, Value rows, Value leak, boolean backward) {
    Value half = builder.splat(ROW, 0.5);
    Block body =
        Builder.block(
            List.of(STEP, ROW, ROW),
            Location.UNKNOWN,
            (b, v) -> {
              Value next = b.add(b.multiply(v.get(1), leak), b.multiply(v.get(2), half));
              b.returns(next, next);
            });
    Value first = builder.scalar(ElementType.I32, 0L);
    return builder.append(new TimeLoopOp(4, first, List.of(leak), List.of(rows), body, backward));
  }

  private static final List<Tensor> GIVEN =
      List.of(
          Tensor.ofFloats(ROWS, 1, -2, 3, 0.5f, -0.25f, 4, 0, 1), Tensor.ofFloats(ROW, 0.5f, 2));

  @Test
  void everyLoopAtTheTopBecomesAFunctionOfItsOwn() {
    Module before = module();
    Module after = OutlineTimeLoop.run(before);
    assertThat(Verifier.verify(after, Stage.TENSOR)).isEmpty();
    assertThat(after.functions().stream().map(Function::name))
        .containsExactly("main", "steps", "steps_1");
    Function main = after.function("main").orElseThrow();
    assertThat(main.body().instructions()).noneMatch(one -> one.op() instanceof WhileOp);
    assertThat(OpCounts.of(after, CallOp.class)).isEqualTo(2);
    assertThat(OpCounts.of(after, WhileOp.class)).isEqualTo(2);
    assertThat(Evaluator.evaluate(after, "main", GIVEN))
        .isEqualTo(Evaluator.evaluate(before, "main", GIVEN));
  }

  @Test
  void aLoopInALoopStaysInIt() {
    Builder builder = new Builder(List.of(ROWS, ROW), Location.UNKNOWN);
    Value rows = builder.arguments().get(0);
    Block outer =
        Builder.block(
            List.of(STEP, ROW),
            Location.UNKNOWN,
            (b, v) -> b.returns(loop(b, rows, v.get(1), false).getFirst()));
    Value first = builder.scalar(ElementType.I32, 0L);
    builder.functionReturns(
        builder.append(
            new TimeLoopOp(3, first, List.of(builder.arguments().get(1)), List.of(), outer)));
    Module event = Module.of("m", Function.of("main", true, builder.build(), Location.UNKNOWN));
    Module after = OutlineTimeLoop.run(LowerTimeLoops.run(event));
    assertThat(after.functions().stream().map(Function::name)).containsExactly("main", "steps");
    assertThat(Evaluator.evaluate(after, "main", GIVEN))
        .isEqualTo(Evaluator.evaluate(event, "main", GIVEN));
  }
}
