package dev.ranvier.compiler.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.compiler.pass.LowerQueues;
import dev.ranvier.compiler.pass.LowerTimeLoops;
import dev.ranvier.compiler.target.Targets;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.Stage;
import dev.ranvier.ir.Verifier;
import dev.ranvier.ir.eval.Evaluator;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.QueueType;
import dev.ranvier.ir.type.TensorType;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What every queue of the list promises, whatever it is lowered to: the lowered module gives what
/// the evaluator's plain queues give, pop by pop and drop by drop.
class QueueContractTest {
  private static final int STEPS = 40;

  static Stream<Queue> queues() {
    return Queues.all().stream();
  }

  private static Module lowered(Module event) {
    Module module = LowerTimeLoops.run(LowerQueues.run(event, Targets.cpu()));
    Verifier.verifyOrThrow(module, Stage.TENSOR);
    return module;
  }

  private static void assertSame(Module event, List<Tensor> arguments, String seed) {
    assertThat(Evaluator.evaluate(lowered(event), "main", arguments))
        .as(seed)
        .isEqualTo(Evaluator.evaluate(event, "main", arguments));
  }

  private static Tensor masks(SplittableRandom random, TensorType type, double rate) {
    boolean[] drawn = new boolean[(int) type.size()];
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = random.nextDouble() < rate;
    }
    return Tensor.ofBooleans(type.withElement(ElementType.I1), drawn);
  }

  private static Tensor delays(SplittableRandom random, TensorType type, int longest) {
    int[] drawn = new int[(int) type.size()];
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = random.nextInt(1, longest + 1);
    }
    return Tensor.ofInts(type.withElement(ElementType.I32), drawn);
  }

  private static Tensor constant(TensorType type, int delay) {
    int[] same = new int[(int) type.size()];
    java.util.Arrays.fill(same, delay);
    return Tensor.ofInts(type.withElement(ElementType.I32), same);
  }

  /// Capacities around the size of a word, and tiny ones.
  private static int capacity(SplittableRandom random) {
    int[] choices = {1, 2, 5, 31, 32, 33, 70};
    return choices[random.nextInt(choices.length)];
  }

  @ParameterizedTest
  @MethodSource("queues")
  void givesWhatIsPushedWithDelaysThatChangeEveryTime(Queue queue) {
    for (int seed = 0; seed < 12; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int capacity = capacity(random);
      QueueType type = new QueueType(queue.kind(), capacity, List.of(2L, 3L));
      int pushes = random.nextInt(1, 4);
      Module event = QueuePrograms.varying(type, STEPS, pushes);
      TensorType all = type.shapedLike(ElementType.I1).stacked(pushes).stacked(STEPS);
      assertSame(
          event,
          List.of(masks(random, all, 0.4), delays(random, all, capacity)),
          queue + ", seed " + seed);
    }
  }

  @ParameterizedTest
  @MethodSource("queues")
  void givesWhatIsPushedWithOneDelayForEachQueue(Queue queue) {
    for (int seed = 0; seed < 12; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int capacity = capacity(random);
      QueueType type = new QueueType(queue.kind(), capacity, List.of(7L));
      TensorType one = type.shapedLike(ElementType.I1);
      assertSame(
          QueuePrograms.fixed(type, STEPS),
          List.of(masks(random, one.stacked(STEPS), 0.5), delays(random, one, capacity)),
          queue + ", seed " + seed);
    }
  }

  @ParameterizedTest
  @MethodSource("queues")
  void givesWhatSynapsesOfOneSourceAreSentTogether(Queue queue) {
    for (int seed = 0; seed < 12; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int capacity = capacity(random);
      QueueType type = new QueueType(queue.kind(), capacity, List.of(2L, 3L, 4L));
      TensorType sent = TensorType.of(ElementType.I1, STEPS, 2, 3);
      TensorType each = TensorType.of(ElementType.I32, 3, 4);
      assertSame(
          QueuePrograms.shared(type, STEPS),
          List.of(masks(random, sent, 0.5), delays(random, each, capacity)),
          queue + ", seed " + seed);
    }
  }

  /// Equal delays and few events: the use that both kinds are made for.
  @RepeatedTest(5)
  void deliversTheSameThroughEveryQueueThatDoesNotOverflow(RepetitionInfo run) {
    SplittableRandom random = new SplittableRandom(run.getCurrentRepetition());
    TensorType sent = TensorType.of(ElementType.I1, STEPS, 1, 4);
    Tensor spikes = masks(random, sent, 0.3);
    int delay = 1 + random.nextInt(8);
    List<List<Tensor>> results =
        queues()
            .map(queue -> new QueueType(queue.kind(), 8, List.of(1L, 4L, 2L)))
            .map(
                type ->
                    Evaluator.evaluate(
                        lowered(QueuePrograms.shared(type, STEPS)),
                        "main",
                        List.of(spikes, constant(TensorType.of(ElementType.I32, 4, 2), delay))))
            .toList();
    assertThat(results).allSatisfy(result -> assertThat(result).isEqualTo(results.getFirst()));
    assertThat(results.getFirst().getFirst().toInts()).as("some events arrive").contains(1);
  }

  @org.junit.jupiter.api.Test
  void countsWhatAFullFifoDrops() {
    QueueType type = new QueueType("fifo", 2, List.of(1L));
    TensorType one = type.shapedLike(ElementType.I1);
    boolean[] always = new boolean[10];
    java.util.Arrays.fill(always, true);
    List<Tensor> results =
        Evaluator.evaluate(
            lowered(QueuePrograms.fixed(type, 10)),
            "main",
            List.of(Tensor.ofBooleans(one.stacked(10), always), constant(one, 4)));
    assertThat(results.getFirst().toInts()).containsExactly(0, 0, 0, 0, 1, 1, 0, 0, 1, 1);
    assertThat(results.getLast().toInts()).containsExactly(0, 0, 1, 1, 0, 0, 1, 1, 0, 0);
  }
}
