package dev.ranvier.compiler.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.compiler.queue.QueuePrograms.Form;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.QueueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// THE contract of queues: every kind on every lowering gives what the evaluator's plain queue
/// gives, pop by pop and drop by drop, for random programs of pushes and pops. A kind or a lowering
/// that is left out fails here.
class QueueContractTest {
  private static final List<Long> SOME = List.of(2L, 3L);
  private static final List<Long> SYNAPSES = List.of(2L, 2L, 3L);
  private static final int ACTIVE = 60;
  private static final int LONG = 10_000;

  static Stream<Queue> queues() {
    return Queues.all().stream();
  }

  /// Programs of all forms on a type: one push a step, some that are seen to be within reach, and
  /// many pushes a step.
  private static List<QueuePrograms> programs(Queue queue, int index) {
    List<QueuePrograms> programs = new ArrayList<>();
    QueueType type = QueueRuns.types(queue, SOME).get(index);
    int steps = ACTIVE + Queues.reach(type) + type.capacity();
    boolean isClamped = index % 2 == 1;
    programs.add(new QueuePrograms(type, Form.VARYING, steps, 1 + index % 3, isClamped));
    programs.add(new QueuePrograms(type, Form.FIXED, steps, 1, isClamped));
    programs.add(new QueuePrograms(type, Form.FIXED, steps, 2, !isClamped));
    programs.add(new QueuePrograms(type, Form.EQUAL, steps, 1, !isClamped));
    QueueType synapses = QueueRuns.types(queue, SYNAPSES).get(index);
    programs.add(new QueuePrograms(synapses, Form.SHARED, steps, 1, isClamped));
    return programs;
  }

  /// Mostly delays that the queue can hold, and among them some for now, for the past, and too far.
  private static IntSupplier delays(SplittableRandom random, int reach) {
    int[] odd = {0, -1, -reach, Integer.MIN_VALUE, 1, reach, reach + 1, 70_000, Integer.MAX_VALUE};
    return () ->
        random.nextInt(4) == 0 ? odd[random.nextInt(odd.length)] : random.nextInt(1, reach + 1);
  }

  private static int first(SplittableRandom random) {
    return QueueRuns.FIRST_STEPS[random.nextInt(QueueRuns.FIRST_STEPS.length)];
  }

  private static List<Tensor> arguments(QueuePrograms program, SplittableRandom random) {
    double rate = new double[] {0.02, 0.2, 0.5, 1}[random.nextInt(4)];
    int quiet = program.steps() - ACTIVE;
    return QueueRuns.arguments(
        first(random),
        QueueRuns.masks(random, program.maskType(), rate, quiet),
        QueueRuns.delays(program.delayType(), delays(random, Queues.reach(program.type()))));
  }

  @ParameterizedTest
  @MethodSource("queues")
  void everyLoweringGivesWhatThePlainQueueGives(Queue queue) {
    Set<String> run = new TreeSet<>();
    Set<String> all = new TreeSet<>();
    int seed = 0;
    for (int index = 0; index < QueueRuns.types(queue, SOME).size(); index++) {
      for (QueuePrograms program : programs(queue, index)) {
        seed++;
        List<Tensor> arguments = arguments(program, new SplittableRandom(seed));
        run.addAll(QueueRuns.assertAllAgree(program, arguments, "seed " + seed));
        queue
            .lowerings(program.type(), QueueRuns.use(program))
            .forEach(lowering -> all.add(lowering.name()));
      }
    }
    assertThat(run).as("lowerings of %s that were run", queue).isEqualTo(all);
  }

  @ParameterizedTest
  @MethodSource("queues")
  void everyEventIsDeliveredOnceOrDroppedOnce(Queue queue) {
    for (int index = 0; index < QueueRuns.types(queue, SOME).size(); index++) {
      for (QueuePrograms program : programs(queue, index)) {
        List<Tensor> arguments = arguments(program, new SplittableRandom(index));
        List<Tensor> results = QueueRuns.run(program.module(), arguments);
        long pushed = QueueRuns.sum(pushed(arguments.get(1)));
        int queuesOfOne = program.form() == Form.SHARED ? 3 : 1;
        assertThat(QueueRuns.sum(results.getFirst()) + QueueRuns.sum(results.getLast()))
            .as("%s, seed %d: arrived and dropped", program, index)
            .isEqualTo(pushed * queuesOfOne);
      }
    }
  }

  private static Tensor pushed(Tensor masks) {
    boolean[] sent = masks.toBooleans();
    int[] counts = new int[sent.length];
    Arrays.setAll(counts, i -> sent[i] ? 1 : 0);
    return Tensor.ofInts(masks.type().withElement(ElementType.I32), counts);
  }

  /// Every lowering that can at all, once, in a run that passes step 2^31.
  @ParameterizedTest
  @MethodSource("queues")
  void deliversAfterOneToTenThousandSteps(Queue queue) {
    Set<String> run = new TreeSet<>();
    for (Form form : List.of(Form.FIXED, Form.EQUAL, Form.SHARED)) {
      List<Long> sizes = form == Form.SHARED ? List.of(1L, 1L, 2L) : List.of(1L);
      QueuePrograms program = longProgram(queue, form, sizes);
      List<String> fresh =
          QueueRuns.layouts(program).stream().filter(layout -> !run.contains(layout)).toList();
      if (!fresh.isEmpty()) {
        List<Tensor> arguments = longArguments(program);
        List<Tensor> expected = QueueRuns.run(program.module(), arguments);
        QueueRuns.assertAgree(program, fresh, arguments, expected, "long delays");
        assertThat(QueueRuns.sum(expected.getFirst()) + QueueRuns.sum(expected.getLast()))
            .as("%s: events that arrive or are dropped", program)
            .isEqualTo(3 * program.type().shapedLike(ElementType.I32).size());
        run.addAll(fresh);
      }
    }
    assertThat(run).isNotEmpty();
  }

  private static QueuePrograms longProgram(Queue queue, Form form, List<Long> dimensions) {
    QueueType type = longType(queue);
    QueueType shaped =
        new QueueType(type.kind(), type.capacity(), type.reach(), dimensions, type.layout());
    return new QueuePrograms(shaped, form, LONG + 40, 1, false);
  }

  /// Events in the first steps, with delays of `LONG` and 1 in turn.
  private static List<Tensor> longArguments(QueuePrograms program) {
    boolean[] sent = new boolean[(int) program.maskType().size()];
    int each = sent.length / program.steps();
    Arrays.fill(sent, 0, each, true);
    Arrays.fill(sent, 7 * each, 9 * each, true);
    int[] delay = {1};
    return QueueRuns.arguments(
        Integer.MAX_VALUE - 4,
        Tensor.ofBooleans(program.maskType(), sent),
        QueueRuns.delays(
            program.delayType(),
            () -> {
              delay[0] = LONG + 1 - delay[0];
              return delay[0];
            }));
  }

  private static QueueType longType(Queue queue) {
    return switch (queue) {
      case Ring _, Bits _ -> new QueueType(queue.kind(), LONG, List.of());
      case DoNothing _ -> new QueueType(queue.kind(), 0, List.of());
      case SingleSpike _, SingleSpikeKeep _ -> new QueueType(queue.kind(), 1, List.of());
      case Fifo _, LossyRing _, Sorted _, Heap _, BatchedHeap _ ->
          new QueueType(queue.kind(), 3, List.of()).withReach(LONG);
    };
  }

  /// Equal delays and few events: the use that all kinds are made for.
  @Test
  void deliversTheSameThroughEveryQueueThatDoesNotOverflow() {
    for (int seed = 0; seed < 5; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int delay = random.nextInt(1, 9);
      QueuePrograms first = roomy(Queues.all().get(3));
      Tensor masks = QueueRuns.masks(random, first.maskType(), 0.3, 0);
      List<Tensor> arguments =
          QueueRuns.arguments(5, masks, QueueRuns.delays(first.delayType(), () -> delay));
      List<Tensor> expected = QueueRuns.run(first.module(), arguments);
      assertThat(expected.getFirst().toInts()).as("some events arrive").contains(1);
      for (Queue queue : Queues.all()) {
        switch (queue) {
          case DoNothing _, SingleSpike _, SingleSpikeKeep _ -> {}
          case Ring _, Fifo _, LossyRing _, Sorted _, Heap _, BatchedHeap _, Bits _ ->
              assertThat(QueueRuns.run(roomy(queue).module(), arguments))
                  .as("%s, seed %d", queue, seed)
                  .isEqualTo(expected);
        }
      }
    }
  }

  private static QueuePrograms roomy(Queue queue) {
    return new QueuePrograms(new QueueType(queue.kind(), 8, SOME), Form.EQUAL, 40, 1, false);
  }

  @Test
  void listHasEveryKind() {
    assertThat(Queues.all().stream().<Class<?>>map(Queue::getClass))
        .containsExactlyInAnyOrder(Queue.class.getPermittedSubclasses());
  }

  @Test
  void everyLoweringBelongsToAKind() {
    Set<Class<?>> known = new HashSet<>();
    for (Queue queue : Queues.all()) {
      QueueType type = QueueRuns.types(queue, SOME).getFirst();
      queue.lowerings(type, QueueUse.NONE).forEach(lowering -> known.add(lowering.getClass()));
    }
    Set<Class<?>> all = new HashSet<>();
    for (Class<?> placement : QueueLowering.class.getPermittedSubclasses()) {
      all.addAll(List.of(placement.getPermittedSubclasses()));
    }
    assertThat(known).isEqualTo(all);
  }

  @Test
  void namesOfLoweringsAreUniqueInAKind() {
    for (Queue queue : Queues.all()) {
      QueueType type = QueueRuns.types(queue, SOME).getFirst();
      assertThat(queue.lowerings(type, QueueUse.NONE))
          .extracting(QueueLowering::name)
          .doesNotHaveDuplicates()
          .isNotEmpty();
    }
  }
}
