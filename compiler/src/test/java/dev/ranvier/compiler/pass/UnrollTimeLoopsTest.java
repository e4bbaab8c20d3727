package dev.ranvier.compiler.pass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.compiler.graph.NetworkGraph;
import dev.ranvier.compiler.target.Targets;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.Stage;
import dev.ranvier.ir.Verifier;
import dev.ranvier.ir.eval.Evaluator;
import dev.ranvier.ir.op.TimeLoopOp;
import dev.ranvier.ir.op.WhileOp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Time loops become their steps.
class UnrollTimeLoopsTest {
  @ParameterizedTest
  @MethodSource("dev.ranvier.compiler.pass.Runs#graphs")
  void givesTheSameBeforeAndAfter(NetworkGraph graph) {
    Module placed =
        PlaceProjections.run(
            LowerDerivatives.run(Runs.event(Runs.laidOut(graph, "synaptic"))), Targets.cpu());
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
    Module unrolled = UnrollTimeLoops.run(SummingLoop.module(true));
    assertThat(Evaluator.evaluate(unrolled, "main", SummingLoop.GIVEN))
        .isEqualTo(SummingLoop.results(110, 109, 107, 104));
  }
}
