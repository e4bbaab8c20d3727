package dev.ranvier.compiler.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ranvier.compiler.pass.PlaceProjections;
import dev.ranvier.compiler.target.Target;
import dev.ranvier.compiler.target.Targets;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.Stage;
import dev.ranvier.ir.Verifier;
import dev.ranvier.ir.eval.Evaluator;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.Payload;
import dev.ranvier.ir.op.SendAdjointOp;
import dev.ranvier.ir.op.Synapses;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.ProjectionType;
import dev.ranvier.ir.type.QueueType;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The lowered transpose of a send gives what the op gives, spike by spike and all at once.
class TransposedTest {
  private static final int REACH = 5;
  private static final int ROWS = REACH + 2;
  private static final long SEED = 404;

  private final Random random = new Random(SEED);

  private Tensor gaussian(TensorType type) {
    return Tensor.ofDoubles(
        type,
        IntStream.range(0, (int) type.size()).mapToDouble(_ -> random.nextGaussian()).toArray());
  }

  private Tensor coins(long... dimensions) {
    TensorType type = TensorType.of(ElementType.I1, dimensions);
    boolean[] values = new boolean[(int) type.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextBoolean();
    }
    return Tensor.ofBooleans(type, values);
  }

  /// Where there is a spike, and a coin says so.
  private Tensor accepted(Tensor spikes, List<Tensor> synapses, int targets) {
    int count = synapses.getFirst().size();
    int batch = (int) spikes.type().dimension(0);
    int sources = (int) spikes.type().dimension(1);
    boolean[] found = coins(batch, count).toBooleans();
    for (int at = 0; at < found.length; at++) {
      int source = source(synapses, targets, at % count);
      found[at] = found[at] && spikes.toBooleans()[at / count * sources + source];
    }
    return Tensor.ofBooleans(TensorType.of(ElementType.I1, batch, count), found);
  }

  private static int source(List<Tensor> synapses, int targets, int synapse) {
    if (synapses.size() == 2) {
      return synapse / targets;
    }
    int[] starts = synapses.get(2).toInts();
    int source = 0;
    while (starts[source + 1] <= synapse) {
      source++;
    }
    return source;
  }

  private Tensor integers(TensorType type, int least, int most) {
    return Tensor.ofInts(
        type,
        IntStream.range(0, (int) type.size())
            .map(_ -> least + random.nextInt(most - least + 1))
            .toArray());
  }

  /// Rows of different lengths, the first of them empty.
  private int[] starts(int sources) {
    int[] starts = new int[sources + 1];
    for (int i = 1; i < sources; i++) {
      starts[i + 1] = starts[i] + random.nextInt(20);
    }
    return starts;
  }

  /// The values that an op is given: weights, delays, then starts and targets of sparse synapses.
  private List<Tensor> synapses(boolean dense, int sources, int targets) {
    TensorType type = TensorType.of(ElementType.F32, sources, targets);
    if (dense) {
      return List.of(gaussian(type), integers(type.withElement(ElementType.I32), 1, REACH));
    }
    int[] starts = starts(sources);
    TensorType each = TensorType.of(ElementType.F32, starts[sources]);
    TensorType whole = each.withElement(ElementType.I32);
    return List.of(
        gaussian(each),
        integers(whole, 1, REACH),
        Tensor.ofInts(TensorType.of(ElementType.I32, sources + 1), starts),
        integers(whole, 0, targets - 1));
  }

  private static Synapses of(List<Value> values) {
    return new Synapses(values.get(0), values.get(1), values.subList(2, values.size()));
  }

  /// One function of arrivals, lateness, row, spikes, accepted, two sums, steps to the next events,
  /// and the synapses, whose delays are all the same number if one is given.
  private static Module module(
      ProjectionType projection,
      boolean masked,
      OptionalLong delay,
      List<Payload> wanted,
      List<Tensor> given) {
    Builder builder = new Builder(given.stream().map(Tensor::type).toList(), Location.UNKNOWN);
    List<Value> v = builder.arguments();
    List<Value> synapses = new ArrayList<>(v.subList(8, v.size()));
    delay.ifPresent(steps -> synapses.set(1, builder.splat(v.get(9).tensorType(), steps)));
    builder.functionReturns(
        builder.append(
            new SendAdjointOp(
                projection,
                v.get(0),
                v.get(1),
                v.get(2),
                v.get(3),
                of(synapses),
                v.get(5),
                wanted.contains(Payload.LATENCIES) ? List.of(v.get(6)) : List.of(),
                masked ? List.of(v.get(4)) : List.of(),
                SendAdjointOp.replaces(projection) ? List.of(v.get(7)) : List.of(),
                wanted)));
    return Module.of("m", Function.of("main", true, builder.build(), Location.UNKNOWN));
  }

  private static List<Payload> subset(int bits) {
    List<Payload> all = List.of(Payload.values());
    return IntStream.range(0, all.size())
        .filter(way -> (bits >> way & 1) != 0)
        .mapToObj(all::get)
        .toList();
  }

  private void assertSame(Module before, List<Tensor> given, String what) {
    Verifier.verifyOrThrow(before, Stage.EVENT);
    List<Tensor> expected = Evaluator.evaluate(before, "main", given);
    for (Target target : List.of(Targets.cpu(), Targets.tpu())) {
      Module after = PlaceProjections.run(before, target);
      assertThat(Verifier.verify(after, Stage.TENSOR)).isEmpty();
      assertClose(after, given, expected, what + " for " + target);
    }
  }

  private static void assertClose(
      Module after, List<Tensor> given, List<Tensor> expected, String what) {
    List<Tensor> results = Evaluator.evaluate(after, "main", given);
    assertThat(results).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(results.get(i).type()).isEqualTo(expected.get(i).type());
      for (int at = 0; at < expected.get(i).size(); at++) {
        assertThat(results.get(i).asDouble(at))
            .as("%s, seed %d, result %d, element %d", what, SEED, i, at)
            .isCloseTo(expected.get(i).asDouble(at), within(1e-4));
      }
    }
  }

  /// Targets around those at which a row is cut into other turns.
  @ParameterizedTest
  @CsvSource({
    "true, 1, 4, 3",
    "true, 3, 5, 16",
    "true, 2, 3, 17",
    "true, 2, 4, 24",
    "true, 40, 2, 3",
    "false, 1, 6, 7",
    "false, 3, 4, 9"
  })
  void givesWhatTheOpGives(boolean dense, int batch, int sources, int targets) {
    for (boolean masked : List.of(false, true)) {
      assertAll(dense, batch, sources, targets, "ring", masked, OptionalLong.empty());
    }
  }

  @ParameterizedTest
  @CsvSource({"ring, 1", "ring, 5", "single_spike, 1", "single_spike, 4", "lossy_ring, 5"})
  void givesWhatTheOpGivesWhereDelaysAreEqual(String kind, long delay) {
    for (boolean dense : List.of(false, true)) {
      assertAll(dense, 2, 3, 7, kind, false, OptionalLong.of(delay));
    }
    if (kind.equals("ring")) {
      assertAll(true, 2, 3, 7, kind, true, OptionalLong.of(delay));
    }
  }

  @ParameterizedTest
  @CsvSource({"true, single_spike", "false, single_spike", "true, lossy_ring", "false, lossy_ring"})
  void leavesOutWhatIsReplaced(boolean dense, String kind) {
    assertAll(dense, 2, 5, 7, kind, false, OptionalLong.empty());
  }

  /// Whatever is wanted.
  private void assertAll(
      boolean dense,
      int batch,
      int sources,
      int targets,
      String kind,
      boolean masked,
      OptionalLong delay) {
    for (int bits = 0; bits < 8; bits++) {
      List<Tensor> synapses = synapses(dense, sources, targets);
      TensorType sums = synapses.getFirst().type();
      TensorType lines = TensorType.of(ElementType.F32, ROWS, batch, targets);
      Tensor spikes = coins(batch, sources);
      List<Tensor> given =
          new ArrayList<>(
              List.of(
                  gaussian(lines),
                  gaussian(lines),
                  Tensor.scalar(ElementType.I32, (long) random.nextInt(ROWS)),
                  spikes,
                  accepted(spikes, synapses, targets),
                  gaussian(sums),
                  gaussian(sums),
                  integers(TensorType.of(ElementType.I32, batch, sources), 1, ROWS)));
      given.addAll(synapses);
      int capacity = kind.equals("ring") ? REACH : kind.equals("lossy_ring") ? 2 : 1;
      List<Long> queues = List.of((long) batch, sums.size());
      ProjectionType projection =
          new ProjectionType(
              new QueueType(kind, capacity, queues).withReach(REACH), sources, targets);
      String what = "%s, wanted %s%s".formatted(kind, subset(bits), masked ? ", with a mask" : "");
      assertSame(module(projection, masked, delay, subset(bits), given), given, what);
      if (!dense) {
        ProjectionType products = projection.withLayout("synaptic-products");
        assertSame(
            module(products, masked, delay, subset(bits), given), given, what + " by products");
      }
    }
  }
}
