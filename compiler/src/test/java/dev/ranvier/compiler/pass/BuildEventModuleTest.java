package dev.ranvier.compiler.pass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.compiler.graph.NetworkGraph;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.Stage;
import dev.ranvier.ir.Verifier;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.SpikeOp;
import dev.ranvier.ir.op.TimeLoopOp;
import dev.ranvier.ir.text.Printer;
import dev.ranvier.models.Models;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Graphs become modules of event ops that do what `EventStep` says, held against `StepByStep`,
/// which says it again in plain Java.
class BuildEventModuleTest {
  @ParameterizedTest
  @MethodSource("dev.ranvier.compiler.pass.Runs#graphs")
  void givesAModuleThatHoldsTogether(NetworkGraph graph) {
    assertThat(Verifier.verify(Runs.event(graph), Stage.EVENT)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("dev.ranvier.compiler.pass.Runs#graphs")
  void runsAsAnIndependentSimulationDoesToTheBit(NetworkGraph graph) {
    List<Tensor> results = Runs.run(Runs.event(graph), graph);
    List<Tensor> records =
        results.subList(results.size() - graph.recorders().size(), results.size());
    List<float[]> expected = StepByStep.run(graph);
    for (int i = 0; i < records.size(); i++) {
      assertThat(records.get(i).toFloats())
          .as("%s, seed %d", graph.recorders().get(i).name(), Runs.SEED)
          .isEqualTo(expected.get(i));
    }
  }

  @Test
  void testsOnNetworksThatSpikeAndDrop() {
    NetworkGraph graph = Models.recurrent().graph();
    List<Tensor> results = Runs.run(Runs.event(graph), graph);
    // voltage, current, current, spikes of cells, drops of in->cells, drops of cells->cells
    assertThat(Arrays.stream(results.get(3).toInts()).sum()).isGreaterThan(20);
    assertThat(Arrays.stream(results.get(4).toInts()).sum()).isZero();
    assertThat(Arrays.stream(results.get(5).toInts()).sum()).isPositive();
  }

  @Test
  void carriesTheUsersLines() {
    NetworkGraph graph = Models.recurrent().graph();
    List<Instruction> spikes = new ArrayList<>();
    collect(Runs.event(graph).function("main").orElseThrow().body(), spikes);
    assertThat(spikes)
        .singleElement()
        .satisfies(
            spike ->
                assertThat(spike.location()).isEqualTo(graph.populations().getFirst().location()));
    assertThat(graph.populations().getFirst().location().file()).isEqualTo("Models.java");
  }

  private static void collect(Block block, List<Instruction> spikes) {
    for (Instruction instruction : block.instructions()) {
      if (instruction.op() instanceof SpikeOp) {
        spikes.add(instruction);
      }
      instruction.op().regions().forEach(region -> collect(region, spikes));
    }
  }

  @Test
  void printsQueuesAndTimeAsOpsOfTheirOwn() {
    NetworkGraph graph = Models.recurrent().graph();
    Module module = BuildEventModule.build(graph, Runs.plan(graph), 3);
    assertThat(OpCounts.of(module, TimeLoopOp.class)).isEqualTo(1);
    assertThat(Printer.print(module))
        .contains(
            "ranvier.send",
            "!ranvier.projection<!ranvier.queue<2x25xfifo[2, 20], \"dendritic-events\">, 5, 5>",
            "Models.java");
  }
}
