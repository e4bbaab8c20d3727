package dev.ranvier.runtime.client.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ranvier.runtime.RuntimeFailure;
import dev.ranvier.runtime.array.HostArray;
import dev.ranvier.runtime.client.ClientOptions;
import dev.ranvier.runtime.client.RemoteBuffer;
import dev.ranvier.runtime.server.RuntimeServer;
import dev.ranvier.runtime.testing.Programs;
import dev.ranvier.runtime.testing.TestServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RuntimeHostsTest {
  private static final ClientOptions OPTIONS =
      ClientOptions.DEFAULT.withConnect(Duration.ofSeconds(2));

  private RuntimeServer first;
  private RuntimeServer second;
  private String one;
  private String two;
  private RuntimeHosts hosts;

  @BeforeEach
  void start() {
    first = TestServer.start();
    second = TestServer.start();
    one = first.address();
    two = second.address();
    hosts = RuntimeHosts.parse(one + "," + two, OPTIONS);
  }

  @AfterEach
  void stop() {
    first.close();
    second.close();
  }

  @Test
  void sessionsAreOpenedWhereThereAreFewest() {
    List<HostSession> open = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      open.add(hosts.open());
    }
    assertThat(open).extracting(HostSession::host).containsExactly(one, two, one, two);
    open.get(1).close();
    open.get(3).close();
    HostSession next = hosts.open();
    assertThat(next.host()).isEqualTo(two);
    next.close();
    open.forEach(HostSession::close);
  }

  /// Arrays and programs are where the session is, whatever else is opened meanwhile.
  @Test
  void allCallsOfASessionGoToItsHost() {
    List<HostSession> sessions = List.of(hosts.open(), hosts.open(), hosts.open());
    List<RemoteBuffer> buffers =
        sessions.stream()
            .map(session -> session.client().upload(HostArray.of(new float[] {1, 2, 3}, 3)))
            .toList();
    for (int i = 0; i < sessions.size(); i++) {
      var client = sessions.get(i).client();
      var program = client.compile("add", Programs.ADD);
      RemoteBuffer own = buffers.get(i);
      var sum = client.execute(program, List.of(own, own)).outputs().getFirst();
      assertThat(client.download(sum).floats()).containsExactly(2, 4, 6);
    }
    sessions.forEach(HostSession::close);
  }

  @Test
  void oneThatDoesNotAnswerIsLeftOut() {
    second.close();
    for (int i = 0; i < 3; i++) {
      HostSession session = hosts.open();
      assertThat(session.host()).isEqualTo(one);
    }
    assertThat(hosts.states().getFirst())
        .isInstanceOfSatisfying(
            HostState.Serving.class, state -> assertThat(state.sessions()).isEqualTo(3));
    assertThat(hosts.states().getLast())
        .isInstanceOfSatisfying(
            HostState.Failing.class,
            state ->
                assertThat(state.reason()).contains(two + ": cannot be reached", "ranvier serve"));
  }

  @Test
  void saysWhatIsWrongWithEachIfNoneAnswers() {
    first.close();
    second.close();
    assertThatThrownBy(() -> hosts.open())
        .isInstanceOf(RuntimeFailure.Unreachable.class)
        .hasMessageContaining("none takes a session")
        .hasMessageContaining("runtime %s: cannot be reached".formatted(one))
        .hasMessageContaining("runtime %s: cannot be reached".formatted(two));
    assertThatThrownBy(() -> RuntimeHosts.parse("localhost:1,nonsense:x", OPTIONS))
        .isInstanceOf(RuntimeFailure.Unreachable.class)
        .hasMessageContaining("\"nonsense:x\"");
  }

  /// What is told of jobs.
  private static final class Told implements SpreadListener<Integer> {
    private final List<String> done = new CopyOnWriteArrayList<>();
    private final AtomicInteger again = new AtomicInteger();

    @Override
    public void done(Job<Integer> job, Place place, Integer result) {
      done.add(job.name());
    }

    @Override
    public void again(Job<Integer> job, Place place, RuntimeFailure problem) {
      again.incrementAndGet();
    }
  }

  @Test
  void jobsOfAHostThatDiesAreDoneElsewhereOnce() throws Exception {
    AtomicBoolean killed = new AtomicBoolean();
    List<Job<Integer>> jobs = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      int number = i;
      jobs.add(
          new Job<>(
              "job " + i,
              client -> {
                RemoteBuffer up = client.upload(HostArray.of(new int[] {number}));
                if (client.server().address().equals(two) && killed.compareAndSet(false, true)) {
                  second.close();
                }
                return client.download(up).ints()[0];
              }));
    }
    Told told = new Told();
    List<Integer> results = JobSpread.run(Place.of(hosts), jobs, Duration.ofSeconds(20), told);
    assertThat(killed).isTrue();
    assertThat(told.again.get()).isPositive();
    for (int i = 0; i < 40; i++) {
      assertThat(results.get(i)).isEqualTo(i);
    }
    assertThat(told.done).hasSize(40).doesNotHaveDuplicates();
  }

  @Test
  void aJobThatIsWrongItselfEndsAll() {
    List<Job<Integer>> jobs =
        List.of(
            new Job<>("wrong", client -> client.compile("not", "nonsense").arguments().size()),
            new Job<>("right", _ -> 1));
    assertThatThrownBy(
            () -> JobSpread.run(Place.of(hosts), jobs, Duration.ofSeconds(20), new Told()))
        .isInstanceOf(RuntimeFailure.BadModule.class);
    List<Job<Integer>> unreadable =
        List.of(
            new Job<>(
                "unreadable",
                _ -> {
                  throw new IOException("no such data");
                }));
    assertThatThrownBy(
            () -> JobSpread.run(Place.of(hosts), unreadable, Duration.ofSeconds(20), new Told()))
        .isInstanceOf(IOException.class)
        .hasMessage("no such data");
  }

  @Test
  void givesUpWhenNoHostIsLeft() {
    first.close();
    second.close();
    List<Job<Integer>> jobs = List.of(new Job<>("lonely", _ -> 1));
    assertThatThrownBy(
            () -> JobSpread.run(Place.of(hosts), jobs, Duration.ofSeconds(1), new Told()))
        .isInstanceOf(RuntimeFailure.Unreachable.class)
        .hasMessageContaining("cannot be reached");
  }
}
