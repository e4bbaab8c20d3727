package dev.ranvier.runtime.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ranvier.runtime.RuntimeFailure;
import dev.ranvier.runtime.array.HostArray;
import dev.ranvier.runtime.testing.Programs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChunkedRunTest {
  private static final Map<Integer, Integer> STATE = Map.of(0, 2);

  private RuntimeClient client;
  private RemoteExecutable steps;
  private RemoteBuffer drive;

  @BeforeAll
  void start() {
    client = RuntimeClient.embedded();
    steps = client.compile("steps", Programs.STEPS);
    drive = client.upload(HostArray.of(new float[] {0.1f, 0.2f, 0.3f}, 3));
  }

  @AfterAll
  void stop() {
    client.close();
  }

  @Test
  void theRuntimeTellsWhatARunTakesBesideArgumentsAndResults() {
    assertThat(steps.temporaryBytes()).as("the pinned plugin tells").isPresent();
    assertThat(steps.temporaryBytes().getAsLong()).isBetween(0L, 1L << 20);
  }

  @Test
  void givesTheSameBitsAsOneLongRun() {
    HostArray inOne = run(ExecuteOptions.ONCE, 1000);
    HostArray inTen = run(ExecuteOptions.ONCE.inChunks(ChunkedRun.of(10, STATE)), 100);
    assertThat(inTen).isEqualTo(inOne);
    assertThat(inOne.floats()[0]).isGreaterThan(1);
  }

  @Test
  void reportsProgressAfterEveryIterationAndKeepsTheOtherResults() {
    List<Integer> done = new ArrayList<>();
    try (var n = count(5);
        var state = state();
        var outcome =
            client.execute(
                steps,
                List.of(n, drive, state),
                ExecuteOptions.ONCE.inChunks(ChunkedRun.of(4, STATE)),
                (at, total, kept) -> {
                  done.add(at);
                  assertThat(total).isEqualTo(4);
                  assertThat(kept).hasSize(1);
                })) {
      assertThat(done).containsExactly(1, 2, 3, 4);
      assertThat(outcome.outputs()).hasSize(1);
      assertThat(outcome.kept()).hasSize(4);
      float[] last = client.download(outcome.outputs().getFirst()).floats();
      float[] record = client.download(outcome.kept().getLast().getFirst()).floats();
      assertThat(record[0]).isEqualTo(last[0] + 0.1f);
    }
  }

  @Test
  void feedsAnotherArrayInEachIteration() {
    try (var once = count(1);
        var twice = count(2);
        var state = state();
        var outcome =
            client.execute(
                steps,
                List.of(once, drive, state),
                ExecuteOptions.ONCE.inChunks(
                    ChunkedRun.of(3, STATE).feeding(0, List.of(once, twice, twice))),
                ProgressListener.NONE)) {
      assertThat(client.download(outcome.outputs().getFirst()))
          .isEqualTo(run(ExecuteOptions.ONCE, 5));
    }
  }

  @Test
  void leavesArgumentsAloneUnlessTheyAreDonated() {
    try (var n = count(1);
        var state = state();
        var _ = client.execute(steps, List.of(n, drive, state))) {
      assertThat(client.download(state).floats()).containsExactly(0, 0, 0);
    }
  }

  @Test
  void takesDonatedArgumentsAway() {
    try (var n = count(1);
        var state = state();
        var _ =
            client.execute(
                steps,
                List.of(n, drive, state),
                ExecuteOptions.ONCE.donating(Set.of(2)),
                ProgressListener.NONE)) {
      assertThat(state.isGone()).isTrue();
      assertThatThrownBy(() -> client.download(state))
          .isInstanceOf(RuntimeFailure.NoSuchHandle.class)
          .hasMessageContaining("donated");
    }
  }

  @Test
  void rejectsCarryBetweenUnequalTypes() {
    try (var n = count(1);
        var state = state()) {
      ExecuteOptions how = ExecuteOptions.ONCE.inChunks(ChunkedRun.of(2, Map.of(0, 0)));
      assertThatThrownBy(
              () -> client.execute(steps, List.of(n, drive, state), how, ProgressListener.NONE))
          .isInstanceOf(RuntimeFailure.WrongArgument.class)
          .hasMessageContaining("argument 0 \"n\": expected i32[], got f32[3]");
    }
  }

  private HostArray run(ExecuteOptions how, int n) {
    try (var steps = count(n);
        var state = state();
        var outcome =
            client.execute(this.steps, List.of(steps, drive, state), how, ProgressListener.NONE)) {
      return client.download(outcome.outputs().getFirst());
    }
  }

  private RemoteBuffer count(int n) {
    return client.upload(HostArray.of(new int[] {n}));
  }

  private RemoteBuffer state() {
    return client.upload(HostArray.of(new float[3], 3));
  }
}
