package dev.ranvier.runtime.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.ranvier.proto.runtime.v1.Chunk;
import dev.ranvier.proto.runtime.v1.ExecuteRequest;
import dev.ranvier.proto.runtime.v1.Output;
import dev.ranvier.proto.runtime.v1.Result;
import dev.ranvier.proto.worker.v1.LaneCall;
import dev.ranvier.runtime.protocol.AccessToken;
import dev.ranvier.runtime.protocol.EventLoops;
import dev.ranvier.runtime.protocol.Failures;
import dev.ranvier.runtime.protocol.Handle;
import io.grpc.Status;
import io.grpc.StatusException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LanesTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final AccessToken token = AccessToken.random();
  private final EventLoops loops = new EventLoops("lanes", 2);
  private final Handle session = Handle.random();
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final CompletableFuture<LaneService.Caller> waiting = new CompletableFuture<>();
  private final AtomicInteger unsent = new AtomicInteger();
  private LaneSocket socket;
  private Lanes lanes;

  /// What a call's end was.
  private static final class Ended implements LaneListener {
    private final CompletableFuture<Result> result = new CompletableFuture<>();
    private final CompletableFuture<Void> overdue = new CompletableFuture<>();

    @Override
    public void answered(Result given) {
      assertThat(result.complete(given)).isTrue();
    }

    @Override
    public void failed(StatusException problem) {
      assertThat(result.completeExceptionally(problem)).isTrue();
    }

    @Override
    public void lost(StatusException problem) {
      assertThat(result.completeExceptionally(problem)).isTrue();
    }

    @Override
    public void overdue() {
      assertThat(overdue.complete(null)).isTrue();
    }
  }

  @BeforeEach
  void start() throws IOException {
    socket = LaneSocket.create();
    LaneServer.start(socket, token, this::serve);
    lanes = new Lanes(socket, token, loops);
  }

  @AfterEach
  void stop() {
    goOn.countDown();
    lanes.close();
    loops.close();
    socket.close();
  }

  /// Does what the name of the executable says.
  private LaneService.Answer serve(LaneCall call, LaneService.Caller caller) throws Exception {
    assertThat(call.getSession()).isEqualTo(session.bits());
    String what = call.getRequest().getExecutable().toStringUtf8();
    switch (what) {
      case "fail" -> throw Failures.argument(3, "argument 3: too small");
      case "wait" -> {
        waiting.complete(caller);
        goOn.await();
      }
      default -> {}
    }
    ByteString bytes =
        what.equals("large")
            ? ByteString.copyFrom(new byte[Lanes.MOST_FRAME_BYTES])
            : call.getRequest().getExecutable();
    Output output = Output.newBuilder().setChunk(Chunk.newBuilder().setData(bytes)).build();
    return new LaneService.Answer(
        Result.newBuilder().addOutputs(output).build(), unsent::incrementAndGet);
  }

  private Ended execute(String what, Duration longest) {
    Ended ended = new Ended();
    var _ = begin(what, longest, ended);
    return ended;
  }

  private LaneUse begin(String what, Duration longest, LaneListener listener) {
    ExecuteRequest request =
        ExecuteRequest.newBuilder().setExecutable(ByteString.copyFromUtf8(what)).build();
    return lanes.execute(session, request, longest, listener);
  }

  private static String answer(Ended ended) throws Exception {
    return ended.result.get(10, TimeUnit.SECONDS).getOutputs(0).getChunk().getData().toStringUtf8();
  }

  @Test
  void answersEachOfManyCallsAtOnceWithItsOwnResult() throws Exception {
    for (int round = 0; round < 3; round++) {
      List<Ended> all = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        all.add(execute("call " + i, LONG));
      }
      for (int i = 0; i < all.size(); i++) {
        assertThat(answer(all.get(i))).isEqualTo("call " + i);
      }
    }
    assertThat(unsent).hasValue(0);
  }

  @Test
  void handsFailuresOnAsTheyAre() throws Exception {
    Ended ended = execute("fail", LONG);
    assertThatThrownBy(() -> answer(ended))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOfSatisfying(
            StatusException.class,
            problem -> {
              assertThat(problem.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
              assertThat(problem.getStatus().getDescription()).isEqualTo("argument 3: too small");
              assertThat(Failures.in(problem.getTrailers()).orElseThrow().getArgument())
                  .isEqualTo(3);
            });
    assertThat(answer(execute("next", LONG))).isEqualTo("next");
  }

  @Test
  void refusesReplyThatIsTooLongAndFreesWhatItWasToTell() throws Exception {
    Ended ended = execute("large", LONG);
    assertThatThrownBy(() -> answer(ended)).hasMessageContaining("leave the results on the device");
    assertThat(unsent).hasValue(1);
    assertThat(answer(execute("next", LONG))).isEqualTo("next");
  }

  @Test
  void takesNoLaneWithoutTheToken() throws Exception {
    try (Lanes stranger = new Lanes(socket, AccessToken.random(), loops)) {
      Ended ended = new Ended();
      var _ = stranger.execute(session, ExecuteRequest.getDefaultInstance(), LONG, ended);
      assertThatThrownBy(() -> answer(ended)).hasMessageContaining("UNAVAILABLE");
    }
    assertThat(waiting).isNotDone();
  }

  @Test
  void tellsTheWorkerThatCallWasGivenUpAndStillHearsItsEnd() throws Exception {
    Ended ended = new Ended();
    LaneUse use = begin("wait", LONG, ended);
    LaneService.Caller caller = waiting.get(10, TimeUnit.SECONDS);
    assertThat(caller.isGone()).isFalse();
    use.giveUp();
    while (!caller.isGone()) {
      Thread.sleep(1);
    }
    goOn.countDown();
    assertThat(answer(ended)).isEqualTo("wait");
    assertThat(answer(execute("next", LONG))).isEqualTo("next");
  }

  @Test
  void failsCallThatWasGivenUpBeforeItsLaneWasThere() {
    Ended ended = new Ended();
    // Lanes are connected after what their event loop is doing.
    loops.execute(0, () -> begin("wait", LONG, ended).giveUp());
    goOn.countDown();
    assertThat(ended.result)
        .failsWithin(Duration.ofSeconds(10))
        .withThrowableThat()
        .withMessageContaining("CANCELLED");
  }

  @Test
  void noticesCallThatTakesTooLong() throws Exception {
    Ended ended = execute("wait", Duration.ofMillis(50));
    ended.overdue.get(10, TimeUnit.SECONDS);
    assertThat(ended.result).isNotDone();
    assertThat(waiting.join().isGone()).isTrue();
    goOn.countDown();
    assertThat(answer(ended)).isEqualTo("wait");
  }

  @Test
  void failsCallsWhoseLaneBreaksAndFreesWhatNobodyLearnsOf() throws Exception {
    Ended ended = execute("wait", LONG);
    var _ = waiting.get(10, TimeUnit.SECONDS);
    lanes.close();
    assertThatThrownBy(() -> answer(ended)).hasMessageContaining("UNAVAILABLE");
    goOn.countDown();
    while (unsent.get() == 0) {
      Thread.sleep(1);
    }
    Ended late = execute("next", LONG);
    assertThatThrownBy(() -> answer(late)).hasMessageContaining("UNAVAILABLE");
  }
}
