package dev.ranvier.runtime.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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

  @Test
  void shareThatMakesOneCallAtATimeHasEveryOtherTurnBesideFlood() throws Exception {
    Turns turns = new Turns(1, now::get);
    Turns.Turn running = turns.take("flood");
    List<CompletableFuture<Turns.Turn>> flood = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      flood.add(ask(turns, "flood"));
    }
    for (CompletableFuture<Turns.Turn> next : flood) {
      CompletableFuture<Turns.Turn> single = ask(turns, "single");
      end(running);
      assertThat(next).isNotDone();
      end(single.get());
      // It comes back, above, only while the flood has the next turn.
      running = next.get();
    }
    end(running);
  }

  @Test
  void longTurnsCountForMoreThanShortOnes() throws Exception {
    Turns turns = new Turns(1, now::get);
    List<String> order = Collections.synchronizedList(new ArrayList<>());
    Turns.Turn first = turns.take("long");
    Thread second = wait(turns, "long", order);
    List<Thread> shorts = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      shorts.add(wait(turns, "short", order));
    }
    now.addAndGet(1000);
    first.close();
    second.join();
    for (Thread thread : shorts) {
      thread.join();
    }
    assertThat(order).containsExactly("short", "short", "short", "short", "long");
  }

  @Test
  void nobodySavesUpTurnsWhileAway() throws Exception {
    Turns turns = new Turns(1, now::get);
    for (int i = 0; i < 100; i++) {
      var turn = turns.take("busy");
      now.addAndGet(1000);
      turn.close();
    }
    List<String> order = Collections.synchronizedList(new ArrayList<>());
    List<Thread> threads = new ArrayList<>();
    var turn = turns.take("busy");
    for (int i = 0; i < 3; i++) {
      threads.add(wait(turns, "busy", order));
      threads.add(wait(turns, "new", order));
    }
    turn.close();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(order.subList(0, 4)).containsExactly("new", "busy", "new", "busy");
  }

  /// Asks for a turn, and returns once it waits for that, or has it.
  private static CompletableFuture<Turns.Turn> ask(Turns turns, String share) {
    CompletableFuture<Turns.Turn> turn = new CompletableFuture<>();
    int before = turns.waiting();
    Thread.ofPlatform()
        .start(
            () -> {
              try {
                turn.complete(turns.take(share));
              } catch (InterruptedException stopped) {
                turn.completeExceptionally(stopped);
              }
            });
    while (turns.waiting() == before && !turn.isDone()) {
      Thread.onSpinWait();
    }
    return turn;
  }

  /// Every turn takes as long.
  private void end(Turns.Turn turn) {
    now.addAndGet(10);
    turn.close();
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
