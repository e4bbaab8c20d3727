package dev.ranvier.runtime.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TurnsTest {
  private final AtomicLong now = new AtomicLong();

  @Test
  void sharesTakeTurnsHoweverManyCallsEachHasWaiting() throws Exception {
    Turns turns = new Turns(1, now::get);
    List<String> order = Collections.synchronizedList(new ArrayList<>());
    List<Thread> threads = new ArrayList<>();
    try (var _ = turns.take("first")) {
      for (int i = 0; i < 20; i++) {
        threads.add(wait(turns, "flood", order));
      }
      threads.add(wait(turns, "quiet", order));
      threads.add(wait(turns, "quiet", order));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(order).hasSize(22);
    assertThat(order.subList(0, 4)).containsExactly("flood", "quiet", "flood", "quiet");
  }

  @Test
  void shareThatIsAloneHasAllPlaces() throws Exception {
    Turns turns = new Turns(2, now::get);
    try (var _ = turns.take("one");
        var _ = turns.take("one")) {
      assertThat(turns.waiting()).isZero();
    }
  }

  @Test
  void leavesPlaceForOthersWhileTheyAreAbout() throws Exception {
    Turns turns = new Turns(2, now::get);
    turns.take("quiet").close();
    var flood = turns.take("flood");
    Thread second = wait(turns, "flood", new ArrayList<>());
    assertThat(turns.waiting()).isEqualTo(1);
    turns.take("quiet").close();
    now.addAndGet(Duration.ofSeconds(2).toNanos());
    flood.close();
    second.join();
  }

  @Test
  void whoStopsWaitingIsForgotten() throws Exception {
    Turns turns = new Turns(1, now::get);
    try (var _ = turns.take("first")) {
      Thread impatient = wait(turns, "impatient", new ArrayList<>());
      impatient.interrupt();
      impatient.join();
      assertThat(turns.waiting()).isZero();
    }
    turns.take("next").close();
  }

  /// Begins to wait for a turn, and returns once it does.
  private static Thread wait(Turns turns, String share, List<String> order) throws Exception {
    int before = turns.waiting();
    CountDownLatch ended = new CountDownLatch(1);
    Thread thread =
        Thread.ofPlatform()
            .start(
                () -> {
                  try (var _ = turns.take(share)) {
                    order.add(share);
                  } catch (InterruptedException _) {
                    ended.countDown();
                  }
                });
    while (turns.waiting() == before && thread.isAlive()) {
      Thread.onSpinWait();
    }
    return thread;
  }
}
