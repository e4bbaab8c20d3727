package dev.ranvier.compiler.simplify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.compiler.Compiler;
import dev.ranvier.compiler.Program;
import dev.ranvier.compiler.Settings;
import dev.ranvier.compiler.dsl.Network;
import dev.ranvier.compiler.graph.NetworkGraph;
import dev.ranvier.compiler.pass.BuildEventModule;
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
import dev.ranvier.compiler.target.Targets;
import dev.ranvier.ir.Isomorphism;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.eval.Evaluator;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.text.Printer;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.models.Models;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The pass on whole networks instead of random modules.
class SimplifyModelsTest {
  private static final int BATCH = 2;
  private static final int STEPS = 40;
  private static final long SEED = 17;

  static List<Network> networks() {
    return List.of(
        Models.yinYang(),
        Models.feedForward("small", 6),
        Models.recurrent(),
        Models.merging(),
        Models.xor());
  }

  /// Lowered as far as it can be without the pass.
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
      Arrays.setAll(drawn, _ -> random.nextInt(8) == 0 ? 1 : 0);
      values.put(port.name(), Tensor.ofInts(port.type(), drawn));
    }
    List<Tensor> arguments = new ArrayList<>();
    for (Port port : signature.inputs()) {
      arguments.add(Objects.requireNonNull(values.get(port.name()), port.name()));
    }
    return Evaluator.evaluate(module, "main", arguments);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void computesTheSameBits(Network network) {
    Module before = lowered(network.graph());
    Module after = Simplify.run(before);
    assertThat(Isomorphism.areSame(before, after)).as("nothing was simplified").isFalse();
    List<Tensor> results = run(after, network.graph());
    assertThat(results).as("seed %d", SEED).isEqualTo(run(before, network.graph()));
    assertThat(results.stream().anyMatch(SimplifyModelsTest::hasSpikes)).as("spikes").isTrue();
  }

  private static boolean hasSpikes(Tensor tensor) {
    if (tensor.type().element() != ElementType.U8) {
      return false;
    }
    for (int i = 0; i < tensor.size(); i++) {
      if (tensor.asLong(i) != 0) {
        return true;
      }
    }
    return false;
  }

  @ParameterizedTest
  @MethodSource("networks")
  void changesNothingTheSecondTime(Network network) {
    assertUnchanged(Simplify.run(lowered(network.graph())));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void findsNothingLeftInWhatIsShipped(Network network) {
    Program program =
        Compiler.target(Targets.cpu())
            .compile(network, Settings.batch(BATCH).steps(STEPS).seed(SEED));
    assertUnchanged(program.module());
    assertUnchanged(program.initialModule());
  }

  private static void assertUnchanged(Module module) {
    Module again = Simplify.run(module);
    assertThat(Isomorphism.firstDifference(module, again, Isomorphism.Locations.COMPARED))
        .as("%s\nthen:\n%s", Printer.print(module), Printer.print(again))
        .isEmpty();
  }
}
