package dev.ranvier.examples.bench;

import static dev.ranvier.compiler.dsl.Declare.fifo;
import static dev.ranvier.compiler.dsl.Declare.ring;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ranvier.compiler.queue.Queue;
import dev.ranvier.compiler.target.Targets;
import dev.ranvier.ir.eval.Evaluator;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// The recurrent benchmark by the reference evaluator: the delays that are handed in count, in
/// every kind of queue.
class RecurrentWorkTest {
  private static final int NEURONS = 6;
  private static final long SEED = 3;

  private static double[] gradient(Queue queue) {
    SplittableRandom random = new SplittableRandom(SEED);
    TensorType synapses = TensorType.of(ElementType.F32, NEURONS, NEURONS);
    double[] weights = new double[NEURONS * NEURONS];
    int[] delays = new int[weights.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = 0.01 * random.nextDouble();
      delays[i] = 5 + random.nextInt(30);
    }
    double[] drive = {0.12, 0.16, 0.2, 0.24, 0.28, 0.32};
    Work work =
        new RecurrentWork(
                queue,
                NEURONS,
                120,
                0.1,
                2,
                10,
                1,
                Tensor.ofDoubles(synapses, weights),
                Tensor.ofInts(synapses.withElement(ElementType.I32), delays),
                Tensor.ofDoubles(TensorType.of(ElementType.F32, NEURONS), drive))
            .reverse(Targets.cpu());
    int index = work.gradient().orElseThrow();
    return Evaluator.evaluate(work.module(), "main", work.arguments()).get(index).toDoubles();
  }

  @Test
  void gradientsOfAFifoAreThoseOfARing() {
    double[] expected = gradient(ring());
    assertThat(Arrays.stream(expected).map(Math::abs).max().orElseThrow()).isGreaterThan(1e-3);
    assertThat(gradient(fifo(4))).containsExactly(expected, within(1e-6));
  }
}
