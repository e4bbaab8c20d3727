package dev.ranvier.compiler.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.compiler.pass.LowerQueues;
import dev.ranvier.compiler.pass.LowerTimeLoops;
import dev.ranvier.compiler.queue.QueuePrograms.Form;
import dev.ranvier.compiler.target.Targets;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.Stage;
import dev.ranvier.ir.Verifier;
import dev.ranvier.ir.eval.Evaluator;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.QueueType;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntSupplier;

/// Runs of queue programs on random events, by the evaluator's plain queues and by what they are
/// lowered to.
final class QueueRuns {
  /// First steps of runs: some pass 2^24, 2^31 and 2^32 steps.
  static final int[] FIRST_STEPS = {0, 1 << 24, (1 << 24) - 20, Integer.MAX_VALUE - 4, -7};

  private QueueRuns() {}

  /// What a program's queues can rely on.
  static QueueUse use(QueuePrograms program) {
    boolean isFixed = program.form() != Form.VARYING && program.pushes() == 1;
    return new QueueUse(
        program.pushes(), isFixed, isFixed, program.form() == Form.EQUAL, program.isClamped());
  }

  /// The lowerings that fit a program, by name.
  static List<String> layouts(QueuePrograms program) {
    return Queues.of(program.type()).lowerings(program.type(), use(program)).stream()
        .filter(lowering -> lowering.lacks().isEmpty())
        .map(QueueLowering::name)
        .toList();
  }

  static Module lowered(QueuePrograms program, String layout) {
    QueuePrograms asked =
        new QueuePrograms(
            program.type().withLayout(layout),
            program.form(),
            program.steps(),
            program.pushes(),
            program.isClamped());
    Module module = LowerTimeLoops.run(LowerQueues.run(asked.module(), Targets.cpu()));
    Verifier.verifyOrThrow(module, Stage.TENSOR);
    return module;
  }

  static List<Tensor> run(Module module, List<Tensor> arguments) {
    return Evaluator.evaluate(module, "main", arguments);
  }

  /// Every lowering that fits gives, pop by pop and drop by drop, what the plain queues give.
  ///
  /// @return the names of the lowerings
  static List<String> assertAllAgree(QueuePrograms program, List<Tensor> arguments, String as) {
    List<String> layouts = layouts(program);
    assertAgree(program, layouts, arguments, run(program.module(), arguments), as);
    return layouts;
  }

  static void assertAgree(
      QueuePrograms program,
      List<String> layouts,
      List<Tensor> arguments,
      List<Tensor> expected,
      String as) {
    for (String layout : layouts) {
      assertThat(run(lowered(program, layout), arguments))
          .as("%s of %s: %s", layout, program, as)
          .isEqualTo(expected);
    }
  }

  /// Events at a rate, none in the last `quiet` steps.
  static Tensor masks(SplittableRandom random, TensorType type, double rate, int quiet) {
    boolean[] drawn = new boolean[(int) type.size()];
    long steps = type.dimension(0);
    long each = type.size() / steps;
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = i / each < steps - quiet && random.nextDouble() < rate;
    }
    return Tensor.ofBooleans(type, drawn);
  }

  static Tensor delays(TensorType type, IntSupplier delay) {
    int[] drawn = new int[(int) type.size()];
    Arrays.setAll(drawn, _ -> delay.getAsInt());
    return Tensor.ofInts(type, drawn);
  }

  static List<Tensor> arguments(int first, Tensor masks, Tensor delays) {
    return List.of(Tensor.scalar(ElementType.I32, (long) first), masks, delays);
  }

  static long sum(Tensor counts) {
    return Arrays.stream(counts.toInts()).asLongStream().sum();
  }

  /// Types of a kind that differ in what its lowerings depend on: capacities around the size of a
  /// word, and reaches around those of stamps and words.
  static List<QueueType> types(Queue queue, List<Long> dimensions) {
    List<QueueType> types = new ArrayList<>();
    for (int reach : new int[] {1, 2, 5, 31, 32, 33, 80, 127, 128, 255, 256}) {
      switch (queue) {
        case Ring ring -> types.add(new QueueType(ring.kind(), reach, dimensions));
        case Bits bits -> types.add(new QueueType(bits.kind(), reach, dimensions));
        case DoNothing _ -> types.add(new QueueType(queue.kind(), 0, dimensions).withReach(reach));
        case SingleSpike _, SingleSpikeKeep _ ->
            types.add(new QueueType(queue.kind(), 1, dimensions).withReach(reach));
        case Fifo _, LossyRing _, Sorted _, Heap _, BatchedHeap _ -> {
          int capacity = 1 + types.size() % 9;
          types.add(new QueueType(queue.kind(), capacity, dimensions).withReach(reach));
        }
      }
    }
    return types;
  }
}
