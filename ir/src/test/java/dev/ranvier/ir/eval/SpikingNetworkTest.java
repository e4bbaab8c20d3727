package dev.ranvier.ir.eval;

import static dev.ranvier.ir.eval.Programs.region;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.AddOp;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.BroadcastInDimOp;
import dev.ranvier.ir.op.ConvertOp;
import dev.ranvier.ir.op.MultiplyOp;
import dev.ranvier.ir.op.QueueCreateOp;
import dev.ranvier.ir.op.QueuePopOp;
import dev.ranvier.ir.op.QueuePushOp;
import dev.ranvier.ir.op.ReduceOp;
import dev.ranvier.ir.op.SelectOp;
import dev.ranvier.ir.op.SpikeOp;
import dev.ranvier.ir.op.TimeLoopOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.QueueType;
import dev.ranvier.ir.type.TensorType;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// A whole layer with delays, against a loop in plain Java: leaky integrate-and-fire neurons with
/// exponential synapses, one queue for each synapse.
class SpikingNetworkTest {
  private static final int STEPS = 250;
  private static final int BATCH = 10;
  private static final int INPUTS = 4;
  private static final int NEURONS = 120;
  private static final int LONGEST = 20;
  private static final float CURRENT_DECAY = 0.99f;
  private static final float VOLTAGE_DECAY = 0.995f;
  private static final float THRESHOLD = 1;
  private static final long SEED = 4120;

  private static final ElementType F32 = ElementType.F32;
  private static final ElementType I1 = ElementType.I1;
  private static final ElementType I32 = ElementType.I32;
  private static final TensorType STEP = TensorType.scalar(I32);
  private static final TensorType SYNAPSES = TensorType.of(F32, BATCH, INPUTS, NEURONS);
  private static final TensorType POPULATION = TensorType.of(F32, BATCH, NEURONS);
  private static final TensorType ROW = TensorType.of(I1, BATCH, INPUTS);
  private static final QueueType QUEUES = new QueueType("ring", LONGEST, SYNAPSES.dimensions());

  private final Random random = new Random(SEED);
  private final boolean[] input = new boolean[STEPS * BATCH * INPUTS];
  private final float[] weights = new float[INPUTS * NEURONS];
  private final int[] delays = new int[INPUTS * NEURONS];

  private SpikingNetworkTest() {
    for (int i = 0; i < input.length; i++) {
      input[i] = random.nextInt(10) == 0;
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) (0.01 + 0.02 * random.nextGaussian());
      delays[i] = 1 + random.nextInt(LONGEST);
    }
  }

  private List<Value> step(Builder b, List<Value> v, Value weight, Value delay) {
    Value now = v.get(0);
    List<Value> popped = b.append(new QueuePopOp(v.get(1), now));
    Value arrived = b.add(new MultiplyOp(b.add(new ConvertOp(popped.getLast(), SYNAPSES)), weight));
    Value summed =
        b.append(
                new ReduceOp(
                    List.of(arrived),
                    List.of(b.scalar(F32, 0.0)),
                    List.of(1L),
                    Programs.fold(F32, AddOp::new)))
            .getFirst();
    Value current =
        b.add(
            new AddOp(b.add(new MultiplyOp(v.get(2), b.splat(POPULATION, CURRENT_DECAY))), summed));
    Value voltage =
        b.add(
            new AddOp(
                b.add(new MultiplyOp(v.get(3), b.splat(POPULATION, VOLTAGE_DECAY))), current));
    Value spikes = b.add(new SpikeOp(v.get(3), voltage, b.splat(POPULATION, THRESHOLD)));
    Value reset = b.add(new SelectOp(spikes, b.splat(POPULATION, 0.0), voltage));
    Value mask = b.add(new BroadcastInDimOp(v.get(4), SYNAPSES.withElement(I1), List.of(0L, 1L)));
    List<Value> pushed = b.append(new QueuePushOp(popped.getFirst(), mask, delay, now));
    return List.of(pushed.getFirst(), current, reset, spikes);
  }

  private Tensor evaluate() {
    Tensor sequence = Tensor.ofBooleans(TensorType.of(I1, STEPS, BATCH, INPUTS), input);
    Tensor weight = Tensor.ofFloats(TensorType.of(F32, INPUTS, NEURONS), weights);
    Tensor delay = Tensor.ofInts(TensorType.of(I32, INPUTS, NEURONS), delays);
    return Programs.run(
            List.of(sequence, weight, delay),
            (b, v) -> {
              List<Long> last = List.of(1L, 2L);
              Value spread = b.add(new BroadcastInDimOp(v.get(1), SYNAPSES, last));
              Value delayed =
                  b.add(new BroadcastInDimOp(v.get(2), SYNAPSES.withElement(I32), last));
              Value queues = b.add(new QueueCreateOp(QUEUES));
              Value rest = b.splat(POPULATION, 0.0);
              Block body =
                  region(
                      List.of(STEP, QUEUES, POPULATION, POPULATION, ROW),
                      (c, w) -> step(c, w, spread, delayed));
              return b.append(
                      new TimeLoopOp(
                          STEPS,
                          b.scalar(I32, 0L),
                          List.of(queues, rest, rest),
                          List.of(v.get(0)),
                          body))
                  .subList(3, 4);
            })
        .getFirst();
  }

  private boolean[] simulate() {
    boolean[] spikes = new boolean[STEPS * BATCH * NEURONS];
    float[] current = new float[BATCH * NEURONS];
    float[] voltage = new float[BATCH * NEURONS];
    for (int step = 0; step < STEPS; step++) {
      for (int sample = 0; sample < BATCH; sample++) {
        for (int neuron = 0; neuron < NEURONS; neuron++) {
          int at = sample * NEURONS + neuron;
          current[at] = current[at] * CURRENT_DECAY + arriving(step, sample, neuron);
          float next = voltage[at] * VOLTAGE_DECAY + current[at];
          boolean spike = voltage[at] < THRESHOLD && next >= THRESHOLD;
          spikes[step * BATCH * NEURONS + at] = spike;
          voltage[at] = spike ? 0 : next;
        }
      }
    }
    return spikes;
  }

  private float arriving(int step, int sample, int neuron) {
    float sum = 0;
    for (int source = 0; source < INPUTS; source++) {
      int synapse = source * NEURONS + neuron;
      int sent = step - delays[synapse];
      boolean arrives = sent >= 0 && input[(sent * BATCH + sample) * INPUTS + source];
      sum += arrives ? weights[synapse] : 0;
    }
    return sum;
  }

  @Test
  void spikesEqualThoseOfPlainLoops() {
    boolean[] expected = simulate();
    assertThat(evaluate().toBooleans()).as("seed %d", SEED).isEqualTo(expected);
    int count = 0;
    for (boolean spike : expected) {
      count += spike ? 1 : 0;
    }
    assertThat(count).isBetween(1000, 100_000);
  }
}
