package dev.ranvier.compiler.pass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.compiler.graph.NetworkGraph;
import dev.ranvier.compiler.target.Targets;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.Stage;
import dev.ranvier.ir.Verifier;
import dev.ranvier.ir.eval.Evaluator;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.TimeLoopOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.op.WhileOp;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Time loops become their steps.
class UnrollTimeLoopsTest {
  @ParameterizedTest
  @MethodSource("dev.ranvier.compiler.pass.Runs#graphs")
  void givesTheSameBeforeAndAfter(NetworkGraph graph) {
    Module placed =
        PlaceProjections.run(LowerDerivatives.run(Runs.event(Runs.laidOut(graph, "synaptic"))));
    Module before = LowerSpikes.run(LowerQueues.run(placed, Targets.cpu()));
    Module after = UnrollTimeLoops.run(before);
    assertThat(OpCounts.of(after, TimeLoopOp.class)).isZero();
    assertThat(OpCounts.of(after, WhileOp.class)).isZero();
    assertThat(Verifier.verify(after, Stage.TENSOR)).isEmpty();
    assertThat(Runs.run(after, graph)).isEqualTo(Runs.run(before, graph));
  }

  /// Sums a sequence from its end and records the sums and the numbers of the steps.
  @Test
  void goesBackwardWhereTheLoopDoes() {
    TensorType scalar = TensorType.scalar(ElementType.I32);
    TensorType sequence = TensorType.of(ElementType.I32, 4);
    Builder builder = new Builder(List.of(scalar, scalar, sequence), Location.UNKNOWN);
    List<Value> arguments = builder.arguments();
    Block body =
        Builder.block(
            List.of(scalar, scalar, scalar),
            Location.UNKNOWN,
            (inner, values) -> {
              Value sum = inner.add(values.get(1), values.get(2));
              inner.returns(sum, sum, values.get(0));
            });
    TimeLoopOp loop =
        new TimeLoopOp(
            4, arguments.get(0), List.of(arguments.get(1)), List.of(arguments.get(2)), body, true);
    builder.functionReturns(builder.append(loop));
    Module event = Module.of("m", Function.of("main", true, builder.build(), Location.UNKNOWN));
    List<Tensor> results =
        Evaluator.evaluate(
            UnrollTimeLoops.run(event),
            "main",
            List.of(
                Tensor.scalar(ElementType.I32, 7L),
                Tensor.scalar(ElementType.I32, 100L),
                Tensor.ofInts(sequence, 1, 2, 3, 4)));
    assertThat(results)
        .containsExactly(
            Tensor.scalar(ElementType.I32, 110L),
            Tensor.ofInts(sequence, 110, 109, 107, 104),
            Tensor.ofInts(sequence, 7, 8, 9, 10));
  }
}
