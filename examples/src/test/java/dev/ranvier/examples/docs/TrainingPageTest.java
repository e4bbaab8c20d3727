package dev.ranvier.examples.docs;

import static dev.ranvier.compiler.dsl.Declare.constant;
import static dev.ranvier.compiler.dsl.Declare.dense;
import static dev.ranvier.compiler.dsl.Declare.dt;
import static dev.ranvier.compiler.dsl.Declare.exponential;
import static dev.ranvier.compiler.dsl.Declare.ms;
import static dev.ranvier.compiler.dsl.Declare.normal;
import static dev.ranvier.compiler.dsl.Declare.uniform;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.ranvier.compiler.Compiler;
import dev.ranvier.compiler.Settings;
import dev.ranvier.compiler.TrainingProgram;
import dev.ranvier.compiler.derivative.ArrivalRule;
import dev.ranvier.compiler.dsl.Network;
import dev.ranvier.compiler.neuron.LeakyReadout;
import dev.ranvier.compiler.neuron.Lif;
import dev.ranvier.compiler.neuron.Neuron;
import dev.ranvier.compiler.surrogate.SuperSpike;
import dev.ranvier.compiler.synapse.Synapse;
import dev.ranvier.compiler.target.Targets;
import dev.ranvier.compiler.train.GradientClip;
import dev.ranvier.compiler.train.Loss;
import dev.ranvier.compiler.train.Objective;
import dev.ranvier.compiler.train.Optimizer;
import dev.ranvier.compiler.train.RateRegulariser;
import dev.ranvier.compiler.train.Readout;
import dev.ranvier.compiler.train.Recipe;
import dev.ranvier.compiler.train.Schedule;
import dev.ranvier.ir.eval.Evaluator;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.runtime.session.Session;
import dev.ranvier.runtime.train.Split;
import dev.ranvier.runtime.train.Trained;
import dev.ranvier.runtime.train.Training;
import dev.ranvier.runtime.train.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Everything that the page on training shows, run.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrainingPageTest {
  private static final Path PAGE = Path.of("docs/training.md");
  private static final Path SOURCES = Path.of("src/test/java/dev/ranvier/examples/docs");

  @TempDir Path folder;

  private Session session;

  @BeforeAll
  void start() {
    session = Session.embedded();
  }

  @AfterAll
  void stop() {
    session.close();
  }

  private static Network network(Neuron hiddenNeuron) {
    Network net =
        Network.named(
            "patterns",
            dt(ms(0.5)),
            n -> {
              var in = n.input("in", 4);
              var hidden = n.population("hidden", 20, hiddenNeuron);
              var label = n.population("label", 2, LeakyReadout.tau(ms(10)));
              var connection = dense().synapse(exponential(ms(5)));
              n.project(in, hidden, connection.weights(normal(0.2, 0.1)));
              n.project(hidden, label, connection.weights(normal(0, 0.05)));
            });
    return net;
  }

  private static Recipe recipe() {
    Objective objective =
        Objective.of("label", Readout.voltageIntegral(ms(6), 3), Loss.crossEntropy());
    Recipe recipe =
        Recipe.of(objective, Schedule.cosine(0.01, 200, 0.01))
            .optimizer(Optimizer.adam())
            .clip(GradientClip.globalNorm(10))
            .revival(0.01);
    return recipe;
  }

  private Trained train(Network net, Recipe recipe) throws IOException {
    TwoPatterns data = new TwoPatterns(80, 40);
    Trained trained =
        Training.of(net, recipe)
            .batch(16)
            .steps(40)
            .epochs(5)
            .seed(1)
            .fit(session, data, Split.of(80, 0.1, 0.1, 1), TrainingListener.NONE);
    return trained;
  }

  private static void assertLearnt(Trained trained) {
    double first = trained.rows().getFirst().loss();
    assertThat(trained.rows().getLast().loss()).isLessThan(first);
    assertThat(trained.testAccuracy()).hasValue(1);
  }

  @Test
  void thePagesNetworkLearnsByTimesOfSpikes() throws IOException {
    assertLearnt(train(network(Lif.exactReset()), recipe()));
  }

  @Test
  void thePagesNetworkLearnsByASurrogate() throws IOException {
    Lif lif = Lif.surrogate(new SuperSpike(10)).tauMembrane(ms(6));
    Objective objective =
        recipe().objective().regularise("hidden", new RateRegulariser(0.5, 10, 0.1));
    assertLearnt(train(network(lif), Recipe.of(objective, Schedule.constant(0.005))));
  }

  @Test
  void aNeuronOfOnesOwnLearns() throws IOException {
    assertLearnt(train(network(new Integrator(1)), recipe()));
  }

  @Test
  void aSurrogateOfOnesOwnLearns() throws IOException {
    assertLearnt(train(network(new BumpIntegrator(new Bump(0.5))), recipe()));
  }

  @Test
  void aSynapseOfOnesOwnLearnsItsDelaysToo() throws IOException {
    Synapse alpha = new Alpha(ms(2));
    Network net =
        Network.named(
            "delayed",
            dt(ms(0.5)),
            n -> {
              var in = n.input("in", 4);
              var hidden = n.population("hidden", 20, Lif.exactReset());
              var label = n.population("label", 2, LeakyReadout.tau(ms(10)));
              n.project(
                  in,
                  hidden,
                  dense().weights(normal(0.2, 0.1)).delays(uniform(ms(0.5), ms(5))).synapse(alpha));
              n.project(hidden, label, dense().weights(normal(0, 0.1)));
            });
    Recipe recipe = recipe().trainDelays("in->hidden").delayRate(10);
    Trained trained = train(net, recipe);
    assertLearnt(trained);
    assertThat(trained.parameters()).containsKey("in->hidden.latencies");
    for (float latency : trained.parameters().get("in->hidden.latencies").floats()) {
      assertThat(latency).isBetween(0.5f, 5f);
    }
  }

  /// The loss of one delayed input spike that an integrator reads, and its derivative by the delay.
  private static double[] lossAndSlope(double delayMs) {
    Network net =
        Network.named(
            "delayed",
            dt(ms(0.05)),
            n -> {
              var in = n.input("in", 1);
              var label = n.population("label", 1, LeakyReadout.tau(ms(10)));
              n.project(
                  in,
                  label,
                  dense()
                      .weights(constant(1))
                      .delays(uniform(ms(0.05), ms(8)))
                      .synapse(new Alpha(ms(2))));
            });
    Objective objective = Objective.of("label", Readout.voltageIntegral(ms(6), 3), new LogitSum());
    TrainingProgram program =
        Compiler.target(Targets.cpu())
            .train(
                net,
                Settings.batch(1).steps(400),
                Recipe.of(objective, Schedule.constant(0.01)).trainDelays("in->label"));
    int[] spikes = new int[400];
    spikes[0] = 1;
    Map<String, Tensor> given = new HashMap<>(program.parameters());
    given.put("in.spikes", Tensor.ofInts(TensorType.of(ElementType.U8, 400, 1, 1), spikes));
    given.put(
        "in->label.latencies", Tensor.ofDoubles(TensorType.of(ElementType.F32, 1, 1), delayMs));
    given.put("labels", Tensor.ofInts(TensorType.of(ElementType.I32, 1), 0));
    List<Tensor> arguments =
        program.evaluateSignature().inputs().stream()
            .map(port -> Objects.requireNonNull(given.get(port.name())))
            .toList();
    List<Tensor> results = Evaluator.evaluate(program.gradientModule(), "main", arguments);
    return new double[] {results.getFirst().asDouble(0), results.getLast().asDouble(0)};
  }

  @Test
  void theDerivativeOfASynapseOfOnesOwnIsThatOfItsDelays() {
    double slope = (lossAndSlope(4.05)[0] - lossAndSlope(3.95)[0]) / 0.1;
    assertThat(slope).isNegative();
    assertThat(lossAndSlope(4)[1]).isCloseTo(slope, withinPercentage(1));
  }

  @Test
  void theRuleForArrivalsChangesWhatIsLearnt() throws IOException {
    Recipe reference = recipe().arrivals(ArrivalRule.CURRENT_ONLY);
    Trained exact = train(network(Lif.exactReset()), recipe());
    Trained currentOnly = train(network(Lif.exactReset()), reference);
    assertThat(currentOnly.parameters()).isNotEqualTo(exact.parameters());
  }

  @Test
  void aTrainingGoesOnFromItsCheckpoint() throws IOException {
    TwoPatterns data = new TwoPatterns(80, 40);
    Split split = Split.stratified(data.labels(), 0.1, 0.1, 1);
    Training training =
        Training.of(network(Lif.exactReset()), recipe())
            .batch(16)
            .steps(40)
            .checkpoint(folder.resolve("patterns.safetensors"))
            .log(folder.resolve("patterns.csv"))
            .patience(10);
    training.epochs(2).fit(session, data, split, TrainingListener.NONE);
    Trained rest = training.epochs(4).resumed().fit(session, data, split, TrainingListener.NONE);
    assertThat(rest.rows()).hasSize(2);
    assertThat(Files.readAllLines(folder.resolve("patterns.csv"))).hasSize(5);
  }

  @Test
  void everyBlockOfThePageIsHere() throws IOException {
    String code;
    try (Stream<Path> files = Files.list(SOURCES)) {
      List<String> sources = new ArrayList<>();
      for (Path file : files.sorted().toList()) {
        sources.add(plain(Files.readString(file)));
      }
      code = String.join("\n", sources);
    }
    String[] parts = Files.readString(PAGE).split("```java\n");
    assertThat(parts).hasSizeGreaterThan(8);
    for (int i = 1; i < parts.length; i++) {
      String block = parts[i].substring(0, parts[i].indexOf("```"));
      assertThat(code).as("block %d of %s", i, PAGE).contains(plain(block));
    }
  }

  /// Without indentation and empty lines.
  private static String plain(String text) {
    return text.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining("\n"));
  }
}
