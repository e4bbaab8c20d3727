package dev.ranvier.compiler.pass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.compiler.graph.NetworkGraph;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.Stage;
import dev.ranvier.ir.Verifier;
import dev.ranvier.ir.eval.Evaluator;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.SpikeOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Spike ops become two comparisons.
class LowerSpikesTest {
  @ParameterizedTest
  @MethodSource("dev.ranvier.compiler.pass.Runs#graphs")
  void givesTheSameBeforeAndAfter(NetworkGraph graph) {
    Module before = Runs.event(graph);
    Module after = LowerSpikes.run(before);
    assertThat(OpCounts.of(before, SpikeOp.class)).isPositive();
    assertThat(OpCounts.of(after, SpikeOp.class)).isZero();
    assertThat(Verifier.verify(after, Stage.EVENT)).isEmpty();
    assertThat(Runs.run(after, graph)).isEqualTo(Runs.run(before, graph));
  }

  @Test
  void spikesOnlyWhereTheThresholdIsCrossedUpwards() {
    TensorType type = TensorType.of(ElementType.F32, 6);
    Builder builder = new Builder(List.of(type, type, type), Location.UNKNOWN);
    List<Value> operands = builder.arguments();
    builder.functionReturns(
        builder.add(new SpikeOp(operands.get(0), operands.get(1), operands.get(2))));
    Module event = Module.of("m", Function.of("main", true, builder.build(), Location.UNKNOWN));
    List<Tensor> arguments =
        List.of(
            Tensor.ofFloats(type, 0, 0.5f, 1, 2, 0.5f, Float.NaN),
            Tensor.ofFloats(type, 1, 0.9f, 2, 0.5f, 3, 2),
            Tensor.ofFloats(type, 1, 1, 1, 1, 1, 1));
    Tensor expected =
        Tensor.ofBooleans(type.withElement(ElementType.I1), true, false, false, false, true, false);
    assertThat(Evaluator.evaluate(LowerSpikes.run(event), "main", arguments))
        .containsExactly(expected);
    assertThat(Evaluator.evaluate(event, "main", arguments)).containsExactly(expected);
  }
}
