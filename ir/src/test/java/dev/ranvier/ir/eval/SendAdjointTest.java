package dev.ranvier.ir.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.DeliverAdjointOp;
import dev.ranvier.ir.op.LineCreateOp;
import dev.ranvier.ir.op.Payload;
import dev.ranvier.ir.op.SendAdjointOp;
import dev.ranvier.ir.op.Synapses;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.LineType;
import dev.ranvier.ir.type.ProjectionType;
import dev.ranvier.ir.type.QueueType;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The transpose of a send against the formulas of its definition, in loops over sources and
/// targets.
class SendAdjointTest {
  private static final int BATCH = 3;
  private static final int SOURCES = 4;
  private static final int TARGETS = 5;
  private static final int REACH = 6;
  private static final long SEED = 20261121;

  private final Random random = new Random(SEED);

  /// The synapses, as they are given to the op: at most one for each source and target.
  private record Wiring(
      boolean dense, List<int[]> ends, List<Float> weights, List<Integer> delays) {
    int count() {
      return ends.size();
    }

    Tensor starts() {
      int[] starts = new int[SOURCES + 1];
      ends.forEach(end -> starts[end[0] + 1]++);
      for (int i = 0; i < SOURCES; i++) {
        starts[i + 1] += starts[i];
      }
      return Tensor.ofInts(TensorType.of(ElementType.I32, SOURCES + 1), starts);
    }

    Tensor targets() {
      return Tensor.ofInts(
          TensorType.of(ElementType.I32, count()), ends.stream().mapToInt(end -> end[1]).toArray());
    }

    TensorType shape(ElementType element) {
      return dense ? TensorType.of(element, SOURCES, TARGETS) : TensorType.of(element, count());
    }
  }

  private Wiring wiring(boolean dense) {
    List<int[]> ends = new ArrayList<>();
    for (int source = 0; source < SOURCES; source++) {
      for (int target = 0; target < TARGETS; target++) {
        if (dense || (source != 1 && random.nextBoolean())) {
          ends.add(new int[] {source, target});
        }
      }
    }
    List<Float> weights = new ArrayList<>();
    List<Integer> delays = new ArrayList<>();
    for (int i = 0; i < ends.size(); i++) {
      weights.add((float) random.nextGaussian());
      delays.add(1 + random.nextInt(REACH));
    }
    return new Wiring(dense, ends, weights, delays);
  }

  private float[] gaussian(int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private boolean[] coins(int size) {
    boolean[] values = new boolean[size];
    for (int i = 0; i < size; i++) {
      values[i] = random.nextBoolean();
    }
    return values;
  }

  /// One call of the op and all that it was given.
  private final class Case {
    final Wiring wiring;
    final int steps;
    final float[] arrivals;
    final float[] lateness;
    final boolean[] spikes = coins(BATCH * SOURCES);
    final boolean[] accepted;
    final boolean masked;
    final float[] weightSums;
    final float[] latencySums;

    Case(boolean dense, boolean masked, int steps) {
      this.wiring = wiring(dense);
      this.steps = steps;
      this.arrivals = gaussian(steps * BATCH * TARGETS);
      this.lateness = gaussian(steps * BATCH * TARGETS);
      this.masked = masked;
      this.accepted = coins(BATCH * wiring.count());
      this.weightSums = gaussian(wiring.count());
      this.latencySums = gaussian(wiring.count());
    }

    List<Tensor> evaluate(List<Payload> wanted) {
      TensorType lines = TensorType.of(ElementType.F32, steps, BATCH, TARGETS);
      TensorType sums = wiring.shape(ElementType.F32);
      List<Tensor> given =
          List.of(
              Tensor.ofFloats(lines, arrivals),
              Tensor.ofFloats(lines, lateness),
              Tensor.ofBooleans(TensorType.of(ElementType.I1, BATCH, SOURCES), spikes),
              Tensor.ofDoubles(sums, numbers(wiring.weights())),
              Tensor.ofInts(wiring.shape(ElementType.I32), integers(wiring.delays())),
              wiring.starts(),
              wiring.targets(),
              Tensor.ofFloats(sums, weightSums),
              Tensor.ofFloats(sums, latencySums),
              Tensor.ofBooleans(TensorType.of(ElementType.I1, BATCH, wiring.count()), accepted));
      return Programs.run(
          given,
          (b, v) -> {
            List<Value> results = b.append(op(line(b, v), v, wanted));
            return results.subList(1, results.size());
          });
    }

    /// The line after the deliveries of the steps, of which the last comes first.
    private Value line(Builder builder, List<Value> v) {
      List<Long> queues = List.of((long) BATCH, (long) wiring.count());
      ProjectionType projection =
          new ProjectionType(new QueueType("ring", REACH, queues), SOURCES, TARGETS);
      Value line = builder.add(new LineCreateOp(new LineType(projection)));
      for (int step = steps - 1; step >= 0; step--) {
        Value arrived = row(builder, v.get(0), step);
        line = builder.add(new DeliverAdjointOp(line, arrived, row(builder, v.get(1), step)));
      }
      return line;
    }

    private static Value row(Builder builder, Value rows, long step) {
      Value cut =
          builder.slice(
              rows, List.of(step, 0L, 0L), List.of(step + 1, (long) BATCH, (long) TARGETS));
      return builder.reshape(cut, BATCH, TARGETS);
    }

    private SendAdjointOp op(Value line, List<Value> v, List<Payload> wanted) {
      return new SendAdjointOp(
          line,
          v.get(2),
          wiring.dense()
              ? Synapses.dense(v.get(3), v.get(4))
              : Synapses.sparse(v.get(3), v.get(4), v.get(5), v.get(6)),
          v.get(7),
          wanted.contains(Payload.LATENCIES) ? List.of(v.get(8)) : List.of(),
          masked ? List.of(v.get(9)) : List.of(),
          wanted);
    }

    private double at(float[] lines, int sample, int synapse) {
      int step = wiring.delays().get(synapse) - 1;
      int at = (step * BATCH + sample) * TARGETS + wiring.ends().get(synapse)[1];
      return step < steps ? lines[at] : 0;
    }

    private boolean sent(int sample, int synapse) {
      boolean spiked = spikes[sample * SOURCES + wiring.ends().get(synapse)[0]];
      return spiked && (!masked || accepted[sample * wiring.count() + synapse]);
    }

    /// `sums` and what each event adds: `A`, or `w L`.
    double[] bySynapse(float[] sums, boolean late) {
      double[] expected = new double[wiring.count()];
      for (int synapse = 0; synapse < expected.length; synapse++) {
        expected[synapse] = sums[synapse];
        for (int sample = 0; sample < BATCH; sample++) {
          double more =
              late
                  ? wiring.weights().get(synapse) * at(lateness, sample, synapse)
                  : at(arrivals, sample, synapse);
          expected[synapse] += sent(sample, synapse) ? more : 0;
        }
      }
      return expected;
    }

    double[] bySource(Payload way) {
      double[] expected = new double[BATCH * SOURCES];
      for (int sample = 0; sample < BATCH; sample++) {
        for (int synapse = 0; synapse < wiring.count(); synapse++) {
          int source = sample * SOURCES + wiring.ends().get(synapse)[0];
          double weight = wiring.weights().get(synapse);
          if (way == Payload.VALUES) {
            expected[source] += weight * at(arrivals, sample, synapse);
          } else if (sent(sample, synapse)) {
            expected[source] += weight * at(lateness, sample, synapse);
          }
        }
      }
      return expected;
    }

    double[] expected(Payload way) {
      return switch (way) {
        case VALUES, TIMES -> bySource(way);
        case LATENCIES -> bySynapse(latencySums, true);
      };
    }
  }

  private static double[] numbers(List<Float> values) {
    return values.stream().mapToDouble(Float::doubleValue).toArray();
  }

  private static int[] integers(List<Integer> values) {
    return values.stream().mapToInt(Integer::intValue).toArray();
  }

  private static List<Payload> subset(int bits) {
    List<Payload> all = List.of(Payload.values());
    return IntStream.range(0, all.size())
        .filter(way -> (bits >> way & 1) != 0)
        .mapToObj(all::get)
        .toList();
  }

  private static void assertClose(Tensor result, double[] expected, String what) {
    assertThat(result.size()).isEqualTo(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertThat(result.asDouble(i))
          .as("%s, element %d", what, i)
          .isCloseTo(expected[i], within(1e-5));
    }
  }

  /// After fewer steps than the longest delay has, nothing arrives further away; after more, those
  /// out of reach are forgotten.
  @ParameterizedTest
  @CsvSource({
    "true, false, 0",
    "true, false, 6",
    "true, true, 3",
    "true, true, 11",
    "false, false, 1",
    "false, false, 9",
    "false, true, 6",
    "false, true, 4"
  })
  void sumsWhatItsDefinitionSays(boolean dense, boolean masked, int steps) {
    for (int bits = 0; bits < 8; bits++) {
      List<Payload> wanted = subset(bits);
      Case given = new Case(dense, masked, steps);
      List<Tensor> results = given.evaluate(wanted);
      assertThat(results).hasSize(1 + wanted.size());
      String what = "wanted %s, seed %d: ".formatted(wanted, SEED);
      assertClose(results.getFirst(), given.bySynapse(given.weightSums, false), what + "weights");
      for (int i = 0; i < wanted.size(); i++) {
        assertClose(results.get(1 + i), given.expected(wanted.get(i)), what + wanted.get(i));
      }
    }
  }

  /// One source and one target: spikes of each step, from the last to the first, and the delay; the
  /// cotangent of step `t` is `t + 1`.
  private static float weightGradient(String kind, int capacity, int delay, boolean... spikes) {
    ProjectionType projection =
        new ProjectionType(new QueueType(kind, capacity, List.of(1L, 1L)).withReach(8), 1, 1);
    TensorType one = TensorType.of(ElementType.F32, 1, 1);
    List<Tensor> results =
        Programs.run(
            List.of(
                Tensor.ofFloats(one, 1), Tensor.ofInts(one.withElement(ElementType.I32), delay)),
            (b, v) -> {
              Value line = b.add(new LineCreateOp(new LineType(projection)));
              Value sum = b.splat(one, 0.0);
              for (int step = spikes.length - 1; step >= 0; step--) {
                List<Value> sent =
                    b.append(
                        new SendAdjointOp(
                            line,
                            b.splat(one.withElement(ElementType.I1), spikes[step] ? 1L : 0L),
                            Synapses.dense(v.get(0), v.get(1)),
                            sum,
                            List.of(),
                            List.of(),
                            List.of()));
                sum = sent.get(1);
                Value cotangent = b.splat(one, step + 1.0);
                line = b.add(new DeliverAdjointOp(sent.get(0), cotangent, cotangent));
              }
              return List.of(sum);
            });
    return results.getFirst().toFloats()[0];
  }

  /// With a delay of 3, the event of step 0 arrives in step 3, whose cotangent is 4.
  @Test
  void countsAnEventOnlyIfNoOtherTakesItsPlace() {
    boolean[] alone = {true, false, false, false, false, false};
    boolean[] afterTwo = {true, false, true, false, false, false};
    boolean[] afterThree = {true, false, false, true, false, false};
    assertThat(weightGradient("ring", 8, 3, afterTwo)).isEqualTo(4 + 6);
    assertThat(weightGradient("single_spike", 1, 3, alone)).isEqualTo(4);
    assertThat(weightGradient("single_spike", 1, 3, afterTwo)).isEqualTo(6);
    assertThat(weightGradient("single_spike", 1, 2, afterTwo)).isEqualTo(3 + 5);
    assertThat(weightGradient("single_spike", 1, 2, afterThree)).isEqualTo(3 + 6);
    assertThat(weightGradient("lossy_ring", 2, 3, afterTwo)).isEqualTo(6);
    assertThat(weightGradient("lossy_ring", 2, 3, afterThree)).isEqualTo(4);
    assertThat(weightGradient("lossy_ring", 3, 3, afterTwo)).isEqualTo(4 + 6);
  }
}
