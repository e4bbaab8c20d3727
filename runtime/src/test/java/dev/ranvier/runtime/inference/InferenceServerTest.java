package dev.ranvier.runtime.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.rpc.RetryInfo;
import dev.ranvier.proto.inference.InferTensorContents;
import dev.ranvier.proto.inference.ModelInferRequest;
import dev.ranvier.proto.inference.ModelInferResponse;
import dev.ranvier.proto.inference.ModelMetadataRequest;
import dev.ranvier.proto.inference.ModelMetadataResponse;
import dev.ranvier.proto.inference.ModelReadyRequest;
import dev.ranvier.proto.inference.ServerLiveRequest;
import dev.ranvier.proto.inference.ServerMetadataRequest;
import dev.ranvier.proto.inference.ServerReadyRequest;
import dev.ranvier.runtime.RuntimeFailure;
import dev.ranvier.runtime.array.ArrayType;
import dev.ranvier.runtime.array.DType;
import dev.ranvier.runtime.array.HostArray;
import dev.ranvier.runtime.client.RuntimeClient;
import dev.ranvier.runtime.inference.model.ModelFile;
import dev.ranvier.runtime.server.RuntimeServer;
import dev.ranvier.runtime.testing.TestServer;
import dev.ranvier.runtime.train.ModelExport;
import dev.ranvier.runtime.train.Training;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InferenceServerTest {
  private static final int BATCH = 8;
  private static final int REQUESTS = 100;

  /// A tenth of a sample.
  private static final int CHUNK = SmallModels.STEPS / 10;

  private static final int SAMPLE = SmallModels.STEPS * SmallModels.CHANNELS;

  private final ModelFile integrating = export(SmallModels.integrating());
  private final ModelFile racing = export(SmallModels.racing());
  private final ModelFile tight = export(SmallModels.tight());
  private RuntimeServer host;
  private List<Supplier<RuntimeClient>> runtime;
  private InferenceServer server;
  private InferenceClient client;

  @BeforeAll
  void start() {
    host = TestServer.start();
    runtime = List.of(() -> RuntimeClient.connect(host.address()));
    server = serve(InferenceSettings.loopback(0));
    client = new InferenceClient(server.port());
  }

  @AfterAll
  void stop() {
    client.close();
    server.close();
    host.close();
  }

  private static ModelFile export(Training training) {
    return ModelExport.of(training, BATCH).of(Map.of());
  }

  private InferenceServer serve(InferenceSettings settings) {
    return InferenceServer.start(settings, List.of(integrating, racing, tight), runtime);
  }

  @Test
  void saysWhatItServes() throws StatusException {
    assertThat(client.calls().serverLive(ServerLiveRequest.getDefaultInstance()).getLive())
        .isTrue();
    assertThat(client.calls().serverReady(ServerReadyRequest.getDefaultInstance()).getReady())
        .isTrue();
    assertThat(client.calls().serverMetadata(ServerMetadataRequest.getDefaultInstance()).getName())
        .isEqualTo("ranvier");
    var ready = ModelReadyRequest.newBuilder().setName("racing").setVersion("1").build();
    assertThat(client.calls().modelReady(ready).getReady()).isTrue();
    ModelMetadataResponse metadata =
        client
            .calls()
            .modelMetadata(ModelMetadataRequest.newBuilder().setName("integrating").build());
    assertThat(metadata.getPlatform()).isEqualTo("ranvier_cpu");
    assertThat(metadata.getVersionsList()).containsExactly("1");
    assertThat(metadata.getInputs(0).getName()).isEqualTo("in.spikes");
    assertThat(metadata.getInputs(0).getDatatype()).isEqualTo("UINT8");
    assertThat(metadata.getInputs(0).getShapeList()).containsExactly(-1L, 40L, 5L);
    assertThat(metadata.getOutputsList().stream().map(one -> one.getName() + one.getShapeList()))
        .containsExactly("class[-1]", "logits[-1, 3]");
  }

  /// The voltages of a simulation of one sample, added up here.
  @Test
  void answersWhatASimulationOfTheSampleAloneGives() throws StatusException {
    byte[] spikes = SmallModels.spikes(new Random(5), 1, 10);
    float[] logits = floats(client.infer("integrating", spikes).bytes("logits"));
    float[] voltages = voltages(SmallModels.integrating(), spikes);
    for (int label = 0; label < SmallModels.CLASSES; label++) {
      double expected = 0;
      for (int k = 0; k < SmallModels.STEPS; k++) {
        expected += 3 * 0.5 * Math.exp(-k * 0.5 / 6) * voltages[k * SmallModels.CLASSES + label];
      }
      assertThat(logits[label]).isEqualTo((float) expected);
    }
    assertThat(logits).doesNotContain(0);
  }

  /// Runs the network of a model for one sample, not batched, by a program of its own.
  private float[] voltages(Training training, byte[] spikes) {
    ModelFile alone = ModelExport.of(training, 1).of(Map.of());
    try (RuntimeClient own = runtime.getFirst().get()) {
      var program = alone.programs().getFirst();
      var main = own.compile("alone", program.main());
      var state = own.execute(own.compile("initial", program.initial()), List.of()).outputs();
      var arguments = new ArrayList<dev.ranvier.runtime.client.RemoteBuffer>();
      int carried = 0;
      for (var port : program.inputs()) {
        arguments.add(
            switch (port.purpose()) {
              case STEP -> own.upload(HostArray.of(new int[] {0}));
              case SEQUENCE ->
                  own.upload(
                      HostArray.ofBytes(
                          ArrayType.of(DType.U8, SmallModels.STEPS, 1, SmallModels.CHANNELS),
                          spikes));
              case PARAMETER ->
                  own.upload(Objects.requireNonNull(alone.parameters().get(port.name())));
              case STATE, COUNT -> state.get(carried++);
              case RECORD -> throw new AssertionError(port);
            });
      }
      int record =
          program
              .output(dev.ranvier.runtime.inference.model.ModelPort.Purpose.RECORD, "label.voltage")
              .orElseThrow();
      return own.download(own.execute(main, arguments).outputs().get(record)).floats();
    }
  }

  @Test
  void answersOfManyAtOnceAreTheBitsOfEachAlone() throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    for (String model : List.of("integrating", "racing")) {
      List<byte[]> requests = new ArrayList<>();
      for (int i = 0; i < REQUESTS; i++) {
        requests.add(SmallModels.spikes(random, 1 + random.nextInt(3), 20));
      }
      List<List<ByteString>> alone = new ArrayList<>();
      for (byte[] request : requests) {
        alone.add(client.infer(model, request).response().getRawOutputContentsList());
      }
      InferenceCounts before = server.counts(model);
      List<Callable<List<ByteString>>> calls = new ArrayList<>();
      for (byte[] request : requests) {
        calls.add(() -> client.infer(model, request).response().getRawOutputContentsList());
      }
      assertThat(atOnce(calls)).as("seed %d, %s", seed, model).isEqualTo(alone);
      InferenceCounts after = server.counts(model);
      assertThat(after.answered() - before.answered()).isEqualTo(REQUESTS);
      assertThat(after.batches() - before.batches()).isBetween(1L, REQUESTS * 3L / 4);
      System.out.printf(
          "%s: %d requests of %d samples in %d batches%n",
          model, REQUESTS, after.samples() - before.samples(), after.batches() - before.batches());
    }
  }

  private static <T> List<T> atOnce(List<Callable<T>> calls)
      throws InterruptedException, ExecutionException {
    List<T> results = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<T> each : threads.invokeAll(calls)) {
        results.add(each.get());
      }
    }
    return results;
  }

  @Test
  void endsARunOnceEverySampleHasSpiked() throws StatusException {
    // Batches with spikes that begin at once, and late.
    Random random = new Random(9);
    byte[] early = SmallModels.spikes(random, 3, 1);
    byte[] late = new byte[SAMPLE];
    late[(SmallModels.STEPS - CHUNK - 1) * SmallModels.CHANNELS] = 1;
    byte[] silent = new byte[SAMPLE];
    long ofEarly = calls(early);
    assertThat(ofEarly).as("calls of a program for early spikes").isBetween(1L, 4L);
    assertThat(calls(silent)).as("calls for none").isEqualTo(10);
    assertThat(calls(late)).as("calls for late spikes").isGreaterThan(ofEarly);
    assertThat(client.infer("racing", silent).classes()).containsExactly(-1);
    assertThat(floats(client.infer("racing", silent).bytes("first_spike_ms"))).containsExactly(20);
    assertThat(client.infer("racing", early).classes()).doesNotContain(-1);
  }

  private long calls(byte[] spikes) throws StatusException {
    InferenceCounts before = server.counts("racing");
    var unused = client.infer("racing", spikes);
    InferenceCounts after = server.counts("racing");
    assertThat(unused.classes()).isNotEmpty();
    long calls = after.calls() - before.calls();
    assertThat(after.skippedCalls() - before.skippedCalls()).isEqualTo(10 - calls);
    return calls;
  }

  @Test
  void answersOfARunThatEndsEarlyAreThoseOfTheWholeRun() throws StatusException {
    ModelFile inOne =
        new ModelExport(SmallModels.racing(), List.of(BATCH), OptionalInt.of(SmallModels.STEPS))
            .of(Map.of());
    try (var whole = InferenceServer.start(InferenceSettings.loopback(0), List.of(inOne), runtime);
        var asking = new InferenceClient(whole.port())) {
      for (long seed = 1; seed <= 50; seed++) {
        byte[] spikes = SmallModels.spikes(new Random(seed), BATCH, SmallModels.STEPS);
        assertThat(client.infer("racing", spikes).response().getRawOutputContentsList())
            .as("seed %d", seed)
            .isEqualTo(asking.infer("racing", spikes).response().getRawOutputContentsList());
      }
      assertThat(whole.counts("racing").calls()).isEqualTo(50);
    }
  }

  @Test
  void answersInTheFormOfTheRequest() throws StatusException {
    byte[] spikes = SmallModels.spikes(new Random(3), 2, 10);
    ModelInferRequest.Builder typed = InferenceClient.request("integrating", spikes);
    typed.clearRawInputContents();
    InferTensorContents.Builder contents = InferTensorContents.newBuilder();
    for (byte one : spikes) {
      contents.addUintContents(one);
    }
    typed.getInputsBuilder(0).setContents(contents);
    typed.addOutputsBuilder().setName("logits");
    ModelInferResponse response = client.calls().modelInfer(typed.setId("a7").build());
    assertThat(response.getId()).isEqualTo("a7");
    assertThat(response.getRawOutputContentsCount()).isZero();
    assertThat(response.getOutputsCount()).isEqualTo(1);
    assertThat(response.getOutputs(0).getShapeList()).containsExactly(2L, 3L);
    List<Float> got = response.getOutputs(0).getContents().getFp32ContentsList();
    float[] raw = floats(client.infer("integrating", spikes).bytes("logits"));
    for (int i = 0; i < raw.length; i++) {
      assertThat(got.get(i)).isEqualTo(raw[i]);
    }
  }

  @Test
  void refusesWhatDoesNotFitTheModelWithAllThatIsWrong() {
    byte[] spikes = SmallModels.spikes(new Random(3), 2, 10);
    ModelInferRequest.Builder request = InferenceClient.request("integrating", spikes);
    request.getInputsBuilder(0).setDatatype("FP32").setShape(1, 41);
    request.addOutputsBuilder().setName("logit");
    assertRefused(
        request,
        Status.Code.INVALID_ARGUMENT,
        "model \"integrating\": input \"in.spikes\": expected datatype UINT8, got FP32; input"
            + " \"in.spikes\": expected UINT8 [samples, 40 steps, 5 channels], got [2, 41, 5];"
            + " output \"logit\": there is none such; there are \"class\", \"logits\"");
    ModelInferRequest.Builder other = InferenceClient.request("integrating", spikes);
    other.getInputsBuilder(0).setName("spikes");
    assertRefused(
        other,
        Status.Code.INVALID_ARGUMENT,
        "model \"integrating\": input \"spikes\": there is none such; there are \"in.spikes\";"
            + " input \"in.spikes\": it is missing; give UINT8 [samples, 40 steps, 5 channels]");
    assertRefused(
        InferenceClient.request("integrating", SmallModels.spikes(new Random(3), BATCH + 1, 10)),
        Status.Code.INVALID_ARGUMENT,
        "model \"integrating\": input \"in.spikes\": expected at most 8 samples, got 9; ask several"
            + " times");
    assertRefused(
        InferenceClient.request("integrating", spikes)
            .setRawInputContents(0, ByteString.copyFrom(spikes, 0, 100)),
        Status.Code.INVALID_ARGUMENT,
        "model \"integrating\": input \"in.spikes\": its shape asks for 400 elements, got 100");
    assertRefused(
        InferenceClient.request("integrated", spikes),
        Status.Code.NOT_FOUND,
        "model \"integrated\": it is not served here; there are [integrating, racing, tight]");
    assertRefused(
        InferenceClient.request("integrating", spikes).setModelVersion("2"),
        Status.Code.NOT_FOUND,
        "model \"integrating\": version \"2\" is not served here; there is \"1\"");
  }

  private void assertRefused(ModelInferRequest.Builder request, Status.Code code, String line) {
    assertThatThrownBy(() -> client.calls().modelInfer(request.build()))
        .isInstanceOfSatisfying(
            StatusException.class,
            refusal -> {
              assertThat(refusal.getStatus().getDescription()).isEqualTo(line);
              assertThat(refusal.getStatus().getCode()).isEqualTo(code);
            });
  }

  @Test
  void tellsOfDroppedEventsOnlyWhoSentThem() throws Exception {
    byte[] always = new byte[SAMPLE];
    Arrays.fill(always, (byte) 1);
    byte[] quiet = SmallModels.spikes(new Random(1), 1, 4);
    List<Callable<String>> calls = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      boolean overflows = i == 3;
      calls.add(
          () -> {
            try {
              var unused = client.infer("tight", overflows ? always : quiet);
              return "answered " + unused.classes().length;
            } catch (StatusException problem) {
              return String.valueOf(problem.getMessage());
            }
          });
    }
    List<String> outcomes = atOnce(calls);
    assertThat(outcomes.get(3))
        .isEqualTo(
            "FAILED_PRECONDITION: model \"tight\": projection \"in\" -> \"label\": expected room"
                + " for every event, dropped 150; give its queue a larger capacity and export"
                + " again");
    outcomes.remove(3);
    assertThat(outcomes).containsOnly("answered 1");
  }

  @Test
  @SuppressWarnings("try") // closed on purpose
  void refusesWhatFindsNoRoomAndSaysWhenToComeAgain() throws Exception {
    // One batch a minute: what comes has to wait.
    var patient = InferenceSettings.loopback(0).withMaxDelay(Duration.ofMinutes(1)).withQueue(7);
    byte[] spikes = SmallModels.spikes(new Random(3), 1, 10);
    try (var slow = serve(patient);
        var asking = new InferenceClient(slow.port())) {
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Future<int[]>> waiting = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
          waiting.add(threads.submit(() -> asking.infer("racing", spikes).classes()));
        }
        while (slow.counts("racing").requests() < 7) {
          Thread.sleep(5);
        }
        assertThatThrownBy(() -> asking.infer("racing", spikes))
            .isInstanceOfSatisfying(
                StatusException.class,
                refusal -> {
                  assertThat(refusal.getStatus().getCode())
                      .isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
                  assertThat(refusal.getStatus().getDescription())
                      .startsWith(
                          "model \"racing\": its queue is full (7 samples wait, at most 7 may)");
                  assertThat(retry(refusal).toMillis()).isPositive();
                });
        assertThat(slow.counts("racing").refused()).isEqualTo(1);
        // Closing runs what waits.
        slow.close();
        for (Future<int[]> each : waiting) {
          assertThat(each.get()).hasSize(1);
        }
      }
    }
  }

  private static Duration retry(StatusException refusal) {
    try {
      RetryInfo info =
          Objects.requireNonNull(StatusProto.fromThrowable(refusal))
              .getDetails(0)
              .unpack(RetryInfo.class);
      return Duration.ofSeconds(info.getRetryDelay().getSeconds(), info.getRetryDelay().getNanos());
    } catch (com.google.protobuf.InvalidProtocolBufferException problem) {
      throw new AssertionError(problem);
    }
  }

  @Test
  @SuppressWarnings("try") // closed on purpose
  void whoLeavesMakesRoomAndADeadlineIsKept() throws Exception {
    var patient = InferenceSettings.loopback(0).withMaxDelay(Duration.ofMinutes(1)).withQueue(1);
    byte[] spikes = SmallModels.spikes(new Random(3), 1, 10);
    ModelInferRequest request = InferenceClient.request("racing", spikes).build();
    try (var slow = serve(patient);
        var asking = new InferenceClient(slow.port())) {
      assertThatThrownBy(() -> asking.calls(Duration.ofMillis(200)).modelInfer(request))
          .isInstanceOfSatisfying(
              StatusException.class,
              late ->
                  assertThat(late.getStatus().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED));
      var stub =
          dev.ranvier.proto.inference.GRPCInferenceServiceGrpc.newFutureStub(asking.channel());
      var leaving = stub.modelInfer(request);
      while (slow.counts("racing").requests() < 2) {
        Thread.sleep(5);
      }
      assertThat(leaving.cancel(true)).isTrue();
      while (slow.counts("racing").left() < 2) {
        Thread.sleep(5);
      }
      var staying = stub.modelInfer(request);
      while (slow.counts("racing").requests() < 3) {
        Thread.sleep(5);
      }
      slow.close();
      assertThat(staying.get().getOutputsCount()).isEqualTo(2);
      assertThat(slow.counts("racing").batches()).isEqualTo(1);
      assertThat(slow.counts("racing").samples()).isEqualTo(1);
    }
  }

  @Test
  void everyRequestIsAnsweredThoughTheWorkerIsKilled() throws Exception {
    byte[] spikes = SmallModels.spikes(new Random(8), 2, 20);
    List<ByteString> expected =
        client.infer("integrating", spikes).response().getRawOutputContentsList();
    List<Callable<List<ByteString>>> calls = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      boolean kills = i == 20;
      calls.add(
          () -> {
            if (kills) {
              ProcessHandle.of(host.workers().getFirst()).orElseThrow().destroyForcibly();
            }
            return client.infer("integrating", spikes).response().getRawOutputContentsList();
          });
    }
    assertThat(atOnce(calls)).containsOnly(expected);
    assertThat(server.counts("integrating").failed()).isZero();
  }

  @Test
  void refusesTwoModelsOfOneName() {
    assertThatThrownBy(
            () ->
                InferenceServer.start(
                    InferenceSettings.loopback(0), List.of(racing, racing), runtime))
        .isInstanceOf(RuntimeFailure.WrongArgument.class)
        .hasMessage("model \"racing\": expected it once, got two files of that name");
  }

  private static float[] floats(ByteString bytes) {
    float[] values = new float[bytes.size() / Float.BYTES];
    var unused =
        bytes
            .asReadOnlyByteBuffer()
            .order(java.nio.ByteOrder.LITTLE_ENDIAN)
            .asFloatBuffer()
            .get(values);
    assertThat(unused).isNotNull();
    return values;
  }
}
