package dev.ranvier.ir.eval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.ir.type.QueueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventQueueTest {
  private static final List<String> KINDS =
      List.of(
          "none",
          "single_spike",
          "single_spike_keep",
          "ring",
          "fifo",
          "lossy_ring",
          "sorted",
          "heap",
          "batched_heap",
          "bits");

  /// Plays a script of pushes (`e3`: arrives in step 3) and pops (`p1`: in step 1), all steps
  /// counted from `first`; gives what was popped, and last how many events were dropped.
  private static List<Integer> play(int first, String kind, int capacity, String script) {
    EventQueue queue = EventQueue.of(new QueueType(kind, capacity, List.of()));
    List<Integer> counts = new ArrayList<>();
    int dropped = 0;
    for (String action : script.split(" ", -1)) {
      int step = first + Integer.parseInt(action.substring(1));
      if (action.startsWith("e")) {
        EventQueue.Pushed pushed = queue.push(step);
        dropped += pushed.dropped();
        queue = pushed.queue();
      } else {
        EventQueue.Popped popped = queue.pop(step);
        counts.add(popped.arrived());
        queue = popped.queue();
      }
    }
    counts.add(dropped);
    return counts;
  }

  private static List<Integer> play(String kind, int capacity, String script) {
    return play(0, kind, capacity, script);
  }

  @Test
  void everyKindOfQueueIsTestedHere() {
    Set<Class<?>> tested =
        KINDS.stream()
            .map(kind -> EventQueue.of(new QueueType(kind, 1, List.of())).getClass())
            .collect(Collectors.toSet());
    assertThat(tested)
        .isEqualTo(
            Stream.of(EventQueue.class.getPermittedSubclasses()).collect(Collectors.toSet()));
  }

  @Test
  void noneDropsAll() {
    assertThat(play("none", 0, "e3 p1 e2 p2 p3")).containsExactly(0, 0, 0, 2);
  }

  @Test
  void ringDeliversEveryEventInItsStep() {
    assertThat(play("ring", 4, "e3 p1 p2 p3 e5 e6 p4 p5 p6 p7"))
        .containsExactly(0, 0, 1, 0, 1, 1, 0, 0);
    assertThat(play("ring", 4, "e7 e4 e5 p3 p4 p5 p6 p7 p8")).containsExactly(0, 1, 1, 0, 1, 0, 0);
  }

  @Test
  void ringCountsEventsOfOneStep() {
    assertThat(play("ring", 4, "e4 e4 p3 p4 p5 p6")).containsExactly(0, 2, 0, 0, 0);
    assertThat(play("ring", 4, "e6 e7 e8 e2 p1 p2 p3 p4 p5 p6 p7 p8"))
        .containsExactly(0, 1, 0, 0, 0, 1, 1, 1, 0);
  }

  @Test
  void fifoDropsNewEventsWhenFull() {
    assertThat(play("fifo", 2, "e2 e3 e4 e5 p1 p2 p3 p4 p5")).containsExactly(0, 1, 1, 0, 0, 2);
    assertThat(play("fifo", 2, "e3 e4 p3 e5 p4 p5")).containsExactly(1, 1, 1, 0);
  }

  @Test
  void fifoDeliversItsHeadAndNoOther() {
    assertThat(play("fifo", 2, "e7 e4 e5 p3 p4 p5 p6 p7 p8")).containsExactly(0, 0, 0, 0, 1, 1, 1);
    assertThat(play("fifo", 2, "e4 e4 p3 p4 p5 p6")).containsExactly(0, 1, 1, 0, 0);
  }

  @Test
  void singleSpikeHoldsTheNewEvent() {
    assertThat(play("single_spike", 1, "e5 e3 p2 p3 p4 p5")).containsExactly(0, 1, 0, 0, 1);
    assertThat(play("single_spike", 1, "e2 p2 e4 p3 p4")).containsExactly(1, 0, 1, 0);
  }

  @Test
  void singleSpikeKeepHoldsTheOldEvent() {
    assertThat(play("single_spike_keep", 1, "e5 e3 p2 p3 p4 p5")).containsExactly(0, 0, 0, 1, 1);
  }

  @Test
  void lossyRingOverwritesWhatSharesASlot() {
    assertThat(play("lossy_ring", 2, "e2 e3 e4 p1 p2 p3 p4")).containsExactly(0, 0, 1, 1, 1);
    assertThat(play("lossy_ring", 3, "e2 e2 e5 p2 p3 p4 p5")).containsExactly(0, 0, 0, 1, 2);
    assertThat(play("lossy_ring", 3, "e9 e8 e4 p3 p4 p5 p6 p7 p8 p9"))
        .containsExactly(0, 1, 0, 0, 0, 1, 1, 0);
  }

  @Test
  void sortedDropsTheLatestOfAll() {
    assertThat(play("sorted", 2, "e6 e7 e8 e2 p1 p2 p3 p4 p5 p6 p7"))
        .containsExactly(0, 1, 0, 0, 0, 1, 0, 2);
    assertThat(play("sorted", 2, "e4 e4 p3 p4 p5")).containsExactly(0, 1, 1, 0);
    assertThat(play("batched_heap", 2, "e6 e7 e2 p2 p3 p4 p5 p6"))
        .containsExactly(1, 0, 0, 0, 1, 1);
  }

  @Test
  void heapDropsTheNewEventWhenFull() {
    assertThat(play("heap", 2, "e7 e4 e5 p3 p4 p5 p6 p7")).containsExactly(0, 1, 0, 0, 1, 1);
    assertThat(play("heap", 3, "e5 e5 e3 p3 p4 p5 p6")).containsExactly(1, 0, 1, 1, 0);
  }

  @Test
  void bitsCountTwoEventsOfAStepOnce() {
    assertThat(play("bits", 8, "e3 e3 e5 p2 p3 p4 p5")).containsExactly(0, 1, 0, 1, 1);
  }

  /// The same script gives the same counts wherever the numbers of steps wrap around.
  @ParameterizedTest
  @ValueSource(ints = {Integer.MAX_VALUE - 4, Integer.MAX_VALUE, -3, 1 << 24})
  void onlyDifferencesOfStepsCount(int first) {
    String script = "p0 e5 e3 e9 e3 p1 p2 e4 p3 p4 e8 e6 p5 p6 p7 p8 p9 p10 p11";
    for (String kind : KINDS) {
      assertThat(play(first, kind, 3, script)).as(kind).isEqualTo(play(kind, 3, script));
    }
  }
}
