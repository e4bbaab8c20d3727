package dev.ranvier.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.examples.run.Progress;
import dev.ranvier.runtime.session.Session;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every example learns what it says it does: the short ones here in full, the first epochs of the
/// long ones, and those in full each night.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ExamplesLearnTest {
  private static final long SEED = 1;

  @TempDir private Path folder;
  private Session session;

  @BeforeAll
  void start() {
    session = Session.embedded();
  }

  @AfterAll
  void stop() {
    session.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"spike-time", "surrogate"})
  void xorIsLearnedWithoutAMistake(String gradient) throws IOException {
    TrainingReport.OfSeed found = train(new Xor(), gradient, "", OptionalInt.empty());
    assertThat(found.epochs()).isEqualTo(100);
    assertThat(found.testAccuracy()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void delaysMoveSpikesToTheirTargets(boolean withWeights) throws IOException {
    DelayReport.Aligned found =
        new Alignment(withWeights)
            .learn(new Trials(session, folder, Keeping.NOTHING, Progress.SILENT), SEED);
    assertThat(found.before()).isGreaterThan(5);
    assertThat(found.after()).isLessThan(found.step());
  }

  @ParameterizedTest
  @ValueSource(strings = {"spike-time", "surrogate"})
  void yinYangLearnsInItsFirstEpochs(String gradient) throws IOException {
    assertThat(train(new YinYang(), gradient, "", OptionalInt.of(2)).testAccuracy())
        .isGreaterThan(0.6);
  }

  @Test
  void digitsAreLearnedInTheFirstEpochs() throws IOException {
    assertThat(train(new Digits(), "surrogate", "small", OptionalInt.of(5)).testAccuracy())
        .isGreaterThan(0.7);
  }

  @Test
  void theRecurrentNetworkSpikesAndHasAGradient() throws IOException {
    RunRequest request = new RunRequest(SEED, OptionalInt.empty(), OptionalInt.empty(), folder);
    var report = (RecurrentReport) new Recurrent().run(session, request, Progress.SILENT);
    assertThat(report.spikes()).isPositive();
    assertThat(report.gradientNorm()).isFinite().isPositive();
  }

  /// The medians and the least of what the seeds reach, as they are promised.
  @Tag("nightly")
  @ParameterizedTest
  @CsvSource({
    "yinyang, surrogate, '', 5, 0.973, 0.96",
    "yinyang, spike-time, '', 5, 0.973, 0.96",
    "digits, surrogate, mnist, 3, 0.955, 0.95",
    "digits, surrogate, small, 1, 0.95, 0.95"
  })
  void longExamplesReachTheirAccuracy(
      String name, String gradient, String data, int seeds, double median, double least)
      throws IOException {
    TrainedModel model = (TrainedModel) Models.named(name).orElseThrow();
    List<Double> tested =
        train(model, gradient, data, OptionalInt.empty(), seeds).stream()
            .map(TrainingReport.OfSeed::testAccuracy)
            .sorted()
            .toList();
    assertThat(tested.getFirst()).as("the least of %s", tested).isGreaterThanOrEqualTo(least);
    assertThat(tested.get(seeds / 2)).as("the median of %s", tested).isGreaterThanOrEqualTo(median);
  }

  @Tag("nightly")
  @Test
  void ordersOfSpikesAreToldApartByTrainedDelaysAlone() throws IOException {
    RunRequest request = new RunRequest(SEED, OptionalInt.empty(), OptionalInt.empty(), folder);
    var report = (DelayReport) new DelayLearning().run(session, request, Progress.SILENT);
    double chance = 1.0 / report.classes();
    assertThat(report.learned()).allMatch(one -> one.testAccuracy() >= 0.95);
    assertThat(report.fixed()).allMatch(one -> one.testAccuracy() <= chance + 0.15);
  }

  private TrainingReport.OfSeed train(
      TrainedModel model, String gradient, String data, OptionalInt epochs) throws IOException {
    return train(model, gradient, data, epochs, 1).getFirst();
  }

  private List<TrainingReport.OfSeed> train(
      TrainedModel model, String gradient, String data, OptionalInt epochs, int count)
      throws IOException {
    RunRequest request =
        new RunRequest(
            SEED,
            OptionalInt.empty(),
            OptionalInt.empty(),
            folder,
            count,
            epochs,
            Optional.of(gradient),
            Optional.of(data).filter(given -> !given.isEmpty()),
            Keeping.NOTHING);
    List<TrainingReport.OfSeed> seeds =
        ((TrainingReport) model.run(session, request, Progress.SILENT)).seeds();
    assertThat(seeds).hasSize(count);
    return seeds;
  }
}
