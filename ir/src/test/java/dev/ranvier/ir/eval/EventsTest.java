package dev.ranvier.ir.eval;

import static dev.ranvier.ir.eval.Programs.eval;
import static dev.ranvier.ir.eval.Programs.f32;
import static dev.ranvier.ir.eval.Programs.matrix;
import static dev.ranvier.ir.eval.Programs.region;
import static dev.ranvier.ir.eval.Programs.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ranvier.ir.op.AddOp;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.CustomDerivativeOp;
import dev.ranvier.ir.op.QueueCreateOp;
import dev.ranvier.ir.op.QueuePopOp;
import dev.ranvier.ir.op.QueuePushOp;
import dev.ranvier.ir.op.SignOp;
import dev.ranvier.ir.op.SpikeOp;
import dev.ranvier.ir.op.TimeLoopOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.QueueType;
import dev.ranvier.ir.type.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventsTest {
  private static final ElementType I32 = ElementType.I32;
  private static final TensorType STEP = TensorType.scalar(I32);

  @Test
  void spikesAreUpwardCrossings() {
    Tensor spikes =
        eval(
            v -> new SpikeOp(v.get(0), v.get(1), v.get(2)),
            f32(0.5f, 0.5f, 1f, 1.5f, Float.NaN, 0.9f),
            f32(1f, 0.99f, 2f, 0.5f, 2f, Float.NaN),
            f32(1, 1, 1, 1, 1, 1));
    assertThat(spikes.toBooleans()).containsExactly(true, false, false, false, false, false);
  }

  @Test
  void timeLoopCarriesReadsAndRecords() {
    Block body =
        region(
            List.of(STEP, STEP, STEP),
            (b, v) -> {
              Value sum = b.add(new AddOp(v.get(1), v.get(2)));
              return List.of(sum, v.get(0), sum);
            });
    List<Tensor> results =
        Programs.run(
            List.of(Tensor.scalar(I32, 5L), Tensor.scalar(I32, 100L), vector(I32, 1, 2, 3)),
            (b, v) ->
                b.append(new TimeLoopOp(3, v.get(0), List.of(v.get(1)), List.of(v.get(2)), body)));
    assertThat(results)
        .containsExactly(
            Tensor.scalar(I32, 106L), vector(I32, 5, 6, 7), vector(I32, 101, 103, 106));
  }

  @Test
  void backwardTimeLoopReadsAndWritesFromTheLastRowToTheFirst() {
    Block body =
        region(
            List.of(STEP, STEP, STEP),
            (b, v) -> {
              Value twice = b.add(new AddOp(v.get(1), v.get(1)));
              return List.of(b.add(new AddOp(twice, v.get(2))), v.get(0), twice);
            });
    List<Tensor> results =
        Programs.run(
            List.of(Tensor.scalar(I32, 5L), Tensor.scalar(I32, 10L), vector(I32, 1, 2, 4)),
            (b, v) ->
                b.append(
                    new TimeLoopOp(3, v.get(0), List.of(v.get(1)), List.of(v.get(2)), body, true)));
    // 10 -> 20 + 4 -> 48 + 2 -> 100 + 1.
    assertThat(results)
        .containsExactly(Tensor.scalar(I32, 101L), vector(I32, 5, 6, 7), vector(I32, 100, 48, 20));
  }

  @Test
  void customDerivativesEvaluateTheirPrimal() {
    TensorType type = TensorType.of(ElementType.F32, 3);
    Block primal = region(List.of(type), (b, v) -> List.of(b.add(new SignOp(v.getFirst()))));
    Block passed = region(List.of(type, type), (b, v) -> List.of(v.getLast()));
    assertThat(eval(v -> new CustomDerivativeOp(v, primal, passed, passed), f32(-0.5f, 0f, 7f)))
        .isEqualTo(f32(-1f, 0f, 1f));
  }

  /// Pushes `masks` with `delays`, one row a step, and records what arrives and what is dropped.
  private static List<Tensor> deliver(QueueType type, Tensor masks, Tensor delays) {
    long steps = masks.type().dimension(0);
    Tensor first = Tensor.scalar(I32, 1L);
    return Programs.run(
        List.of(first, masks, delays),
        (b, v) -> {
          Value queues = b.add(new QueueCreateOp(type));
          Block body =
              region(
                  List.of(STEP, type, type.shapedLike(ElementType.I1), type.shapedLike(I32)),
                  (c, w) -> {
                    List<Value> popped = c.append(new QueuePopOp(w.get(1), w.get(0)));
                    List<Value> pushed =
                        c.append(new QueuePushOp(popped.getFirst(), w.get(2), w.get(3), w.get(0)));
                    return List.of(pushed.getFirst(), popped.getLast(), pushed.getLast());
                  });
          return b.append(
                  new TimeLoopOp(
                      steps, v.get(0), List.of(queues), List.of(v.get(1), v.get(2)), body))
              .subList(1, 3);
        });
  }

  @Test
  void queuesDeliverAfterTheirDelay() {
    List<Tensor> results =
        deliver(
            new QueueType("ring", 3, List.of(2L)),
            matrix(ElementType.I1, 5, 2, 1, 1, 1, 0, 0, 0, 0, 1, 0, 0),
            matrix(I32, 5, 2, 2, 3, 1, 9, 9, 9, 9, 1, 9, 9));
    assertThat(results.getFirst()).isEqualTo(matrix(I32, 5, 2, 0, 0, 0, 0, 2, 0, 0, 1, 0, 1));
    assertThat(results.getLast()).isEqualTo(Tensor.blank(TensorType.of(I32, 5, 2)));
  }

  @Test
  void fullQueuesReportDrops() {
    List<Tensor> results =
        deliver(
            new QueueType("fifo", 2, List.of(1L)),
            matrix(ElementType.I1, 5, 1, 1, 1, 1, 1, 0),
            matrix(I32, 5, 1, 3, 3, 3, 3, 3));
    assertThat(results.getFirst().toInts()).containsExactly(0, 0, 0, 1, 1);
    assertThat(results.getLast().toInts()).containsExactly(0, 0, 1, 0, 0);
  }

  @Test
  void queuesDeliverWhatIsSentForThePastAtTheNextPop() {
    List<Tensor> results =
        deliver(
            new QueueType("ring", 3, List.of(3L)),
            matrix(ElementType.I1, 3, 3, 1, 1, 1, 0, 0, 0, 0, 0, 0),
            matrix(I32, 3, 3, 0, -1, Integer.MIN_VALUE, 1, 1, 1, 1, 1, 1));
    assertThat(results.getFirst()).isEqualTo(matrix(I32, 3, 3, 0, 0, 0, 1, 1, 1, 0, 0, 0));
  }

  @Test
  void queuesDropWhatIsSentTooFar() {
    List<Tensor> results =
        deliver(
            new QueueType("fifo", 3, List.of(3L)).withReach(2),
            matrix(ElementType.I1, 3, 3, 1, 1, 1, 0, 0, 0, 0, 0, 0),
            matrix(I32, 3, 3, 2, 3, Integer.MAX_VALUE, 1, 1, 1, 1, 1, 1));
    assertThat(results.getFirst()).isEqualTo(matrix(I32, 3, 3, 0, 0, 0, 0, 0, 0, 1, 0, 0));
    assertThat(results.getLast()).isEqualTo(matrix(I32, 3, 3, 0, 1, 1, 0, 0, 0, 0, 0, 0));
  }

  @Test
  void rejectsReachesThatAKindDoesNotHave() {
    QueueType type = new QueueType("ring", 3, List.of(1L)).withReach(4);
    assertThatThrownBy(() -> deliver(type, matrix(ElementType.I1, 1, 1, 1), matrix(I32, 1, 1, 1)))
        .hasMessage(
            "ranvier.queue_create: expected a reach of at most 3 steps, got"
                + " !ranvier.queue<1xring[3, 4]> (Net.java:7)");
  }

  @Test
  void rejectsKindsThatItDoesNotKnow() {
    assertThatThrownBy(
            () ->
                deliver(
                    new QueueType("pile", 3, List.of(1L)),
                    matrix(ElementType.I1, 1, 1, 1),
                    matrix(I32, 1, 1, 1)))
        .hasMessage(
            "ranvier.queue_create: expected a known kind of queue, got \"pile\"" + " (Net.java:7)");
  }
}
