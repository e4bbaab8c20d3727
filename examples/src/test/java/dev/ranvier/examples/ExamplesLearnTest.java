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
        new Alignment(withWeights).learn(new Trials(session, folder, Progress.SILENT), SEED);
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

  @Tag("nightly")
  @ParameterizedTest
  @CsvSource({
    "yinyang, surrogate, '', 0.96",
    "yinyang, spike-time, '', 0.96",
    "digits, surrogate, mnist, 0.95",
    "digits, surrogate, small, 0.95"
  })
  void longExamplesReachTheirAccuracy(String name, String gradient, String data, double atLeast)
      throws IOException {
    TrainedModel model = (TrainedModel) Models.named(name).orElseThrow();
    assertThat(train(model, gradient, data, OptionalInt.empty()).testAccuracy())
        .isGreaterThanOrEqualTo(atLeast);
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
    RunRequest request =
        new RunRequest(
            SEED,
            OptionalInt.empty(),
            OptionalInt.empty(),
            folder,
            1,
            epochs,
            Optional.of(gradient),
            Optional.of(data).filter(given -> !given.isEmpty()));
    List<TrainingReport.OfSeed> seeds =
        ((TrainingReport) model.run(session, request, Progress.SILENT)).seeds();
    assertThat(seeds).hasSize(1);
    return seeds.getFirst();
  }
}
