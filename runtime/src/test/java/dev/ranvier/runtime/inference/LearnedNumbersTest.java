package dev.ranvier.runtime.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.ranvier.compiler.train.Recipe;
import dev.ranvier.runtime.array.ArrayType;
import dev.ranvier.runtime.array.DType;
import dev.ranvier.runtime.array.HostArray;
import dev.ranvier.runtime.client.RuntimeClient;
import dev.ranvier.runtime.inference.model.ModelFile;
import dev.ranvier.runtime.server.RuntimeServer;
import dev.ranvier.runtime.session.Session;
import dev.ranvier.runtime.testing.TestServer;
import dev.ranvier.runtime.train.Dataset;
import dev.ranvier.runtime.train.ModelExport;
import dev.ranvier.runtime.train.Training;
import dev.ranvier.runtime.train.TrainingInputException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Models with thresholds, time constants and initial states that were trained.
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LearnedNumbersTest {
  private static final int HIDDEN = 17;
  private static final int SAMPLES = 8;
  private static final long SEED = 12;

  private final byte[] spikes = SmallModels.spikes(new Random(SEED), SAMPLES, 10);
  private RuntimeServer host;

  @TempDir private Path folder;

  @BeforeAll
  void start() {
    host = TestServer.start();
  }

  @AfterAll
  void stop() {
    host.close();
  }

  private static Training training(Training plain, Recipe recipe) {
    return Training.of(plain.network(), recipe)
        .steps(SmallModels.STEPS)
        .batch(SAMPLES)
        .seed(plain.seed());
  }

  private static HostArray numbers(Random random, double from, double to) {
    float[] each = new float[HIDDEN];
    for (int i = 0; i < HIDDEN; i++) {
      each[i] = (float) random.nextDouble(from, to);
    }
    return HostArray.of(each, HIDDEN);
  }

  /// By way of a file.
  private InferenceClient.Answer ask(ModelFile model) throws Exception {
    Path file = folder.resolve("model.ranvier");
    model.write(file);
    try (var server =
            InferenceServer.start(
                InferenceSettings.loopback(0).withMaxDelay(java.time.Duration.ZERO),
                List.of(ModelFile.read(file)),
                List.of(() -> RuntimeClient.connect(host.address())));
        var client = new InferenceClient(server.port())) {
      return client.infer("integrating", spikes);
    }
  }

  @Test
  void aTrainedThresholdIsAsOneThatTheNetworkDeclares() throws Exception {
    Training plain = SmallModels.integrating();
    Training learning = training(plain, plain.recipe().trainNeurons("hidden", "threshold"));
    float[] all = new float[HIDDEN];
    Arrays.fill(all, 1.25f);
    Map<String, HostArray> trained = Map.of("hidden.threshold", HostArray.of(all, HIDDEN));
    ByteString found = ask(ModelExport.of(learning, SAMPLES).of(trained)).bytes("logits");
    ByteString declared =
        ask(ModelExport.of(SmallModels.integrating(1.25), SAMPLES).of(Map.of())).bytes("logits");
    assertThat(found).as("seed %d", SEED).isEqualTo(declared);
  }

  @Test
  void answersAsTheTrainingItselfDoesWithNumbersOfEachNeuron() throws Exception {
    Training plain = SmallModels.integrating();
    Training learning =
        training(
            plain,
            plain
                .recipe()
                .trainNeurons("hidden", "threshold", "tauMembrane")
                .trainSynapses("in->hidden", "tau")
                .trainInitialStates("hidden", "voltage"));
    Random random = new Random(SEED);
    Map<String, HostArray> trained =
        Map.of(
            "hidden.threshold", numbers(random, 0.5, 1.5),
            "hidden.tauMembrane", numbers(random, 2, 9),
            "in->hidden.tau", numbers(random, 1, 4),
            "hidden.voltage.initial", numbers(random, 0, 0.4));
    int[] classes = ask(ModelExport.of(learning, SAMPLES).of(trained)).classes();
    try (Session session = Session.connect(host.address())) {
      int[] samples = IntStream.range(0, SAMPLES).toArray();
      assertThat(learning.test(session, new Answered(spikes, classes), samples, trained).correct())
          .as("samples that the training puts into the same class, seed %d", SEED)
          .isEqualTo(SAMPLES);
    }
  }

  @Test
  void numbersOfAnotherSizeAreRefusedByTheirNames() {
    Training plain = SmallModels.integrating();
    Training learning = training(plain, plain.recipe().trainNeurons("hidden", "threshold"));
    assertThatThrownBy(
            () ->
                ModelExport.of(learning, 1)
                    .of(Map.of("hidden.threshold", HostArray.of(new float[3], 3))))
        .isInstanceOf(TrainingInputException.class)
        .hasMessageContaining("hidden.threshold: expected ");
    assertThatThrownBy(
            () ->
                ModelExport.of(plain, 1)
                    .of(Map.of("hidden.threshold", HostArray.of(new float[HIDDEN], HIDDEN))))
        .isInstanceOf(TrainingInputException.class)
        .hasMessageContaining("hidden.threshold: a network that runs does not take it");
  }

  /// Samples that are labelled as they were answered.
  @SuppressWarnings("ArrayRecordComponent") // passed on, never compared
  private record Answered(byte[] spikes, int[] labels) implements Dataset {
    @Override
    public Map<String, HostArray> inputs(int[] samples, Optional<RandomGenerator> augmentation) {
      int channels = SmallModels.CHANNELS;
      byte[] chosen = new byte[SmallModels.STEPS * samples.length * channels];
      for (int k = 0; k < SmallModels.STEPS; k++) {
        for (int i = 0; i < samples.length; i++) {
          System.arraycopy(
              spikes,
              (samples[i] * SmallModels.STEPS + k) * channels,
              chosen,
              (k * samples.length + i) * channels,
              channels);
        }
      }
      ArrayType type = ArrayType.of(DType.U8, SmallModels.STEPS, samples.length, channels);
      return Map.of("in.spikes", HostArray.ofBytes(type, chosen));
    }
  }
}
