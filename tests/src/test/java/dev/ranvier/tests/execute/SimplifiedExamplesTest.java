package dev.ranvier.tests.execute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.compiler.graph.NetworkGraph;
import dev.ranvier.compiler.pass.BuildEventModule;
import dev.ranvier.compiler.pass.DonateState;
import dev.ranvier.compiler.pass.DrawParameters;
import dev.ranvier.compiler.pass.LowerDerivatives;
import dev.ranvier.compiler.pass.LowerQueues;
import dev.ranvier.compiler.pass.LowerSpikes;
import dev.ranvier.compiler.pass.LowerTimeLoops;
import dev.ranvier.compiler.pass.PlaceProjections;
import dev.ranvier.compiler.plan.Plan;
import dev.ranvier.compiler.signature.Port;
import dev.ranvier.compiler.signature.PortAttributes;
import dev.ranvier.compiler.signature.Role;
import dev.ranvier.compiler.signature.Signature;
import dev.ranvier.compiler.simplify.Simplify;
import dev.ranvier.compiler.target.Targets;
import dev.ranvier.examples.Model;
import dev.ranvier.examples.Models;
import dev.ranvier.ir.Isomorphism;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.eval.Evaluator;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.text.Printer;
import dev.ranvier.ir.type.ElementType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The examples with and without the pass that simplifies them.
final class SimplifiedExamplesTest {
  private static final int BATCH = 2;
  private static final int STEPS = 40;
  private static final long SEED = 23;

  static List<Model> examples() {
    return Models.all();
  }

  private static Module lowered(NetworkGraph graph) {
    Plan plan = Plan.of(graph, Targets.cpu(), BATCH, SEED);
    Module events =
        PlaceProjections.run(
            LowerDerivatives.run(BuildEventModule.build(graph, plan, STEPS)), Targets.cpu());
    return LowerTimeLoops.run(LowerSpikes.run(LowerQueues.run(events, Targets.cpu())));
  }

  /// Runs `main` from the initial state, on random spikes.
  private static List<Tensor> run(Module module, NetworkGraph graph) {
    Signature signature = PortAttributes.signatureOf(module.function("main").orElseThrow());
    Map<String, Tensor> values = new HashMap<>(DrawParameters.draw(graph, SEED));
    values.put("step", Tensor.scalar(ElementType.I32, 0L));
    List<Tensor> state = Evaluator.evaluate(module, "initial", List.of());
    for (int i = 0; i < state.size(); i++) {
      values.put(signature.carried().get(i).name(), state.get(i));
    }
    SplittableRandom random = new SplittableRandom(SEED);
    for (Port port : signature.inputs(Role.SEQUENCE)) {
      int[] drawn = new int[(int) port.type().size()];
      Arrays.setAll(drawn, _ -> random.nextInt(4) == 0 ? 1 : 0);
      values.put(port.name(), Tensor.ofInts(port.type(), drawn));
    }
    List<Tensor> arguments = new ArrayList<>();
    for (Port port : signature.inputs()) {
      arguments.add(Objects.requireNonNull(values.get(port.name()), port.name()));
    }
    return Evaluator.evaluate(module, "main", arguments);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void computeTheSameBits(Model example) {
    NetworkGraph graph = example.network().graph();
    Module before = lowered(graph);
    Module after = Simplify.run(before);
    assertThat(Isomorphism.areSame(before, after)).as("nothing was simplified").isFalse();
    assertThat(run(after, graph)).as("seed %d", SEED).isEqualTo(run(before, graph));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void areSimpleAfterOneTime(Model example) {
    Module once = DonateState.run(Simplify.run(lowered(example.network().graph())));
    Module twice = Simplify.run(once);
    assertThat(Isomorphism.firstDifference(once, twice, Isomorphism.Locations.COMPARED))
        .as("%s\nthen:\n%s", Printer.print(once), Printer.print(twice))
        .isEmpty();
  }
}
