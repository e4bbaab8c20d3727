package dev.ranvier.ir.eval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.ir.type.QueueType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventQueueTest {
  /// Plays a script of pushes (`e3`: arrives in step 3) and pops (`p1`: in step 1); gives what was
  /// popped.
  private static List<Integer> play(String kind, int capacity, String script) {
    EventQueue queue = EventQueue.of(new QueueType(kind, capacity, List.of()));
    List<Integer> arrived = new ArrayList<>();
    for (String action : script.split(" ", -1)) {
      int step = Integer.parseInt(action.substring(1));
      if (action.startsWith("e")) {
        queue = queue.push(step).queue();
      } else {
        EventQueue.Popped popped = queue.pop(step);
        arrived.add(popped.arrived());
        queue = popped.queue();
      }
    }
    return arrived;
  }

  @Test
  void ringDeliversEveryEventInItsStep() {
    assertThat(play("ring", 4, "e3 p1 p2 p3 e5 e6 p4 p5 p6 p7"))
        .containsExactly(0, 0, 1, 0, 1, 1, 0);
    assertThat(play("ring", 4, "e7 e4 e5 p3 p4 p5 p6 p7 p8")).containsExactly(0, 1, 1, 0, 1, 0);
  }

  @Test
  void ringCountsEventsOfOneStep() {
    assertThat(play("ring", 4, "e4 e4 p3 p4 p5 p6")).containsExactly(0, 2, 0, 0);
    assertThat(play("ring", 4, "e6 e7 e8 e2 p1 p2 p3 p4 p5 p6 p7 p8"))
        .containsExactly(0, 1, 0, 0, 0, 1, 1, 1);
  }

  @Test
  void fifoDropsNewEventsWhenFull() {
    assertThat(play("fifo", 2, "e2 e3 e4 e5 p1 p2 p3 p4 p5")).containsExactly(0, 1, 1, 0, 0);
    EventQueue full =
        EventQueue.of(new QueueType("fifo", 2, List.of())).push(3).queue().push(4).queue();
    assertThat(full.push(5).dropped()).isEqualTo(1);
    assertThat(full.pop(3).queue().push(5).dropped()).isZero();
  }

  @Test
  void fifoDeliversItsHeadAndNoOther() {
    assertThat(play("fifo", 2, "e7 e4 e5 p3 p4 p5 p6 p7 p8")).containsExactly(0, 0, 0, 0, 1, 1);
    assertThat(play("fifo", 2, "e4 e4 p3 p4 p5 p6")).containsExactly(0, 1, 1, 0);
  }
}
