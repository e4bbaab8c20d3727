package dev.ranvier.runtime.train;

import static dev.ranvier.compiler.dsl.Declare.constant;
import static dev.ranvier.compiler.dsl.Declare.dense;
import static dev.ranvier.compiler.dsl.Declare.dt;
import static dev.ranvier.compiler.dsl.Declare.ms;
import static dev.ranvier.compiler.dsl.Declare.normal;
import static dev.ranvier.compiler.dsl.Declare.uniform;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ranvier.compiler.dsl.Network;
import dev.ranvier.compiler.neuron.LeakyReadout;
import dev.ranvier.compiler.neuron.Lif;
import dev.ranvier.compiler.parameter.Weights;
import dev.ranvier.compiler.surrogate.SuperSpike;
import dev.ranvier.compiler.train.Checkpointing;
import dev.ranvier.compiler.train.Loss;
import dev.ranvier.compiler.train.Objective;
import dev.ranvier.compiler.train.RateRegulariser;
import dev.ranvier.compiler.train.Readout;
import dev.ranvier.compiler.train.Recipe;
import dev.ranvier.compiler.train.Schedule;
import dev.ranvier.runtime.array.ArrayType;
import dev.ranvier.runtime.array.DType;
import dev.ranvier.runtime.array.HostArray;
import dev.ranvier.runtime.session.Session;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Trainings of eight neurons on a real plugin.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrainingRunTest {
  private static final int STEPS = 20;
  private static final int SAMPLES = 16;

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

  /// Inputs 0 and 1 spike in samples of label 0, inputs 2 and 3 in those of label 1; which of them
  /// is changed at random.
  private record TwoPatterns(List<Integer> known) implements Dataset {
    static TwoPatterns alternating() {
      return new TwoPatterns(IntStream.range(0, SAMPLES).map(i -> i % 2).boxed().toList());
    }

    @Override
    public int[] labels() {
      return known.stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    public Map<String, HostArray> inputs(int[] samples, Optional<RandomGenerator> augmentation) {
      byte[] spikes = new byte[STEPS * samples.length * 4];
      for (int step = 0; step < STEPS; step += 4) {
        for (int i = 0; i < samples.length; i++) {
          int which = augmentation.map(random -> random.nextInt(2)).orElse(0);
          spikes[(step * samples.length + i) * 4 + samples[i] % 2 * 2 + which] = 1;
        }
      }
      return Map.of(
          "in.spikes", HostArray.ofBytes(ArrayType.of(DType.U8, STEPS, samples.length, 4), spikes));
    }
  }

  private static Network network(String name, Weights into) {
    return Network.named(
        name,
        dt(ms(0.5)),
        n -> {
          var in = n.input("in", 4);
          var hidden = n.population("hidden", 8, Lif.exactReset());
          var label = n.population("label", 2, LeakyReadout.tau(ms(10)));
          n.project(in, hidden, dense().weights(into).delays(uniform(ms(0.5), ms(2))));
          n.project(hidden, label, dense().weights(normal(0.1, 0.3)).delays(constant(ms(1))));
        });
  }

  private static Recipe recipe(double rate) {
    return recipe(Schedule.constant(rate));
  }

  private static Recipe recipe(Schedule schedule) {
    Objective objective =
        Objective.of("label", Readout.voltageIntegral(ms(6), 1), Loss.crossEntropy());
    return Recipe.of(objective, schedule);
  }

  private static Training training(Recipe recipe) {
    return Training.of(network("tiny", normal(1.2, 0.4)), recipe)
        .batch(4)
        .steps(STEPS)
        .epochs(2)
        .seed(3);
  }

  private Trained fit(Training training, TrainingListener listener) throws IOException {
    return training.fit(
        session, TwoPatterns.alternating(), Split.of(SAMPLES, 0.25, 0, 1), listener);
  }

  private Trained fit(Training training) throws IOException {
    return fit(training, TrainingListener.NONE);
  }

  private static final class Notices implements TrainingListener {
    private final List<String> heard = new ArrayList<>();

    @Override
    public void notice(String message) {
      heard.add(message);
    }
  }

  @Test
  void theSameSeedGivesTheSameBits() throws IOException {
    Trained once = fit(training(recipe(0.01)));
    Trained again = fit(training(recipe(0.01)));
    Trained other = fit(training(recipe(0.01)).seed(4));
    assertThat(once.parameters().keySet())
        .containsExactlyInAnyOrder("in->hidden.weights", "hidden->label.weights");
    assertThat(again.parameters()).isEqualTo(once.parameters());
    assertThat(again.rows().stream().map(EpochRow::loss))
        .isEqualTo(once.rows().stream().map(EpochRow::loss).toList());
    assertThat(other.parameters()).isNotEqualTo(once.parameters());
  }

  @Test
  void constantsAndInitialStatesAreTrainedOnTheDevice() throws IOException {
    Recipe recipe =
        recipe(0.02)
            .trainWeights()
            .trainNeurons("hidden", "threshold")
            .trainSynapses("hidden->label", "tau")
            .trainInitialStates("label", "voltage");
    Trained trained = fit(training(recipe).epochs(6));
    assertThat(trained.parameters().keySet())
        .containsExactlyInAnyOrder(
            "hidden.threshold", "hidden->label.tau", "label.voltage.initial");
    trained
        .parameters()
        .forEach(
            (name, numbers) -> {
              float start =
                  switch (name) {
                    case "hidden.threshold" -> 1;
                    case "hidden->label.tau" -> 5;
                    default -> 0;
                  };
              assertThat(numbers.floats()).as(name).doesNotContain(start);
            });
    assertThat(trained.rows().getLast().loss()).isLessThan(trained.rows().getFirst().loss());
  }

  @Test
  void aResumedTrainingIsEqualToTheUndisturbedOneToTheBit() throws IOException {
    Recipe recipe =
        recipe(0.01)
            .trainDelays("in->hidden")
            .trainNeurons("hidden", "threshold", "tauMembrane")
            .trainInitialStates("label", "voltage");
    Path file = folder.resolve("resumed.safetensors");
    Trained whole = fit(training(recipe).epochs(4));
    Trained half = fit(training(recipe).epochs(2).checkpoint(file));
    Trained rest = fit(training(recipe).epochs(4).checkpoint(file).resumed());
    assertThat(half.parameters()).isNotEqualTo(whole.parameters());
    assertThat(rest.parameters()).isEqualTo(whole.parameters());
    assertThat(rest.rows().stream().map(EpochRow::epoch)).containsExactly(3, 4);
    assertThat(rest.rows().stream().map(EpochRow::loss))
        .isEqualTo(whole.rows().stream().skip(2).map(EpochRow::loss).toList());
  }

  @Test
  void anExplodingLossNamesTheUpdateThePopulationAndTheLastGoodCheckpoint() throws IOException {
    Path file = folder.resolve("exploding.safetensors");
    Training explosive = training(recipe(Schedule.step(0.01, 3, 1e32)));
    var _ = fit(explosive.epochs(1).checkpoint(file));
    assertThatThrownBy(() -> fit(explosive.checkpoint(file).resumed()))
        .isInstanceOfSatisfying(
            TrainingFailure.class, failure -> assertThat(failure.update()).isEqualTo(5))
        .hasMessageStartingWith("training of \"tiny\": the loss of update 5 (epoch 2) is ")
        .hasMessageContaining("it is read from population \"label\", all parameters are finite")
        .hasMessageContaining("the last good checkpoint is " + file + ", of epoch 1")
        .hasMessageEndingWith("use a lower learning rate, or clip gradients")
        .hasMessageNotContaining("\n");
    assertThat(Checkpoint.read(file).state().epoch()).isEqualTo(1);
  }

  @Test
  void voltagesThatAreNoNumbersAreLookedForFromTheInputsOn() {
    assertThatThrownBy(() -> fit(training(recipe(Schedule.step(0.01, 1, 1e43)))))
        .isInstanceOf(TrainingFailure.class)
        .hasMessageContaining(
            "population \"hidden\" is the first whose voltages are no finite numbers (");
  }

  @Test
  void anExplosionInTheFirstEpochSaysThatNothingWasKept() {
    assertThatThrownBy(() -> fit(training(recipe(1e30))))
        .isInstanceOf(TrainingFailure.class)
        .hasMessageContaining("(epoch 1)")
        .hasMessageContaining("there is no good checkpoint yet, as this is the first epoch");
  }

  @Test
  void aSilentNetworkIsToldWithTheRemedy() {
    Training silent =
        Training.of(network("silent", constant(0.0)), recipe(0.01)).batch(4).steps(STEPS).epochs(2);
    assertThatThrownBy(() -> fit(silent))
        .isInstanceOf(TrainingFailure.class)
        .hasMessage(
            "training of \"silent\": population \"hidden\" did not spike once in the epoch up to"
                + " update 3, so that nothing is learnt there; begin with larger weights or a lower"
                + " threshold, or set revival(...) in the recipe, which raises the weights into"
                + " silent neurons");
  }

  @Test
  void revivalWakesASilentNetwork() throws IOException {
    Notices notices = new Notices();
    Recipe recipe = recipe(0.01).revival(0.01);
    Network silent = network("silent", constant(0.0));
    Trained trained = fit(Training.of(silent, recipe).batch(4).steps(STEPS).epochs(8), notices);
    assertThat(notices.heard).isNotEmpty().allMatch(text -> text.contains("\"hidden\""));
    assertThat(notices.heard.size()).as("silent epochs").isLessThan(trained.rows().size());
  }

  @Test
  void aBudgetThatIsTooSmallIsToldWithTheLineThatTrains() {
    assertThatThrownBy(() -> fit(training(recipe(0.01)).checkpointing(Checkpointing.within(100))))
        .hasMessageContaining("(TrainingRunTest.java:");
  }

  @Test
  void labelsOutOfRangeAreNamed() {
    List<Integer> labels = new ArrayList<>(TwoPatterns.alternating().known());
    labels.set(5, 2);
    assertThatThrownBy(
            () ->
                training(recipe(0.01))
                    .fit(
                        session,
                        new TwoPatterns(labels),
                        Split.of(SAMPLES, 0, 0, 1),
                        TrainingListener.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sample 5 has label 2; expected 0 to 1");
  }

  @Test
  void aCheckpointOfAnotherModelIsRefused() throws IOException {
    Path file = folder.resolve("other.safetensors");
    var _ = fit(training(recipe(0.01)).epochs(1).checkpoint(file));
    Training other =
        Training.of(network("other", normal(1.2, 0.4)), recipe(0.01))
            .batch(4)
            .steps(STEPS)
            .seed(3)
            .checkpoint(file)
            .resumed();
    assertThatThrownBy(() -> fit(other))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("other");
  }

  @Test
  void aRefusedCheckpointShowsWhatDiffers() throws IOException {
    Path file = folder.resolve("differs.safetensors");
    var _ = fit(training(recipe(0.01)).epochs(1).checkpoint(file));
    Network larger =
        Network.named(
            "tiny",
            dt(ms(0.5)),
            n -> {
              var in = n.input("in", 4);
              var hidden = n.population("hidden", 9, Lif.exactReset());
              var label = n.population("label", 2, LeakyReadout.tau(ms(10)));
              n.project(
                  in, hidden, dense().weights(normal(1.2, 0.4)).delays(uniform(ms(0.5), ms(2))));
              n.project(hidden, label, dense().weights(normal(0.1, 0.3)).delays(constant(ms(1))));
            });
    Training other =
        Training.of(larger, recipe(0.01)).batch(4).steps(STEPS).seed(3).checkpoint(file).resumed();
    assertThatThrownBy(() -> fit(other))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith(
            "checkpoint %s: it is of another model; resume with the network and optimizer it was"
                    .formatted(file)
                + " written with, or start anew")
        .hasMessageContaining("-   population \"hidden\" size 8: lif(")
        .hasMessageContaining("+   population \"hidden\" size 9: lif(")
        .hasMessageContaining("- parameter in->hidden.weights f32[4,8]")
        .hasMessageContaining("+ parameter in->hidden.weights f32[4,9]");
  }

  @Test
  void aCheckpointOfAnotherTrainingIsRefused() throws IOException {
    Path file = folder.resolve("training.safetensors");
    var _ = fit(training(recipe(0.01)).epochs(1).checkpoint(file));
    Training resumed = training(recipe(0.01)).checkpoint(file).resumed();
    assertRefused(
        () -> fit(training(recipe(0.02)).checkpoint(file).resumed()),
        "- schedule: Constant[rate=0.01]",
        "+ schedule: Constant[rate=0.02]");
    assertRefused(
        () -> fit(resumed.batch(6)),
        "- samples: 4 at a time, of " + STEPS + " steps",
        "+ samples: 6 at a time, of " + STEPS + " steps");
    assertRefused(
        () ->
            resumed.fit(
                session,
                TwoPatterns.alternating(),
                Split.of(SAMPLES, 0.25, 0, 2),
                TrainingListener.NONE),
        "- training part: 12, seal ",
        "+ validation part: 4, seal ");
  }

  private static void assertRefused(
      ThrowableAssert.ThrowingCallable resumes, String... differences) {
    assertThatThrownBy(resumes)
        .isInstanceOf(CheckpointException.class)
        .hasMessageContainingAll(differences);
  }

  @Test
  void whatWasTrainedIsTriedWithOtherQueues() throws IOException {
    Trained trained = fit(training(recipe(0.01)));
    int[] samples = {0, 1, 2, 3, 4, 5};
    Tested same =
        training(recipe(0.01))
            .test(session, TwoPatterns.alternating(), samples, trained.parameters());
    assertThat(same.samples()).isEqualTo(6);
    assertThat(same.accuracy()).isBetween(0.0, 1.0);
    assertThat(same.spikes().get("hidden")).isPositive();
    assertThat(same.dropped()).containsEntry("in->hidden", 0L);
    assertThatThrownBy(
            () ->
                training(recipe(0.01))
                    .test(
                        session,
                        TwoPatterns.alternating(),
                        samples,
                        Map.of("in->label.weights", HostArray.of(new int[4], 4))))
        .isInstanceOf(TrainingInputException.class)
        .hasMessageStartingWith("parameter \"in->label.weights\": expected one of [");
  }

  /// The same model, declared on other lines.
  @Test
  void aCheckpointOfTheSameModelDeclaredElsewhereIsTaken() throws IOException {
    Path file = folder.resolve("elsewhere.safetensors");
    var _ = fit(training(recipe(0.01)).epochs(1).checkpoint(file));
    Network elsewhere =
        Network.named(
            "tiny",
            dt(ms(0.5)),
            n -> {
              var in = n.input("in", 4);
              var hidden = n.population("hidden", 8, Lif.exactReset());
              var label = n.population("label", 2, LeakyReadout.tau(ms(10)));
              var delayed = dense().weights(normal(1.2, 0.4)).delays(uniform(ms(0.5), ms(2)));
              n.project(in, hidden, delayed);
              n.project(hidden, label, dense().weights(normal(0.1, 0.3)).delays(constant(ms(1))));
            });
    Trained rest =
        fit(
            Training.of(elsewhere, recipe(0.01))
                .batch(4)
                .steps(STEPS)
                .seed(3)
                .epochs(2)
                .checkpoint(file)
                .resumed());
    assertThat(rest.rows().stream().map(EpochRow::epoch)).containsExactly(2);
  }

  @Test
  void aResumedTrainingThatIsDoneSaysSo() throws IOException {
    Path file = folder.resolve("done.safetensors");
    var _ = fit(training(recipe(0.01)).epochs(2).checkpoint(file));
    Notices notices = new Notices();
    Trained rest = fit(training(recipe(0.01)).epochs(2).checkpoint(file).resumed(), notices);
    assertThat(rest.rows()).isEmpty();
    assertThat(notices.heard)
        .containsExactly(
            "resume: the checkpoint is of epoch 2, and 2 epochs are asked for; nothing is left to"
                + " train");
  }

  /// A training of one update an epoch, the second of which no loss ever sees.
  @Test
  void aCheckpointIsNeverWrittenOfParametersThatAreNotFinite() throws IOException {
    Path file = folder.resolve("finite.safetensors");
    Training bad = training(recipe(Schedule.step(0.01, 1, 1e300))).batch(12).checkpoint(file);
    var _ = fit(bad.epochs(1));
    assertThatThrownBy(() -> fit(bad.epochs(2).resumed()))
        .isInstanceOfSatisfying(
            TrainingFailure.class, failure -> assertThat(failure.update()).isEqualTo(2))
        .hasMessage(
            "training of \"tiny\": after update 2 (epoch 2) population \"hidden\" is reached by"
                + " in->hidden.weights that are not finite; the last good checkpoint is %s, of"
                    .formatted(file)
                + " epoch 1; use a lower learning rate, or clip gradients");
    assertThat(Checkpoint.read(file).state().epoch()).isEqualTo(1);
  }

  @Test
  void aFloorOfItsRateMakesSilenceANotice() throws IOException {
    Notices notices = new Notices();
    Network silent =
        Network.named(
            "silent",
            dt(ms(0.5)),
            n -> {
              var in = n.input("in", 4);
              var hidden = n.population("hidden", 8, Lif.surrogate(new SuperSpike(10)));
              var label = n.population("label", 2, LeakyReadout.tau(ms(10)));
              n.project(in, hidden, dense().weights(constant(0.02)));
              n.project(hidden, label, dense().weights(normal(0.1, 0.3)));
            });
    Recipe plain = recipe(0.01);
    Objective floor = plain.objective().regularise("hidden", new RateRegulariser(1, 9, 1));
    Training training =
        Training.of(silent, Recipe.of(floor, plain.schedule())).batch(4).steps(STEPS).epochs(12);
    Trained trained = fit(training, notices);
    assertThat(notices.heard).isNotEmpty().allMatch(text -> text.contains("\"hidden\""));
    assertThat(notices.heard.size()).as("silent epochs").isLessThan(trained.rows().size());
  }

  @Test
  void aSplitOfOtherDataIsRefused() {
    assertThatThrownBy(
            () ->
                training(recipe(0.01))
                    .fit(
                        session,
                        TwoPatterns.alternating(),
                        Split.of(SAMPLES + 4, 0.25, 0, 1),
                        TrainingListener.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching(
            "split: expected samples from 0 to 15, as the data has 16, got 1[6-9]; split the data"
                + " that is trained on");
  }

  @Test
  void patienceWithoutValidationSamplesIsRefused() {
    assertThatThrownBy(
            () ->
                training(recipe(0.01))
                    .patience(2)
                    .fit(
                        session,
                        TwoPatterns.alternating(),
                        Split.of(SAMPLES, 0, 0, 1),
                        TrainingListener.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "validation split: expected at least 1 sample, as training stops when their accuracy"
                + " no longer rises, got 0; give some, or no patience(2)");
  }

  @Test
  void aBatchThatIsLargerThanTheTrainingSamplesIsRefused() {
    assertThatThrownBy(() -> fit(training(recipe(0.01)).batch(13)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "training samples: expected at least one batch of 13, got 12; give a smaller batch");
  }

  /// The same spikes whatever the samples.
  private record Same(Map<String, HostArray> spikes) implements Dataset {
    @Override
    public int[] labels() {
      return TwoPatterns.alternating().labels();
    }

    @Override
    public Map<String, HostArray> inputs(int[] samples, Optional<RandomGenerator> augmentation) {
      return spikes;
    }
  }

  @Test
  void dataThatDoesNotFitTheInputsIsRefused() {
    Split split = Split.of(SAMPLES, 0, 0, 1);
    Training training = training(recipe(0.01));
    assertThatThrownBy(
            () -> training.fit(session, new Same(Map.of()), split, TrainingListener.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("data: expected spikes of \"in.spikes\", got []; give those of every input");
    HostArray signed = HostArray.of(new byte[STEPS * 16], STEPS, 4, 4);
    assertThatThrownBy(
            () ->
                training.fit(
                    session, new Same(Map.of("in.spikes", signed)), split, TrainingListener.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "data: \"in.spikes\": expected ui8[20,4,4], which is [steps, samples, channels], got"
                + " i8[20,4,4]; give all steps of all samples, as"
                + " HostArray.ofBytes(ArrayType.of(DType.U8, ...), bytes)");
  }

  @Test
  void aCheckpointOfAnotherSeedIsRefused() throws IOException {
    Path file = folder.resolve("seed.safetensors");
    var _ = fit(training(recipe(0.01)).epochs(1).checkpoint(file));
    assertThatThrownBy(() -> fit(training(recipe(0.01)).seed(4).checkpoint(file).resumed()))
        .isInstanceOf(CheckpointException.class)
        .hasMessage(
            "checkpoint %s: expected one of seed 4, got seed 3; resume with that seed"
                .formatted(file));
  }

  @Test
  void resumingWithoutACheckpointIsRefused() {
    assertThatThrownBy(() -> fit(training(recipe(0.01)).resumed()))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("expected a checkpoint to go on from, got none");
  }

  @Test
  void stopsWhenTheValidationAccuracyNoLongerRises() throws IOException {
    Notices notices = new Notices();
    Trained trained = fit(training(recipe(1e-12)).epochs(9).patience(2), notices);
    assertThat(trained.rows()).hasSize(3);
    assertThat(notices.heard)
        .containsExactly(
            "stopped after epoch 3: the validation accuracy has not risen for 2 epochs");
  }
}
