package dev.ranvier.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.ranvier.examples.Experiment;
import dev.ranvier.examples.TrainingChoice;
import dev.ranvier.examples.Xor;
import dev.ranvier.proto.inference.GRPCInferenceServiceGrpc;
import dev.ranvier.proto.inference.ModelInferRequest;
import dev.ranvier.proto.inference.ModelInferRequest.InferInputTensor;
import dev.ranvier.proto.inference.ModelInferResponse;
import dev.ranvier.runtime.array.HostArray;
import dev.ranvier.runtime.inference.model.ModelFile;
import dev.ranvier.runtime.session.Session;
import dev.ranvier.runtime.train.Checkpoint;
import dev.ranvier.runtime.train.Tested;
import io.grpc.ManagedChannel;
import io.grpc.StatusException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportCommandTest {
  private static final int CHANNELS = 3;

  @TempDir Path folder;

  private record Outcome(int code, String out, String err) {}

  private static Outcome ranvier(String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    int code =
        Main.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    return new Outcome(code, out.toString(), err.toString());
  }

  /// A training, its checkpoint, the file, a server of it in a process of its own, and its answers
  /// to the test samples.
  @Test
  void aServedModelIsAsRightAsItsTrainingSays() throws Exception {
    String checkpoint = folder.resolve("xor.safetensors").toString();
    String file = folder.resolve("xor.ranvier").toString();
    String out = folder.toString();
    Outcome trained =
        ranvier("run", "xor", "--epochs", "20", "--checkpoint", checkpoint, "--out", out);
    assertThat(trained.code()).as(trained.err()).isZero();
    Outcome exported = ranvier("export", "xor", "--checkpoint", checkpoint, "-o", file);
    assertThat(exported.out().lines())
        .as(exported.err())
        .containsExactly(
            "xor for cpu: batches of [32], 80 steps in calls of 80",
            "takes in.spikes UINT8[samples,80,3]",
            "gives class i32[]",
            "gives logits f32[2]",
            "wrote " + file);
    Experiment experiment =
        new Xor().experiment(new TrainingChoice("spike-time", "", 50, OptionalInt.empty(), 1));
    int[] samples = experiment.split().test();
    int[] classes;
    try (var service =
        ServeProcess.start("--model", file, "--inference-listen", "127.0.0.1:" + freePort())) {
      classes = classes(service.address(), experiment, samples);
      assertThat(service.endsGently()).as("ended 30 s after SIGTERM").isTrue();
    }
    int[] labels = experiment.data().labels();
    long right = 0;
    for (int i = 0; i < samples.length; i++) {
      right += classes[i] == labels[samples[i]] ? 1 : 0;
    }
    try (Session session = Session.embedded()) {
      Tested tested =
          experiment
              .training(1)
              .test(
                  session,
                  experiment.data(),
                  samples,
                  Checkpoint.read(Path.of(checkpoint)).parameters());
      assertThat(right).isEqualTo(tested.correct()).isGreaterThan(samples.length / 2);
    }
  }

  private static int[] classes(String address, Experiment experiment, int[] samples)
      throws StatusException {
    ManagedChannel channel = NettyChannelBuilder.forTarget(address).usePlaintext().build();
    try {
      var stub =
          GRPCInferenceServiceGrpc.newBlockingV2Stub(channel)
              .withDeadlineAfter(Duration.ofMinutes(2));
      int[] classes = new int[samples.length];
      for (int from = 0; from < samples.length; from += 25) {
        int[] part = Arrays.copyOfRange(samples, from, Math.min(samples.length, from + 25));
        ModelInferResponse answer = stub.modelInfer(request(experiment, part));
        answer
            .getRawOutputContents(0)
            .asReadOnlyByteBuffer()
            .order(ByteOrder.LITTLE_ENDIAN)
            .asIntBuffer()
            .get(classes, from, part.length);
      }
      return classes;
    } finally {
      channel.shutdownNow();
    }
  }

  /// The spikes with the samples first.
  private static ModelInferRequest request(Experiment experiment, int[] samples) {
    HostArray spikes =
        Objects.requireNonNull(
            experiment.data().inputs(samples, Optional.empty()).get("in.spikes"));
    byte[] steps = spikes.bytes();
    byte[] bytes = new byte[steps.length];
    int each = experiment.steps() * CHANNELS;
    for (int step = 0; step < experiment.steps(); step++) {
      for (int i = 0; i < samples.length; i++) {
        int from = (step * samples.length + i) * CHANNELS;
        System.arraycopy(steps, from, bytes, i * each + step * CHANNELS, CHANNELS);
      }
    }
    return ModelInferRequest.newBuilder()
        .setModelName("xor")
        .addInputs(
            InferInputTensor.newBuilder()
                .setName("in.spikes")
                .setDatatype("UINT8")
                .addAllShape(
                    List.of((long) samples.length, (long) experiment.steps(), (long) CHANNELS)))
        .addRawInputContents(ByteString.copyFrom(bytes))
        .build();
  }

  private static int freePort() throws IOException {
    return SweepOnSeveralRuntimesTest.freePort();
  }

  @Test
  void exportsUntrainedModelsAndSaysSo() {
    Path file = folder.resolve("yinyang.ranvier");
    Outcome outcome =
        ranvier("export", "yinyang", "-o", file.toString(), "--batch", "1,4", "--chunk", "100");
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains("batches of [1, 4]", "calls of 100", "untrained: weights");
    assertThat(ModelFile.read(file).largestBatch()).isEqualTo(4);
  }

  @Test
  void refusesWhatCannotBeExported() {
    String file = folder.resolve("x").toString();
    assertFails(ranvier("export", "relay", "-o", file), 2, "a model that is trained, got relay");
    assertFails(ranvier("export", "xor"), 2, "--output");
    assertFails(
        ranvier("export", "xor", "-o", file, "--chunk", "7"), 2, "a divisor of the 80 steps");
    assertFails(ranvier("export", "xor", "-o", file, "--batch", "0"), 2, "at least 1, got 0");
    assertFails(
        ranvier("export", "xor", "-o", file, "--gradient", "magic"), 2, "spike-time, surrogate");
    assertFails(ranvier("export", "xor", "-o", file, "--checkpoint", "nowhere"), 1, "no such file");
  }

  @Test
  void refusesModelsThatCannotBeServed() throws IOException {
    Path file = Files.writeString(folder.resolve("text.ranvier"), "no model");
    assertFails(
        ranvier("serve", "--model", file.toString()), 1, "text.ranvier: it is no model file");
    assertFails(ranvier("serve", "--model", "nowhere"), 1, "model nowhere: there is no such file");
    assertFails(
        ranvier("serve", "--model", "m", "--max-delay", "-1"), 2, "--max-delay: expected ms");
    assertFails(ranvier("serve", "--model", "m", "--max-batch", "0"), 2, "--max-batch");
    assertFails(
        ranvier("serve", "--model", "m", "--runtime", "a:1,b:x"), 2, "--runtime: runtime address");
  }

  private static void assertFails(Outcome outcome, int code, String part) {
    assertThat(outcome.code()).as(outcome.err()).isEqualTo(code);
    assertThat(outcome.err()).startsWith("ranvier: ").contains(part);
    assertThat(outcome.err().lines()).hasSize(1);
  }
}
