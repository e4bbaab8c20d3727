package dev.ranvier.compiler;

import static dev.ranvier.compiler.dsl.Declare.dense;
import static dev.ranvier.compiler.dsl.Declare.fifo;
import static dev.ranvier.compiler.dsl.Declare.fixedProbability;
import static dev.ranvier.compiler.dsl.Declare.ring;
import static dev.ranvier.compiler.pass.TrainingRuns.BATCH;
import static dev.ranvier.compiler.pass.TrainingRuns.SEED;
import static dev.ranvier.compiler.pass.TrainingRuns.STEPS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ranvier.compiler.autodiff.Cuts;
import dev.ranvier.compiler.dsl.Network;
import dev.ranvier.compiler.neuron.Lif;
import dev.ranvier.compiler.pass.BuildTrainingModule;
import dev.ranvier.compiler.pass.TrainingRuns;
import dev.ranvier.compiler.signature.Port;
import dev.ranvier.compiler.signature.Role;
import dev.ranvier.compiler.surrogate.FastSigmoid;
import dev.ranvier.compiler.target.Targets;
import dev.ranvier.compiler.train.Recipe;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.Stage;
import dev.ranvier.ir.Verifier;
import dev.ranvier.ir.eval.Evaluator;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.text.Printer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Programs that train: after all passes they are what they were before.
class TrainingProgramTest {
  /// A network, and whether its delays are trained.
  record Case(String name, Network network, boolean delays) {
    Recipe recipe() {
      Recipe recipe = TrainingRuns.recipe();
      return delays ? recipe.trainDelays("hidden->label") : recipe;
    }

    TrainingProgram compile() {
      return Compiler.target(Targets.cpu())
          .train(network, Settings.batch(BATCH).steps(STEPS).seed(SEED), recipe());
    }

    Module event() {
      return BuildTrainingModule.gradient(
          network.graph(), TrainingRuns.plan(network.graph()), recipe(), STEPS, Cuts.NONE);
    }

    Map<String, Tensor> given() {
      Map<String, Tensor> given = TrainingRuns.given(network.graph());
      compile().parameters().forEach(given::put);
      return given;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    Lif surrogate = Lif.surrogate(new FastSigmoid(10));
    Lif next = Lif.nextStepReset();
    return Stream.of(
        new Case("times", TrainingRuns.network(Lif.exactReset(), dense(), ring()), false),
        new Case("delays", TrainingRuns.network(Lif.exactReset(), dense(), ring()), true),
        new Case("full", TrainingRuns.network(Lif.exactReset(), dense(), fifo(1)), true),
        new Case(
            "sparse", TrainingRuns.network(Lif.exactReset(), fixedProbability(0.4), ring()), false),
        new Case("surrogate", TrainingRuns.network(surrogate, dense(), ring()), true),
        new Case(
            "sparse surrogate",
            TrainingRuns.network(surrogate, fixedProbability(0.4), fifo(1)),
            false),
        new Case("next step", TrainingRuns.network(next, dense(), ring()), true));
  }

  /// What the lowered module gives, by the names of the one before: its ports have none.
  private static Map<String, Tensor> lowered(Case given, Map<String, Tensor> arguments) {
    TrainingProgram program = given.compile();
    Module module = program.gradientModule();
    assertThat(Verifier.verify(module, Stage.TENSOR)).isEmpty();
    List<Tensor> ordered = new ArrayList<>();
    program
        .evaluateSignature()
        .inputs()
        .forEach(port -> ordered.add(TrainingRuns.of(arguments, port.name())));
    List<Tensor> results = Evaluator.evaluate(module, "main", ordered);
    List<String> names = new ArrayList<>(TrainingRuns.run(given.event(), arguments).keySet());
    Map<String, Tensor> named = new LinkedHashMap<>();
    for (int i = 0; i < results.size(); i++) {
      named.put(names.get(i), results.get(i));
    }
    return named;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void gradientsAreThoseOfTheEventModule(Case given) {
    Map<String, Tensor> arguments = given.given();
    Map<String, Tensor> expected = TrainingRuns.run(given.event(), arguments);
    Map<String, Tensor> results = lowered(given, arguments);
    assertThat(results.keySet()).isEqualTo(expected.keySet());
    expected.forEach(
        (name, tensor) -> {
          if (name.endsWith(".gradient")) {
            assertClose(name, TrainingRuns.of(results, name), tensor);
          } else {
            assertThat(results.get(name)).as(name).isEqualTo(tensor);
          }
        });
  }

  /// The event op sums in f64 and rounds once, its lowering sums in f32.
  private static void assertClose(String name, Tensor result, Tensor expected) {
    double largest = Arrays.stream(expected.toDoubles()).map(Math::abs).max().orElseThrow();
    assertThat(largest).as("largest of %s", name).isPositive();
    for (int i = 0; i < expected.size(); i++) {
      assertThat(result.asDouble(i))
          .as("%s, element %d", name, i)
          .isCloseTo(expected.asDouble(i), within(2e-6 * largest));
    }
  }

  @Test
  void theTestOnFullQueuesDropsEvents() {
    Case full = cases().filter(one -> one.name().equals("full")).findFirst().orElseThrow();
    int[] dropped =
        TrainingRuns.of(TrainingRuns.run(full.event(), full.given()), "hidden->hidden.dropped")
            .toInts();
    assertThat(Arrays.stream(dropped).sum()).isPositive();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theSameNetworkIsAlwaysTheSameText(Case given) {
    TrainingProgram once = given.compile();
    TrainingProgram again = given.compile();
    assertThat(again.updateText()).isEqualTo(once.updateText());
    assertThat(again.evaluateText()).isEqualTo(once.evaluateText());
    assertThat(Printer.print(again.gradientModule()))
        .isEqualTo(Printer.print(once.gradientModule()));
  }

  @Test
  void theSameGradientHasTheSameBits() {
    Case given = cases().filter(one -> one.name().equals("delays")).findFirst().orElseThrow();
    assertThat(lowered(given, given.given())).isEqualTo(lowered(given, given.given()));
  }

  @Test
  void anUpdateHasOneFunctionForTheWayThereAndOneForTheWayBack() {
    Case given = cases().findFirst().orElseThrow();
    List<String> names =
        given.compile().updateModule().functions().stream().map(Function::name).toList();
    assertThat(names).containsExactly("main", "gradient", "steps", "steps_1");
  }

  @Test
  void statesBeginWithWhatTheSeedDrawsAndWithZeros() {
    Case given = cases().filter(one -> one.name().equals("delays")).findFirst().orElseThrow();
    TrainingProgram program = given.compile();
    Map<String, Tensor> state = program.initialState();
    assertThat(state.keySet())
        .containsExactlyElementsOf(
            program.updateSignature().inputs(Role.STATE).stream().map(Port::name).toList());
    Map<String, Tensor> drawn = TrainingRuns.given(given.network().graph());
    assertThat(state.get("in->hidden.weights")).isEqualTo(drawn.get("in->hidden.weights"));
    double[] latencies = TrainingRuns.of(state, "hidden->label.latencies").toDoubles();
    for (int i = 0; i < latencies.length; i++) {
      assertThat(latencies[i])
          .isEqualTo(0.5 * TrainingRuns.of(drawn, "hidden->label.delays").asLong(i));
    }
    assertThat(TrainingRuns.of(state, "in->hidden.weights.mean").toDoubles()).containsOnly(0);
    assertThat(TrainingRuns.of(state, "update").asLong(0)).isZero();
  }
}
