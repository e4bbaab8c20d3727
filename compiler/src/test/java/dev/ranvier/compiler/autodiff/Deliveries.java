package dev.ranvier.compiler.autodiff;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.DeliverOp;
import dev.ranvier.ir.op.Literal;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.Payload;
import dev.ranvier.ir.op.ProjectionCreateOp;
import dev.ranvier.ir.op.SendOp;
import dev.ranvier.ir.op.Synapses;
import dev.ranvier.ir.op.TimeLoopOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.ProjectionType;
import dev.ranvier.ir.type.QueueType;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/// A projection and nothing else: `main(weights, latencies, values, times, spikes)` sends given
/// spikes, with payloads that are given for every step, and gives what arrived in every step, how
/// late it did, and how many events each sample dropped.
///
/// @param kind of the queues
/// @param capacity of the queues
/// @param dense whether there is a synapse from each source to each target
/// @param equal whether all delays are the longest
/// @param loops how many steps each of the loops has that follow each other
record Deliveries(String kind, int capacity, boolean dense, boolean equal, List<Integer> loops) {
  /// What it can be differentiated by.
  static final List<Integer> ALL = List.of(0, 1, 2, 3);

  static final int BATCH = 2;
  static final int LONGEST = 6;

  private static final int SOURCES = 4;
  private static final int TARGETS = 3;
  private static final int FIRST = 1_001;
  private static final long SEED = 20261121;
  private static final TensorType STEP = TensorType.scalar(ElementType.I32);

  /// Of sparse synapses: source 1 has none, source 2 two into the same target.
  private static final int[] STARTS = {0, 2, 2, 5, 7};

  private static final int[] ENDS = {0, 2, 1, 1, 2, 0, 2};

  int steps() {
    return loops.stream().mapToInt(steps -> steps).sum();
  }

  private long synapses() {
    return dense ? SOURCES * TARGETS : ENDS.length;
  }

  private TensorType shape(ElementType element) {
    return dense ? TensorType.of(element, SOURCES, TARGETS) : TensorType.of(element, ENDS.length);
  }

  private static TensorType sent(long steps, ElementType element) {
    return TensorType.of(element, steps, BATCH, SOURCES);
  }

  private ProjectionType type() {
    List<Long> queues = List.of((long) BATCH, synapses());
    return new ProjectionType(
        new QueueType(kind, capacity, queues).withReach(LONGEST), SOURCES, TARGETS);
  }

  /// Delays from 1 to the longest, or all the longest.
  private Tensor delays() {
    int[] delays =
        IntStream.range(0, (int) synapses())
            .map(i -> equal ? LONGEST : 1 + 5 * i % LONGEST)
            .toArray();
    return Tensor.ofInts(shape(ElementType.I32), delays);
  }

  private static Value constant(Builder out, Tensor tensor) {
    return out.constant(Literal.of(tensor.type(), tensor.toLongs()));
  }

  Function function() {
    List<Type> taken =
        List.of(
            shape(ElementType.F32),
            shape(ElementType.F32),
            sent(steps(), ElementType.F32),
            sent(steps(), ElementType.F32),
            sent(steps(), ElementType.I1));
    Builder out = new Builder(taken, Location.UNKNOWN);
    Value weights = out.arguments().getFirst();
    Value delays = constant(out, delays());
    Synapses synapses = dense ? Synapses.dense(weights, delays) : sparse(out, weights, delays);
    Value projection = out.add(new ProjectionCreateOp(type()));
    Value dropped = out.splat(TensorType.of(ElementType.I32, BATCH), 0L);
    List<Value> sums = new ArrayList<>();
    List<Value> lateness = new ArrayList<>();
    long before = 0;
    for (int steps : loops) {
      List<Value> results = loop(out, synapses, projection, dropped, before, steps);
      projection = results.get(0);
      dropped = results.get(1);
      sums.add(results.get(2));
      lateness.add(results.get(3));
      before += steps;
    }
    out.functionReturns(
        out.concatenate(0, sums.toArray(Value[]::new)),
        out.concatenate(0, lateness.toArray(Value[]::new)),
        dropped);
    return Function.of("main", true, out.build(), Location.UNKNOWN);
  }

  private static Synapses sparse(Builder out, Value weights, Value delays) {
    Value starts =
        constant(out, Tensor.ofInts(TensorType.of(ElementType.I32, STARTS.length), STARTS));
    Value ends = constant(out, Tensor.ofInts(TensorType.of(ElementType.I32, ENDS.length), ENDS));
    return Synapses.sparse(weights, delays, starts, ends);
  }

  private List<Value> loop(
      Builder out, Synapses synapses, Value projection, Value dropped, long before, int steps) {
    Value latencies = out.arguments().get(1);
    List<Value> rows =
        out.arguments().subList(2, 5).stream()
            .map(
                all ->
                    out.slice(
                        all,
                        List.of(before, 0L, 0L),
                        List.of(before + steps, (long) BATCH, (long) SOURCES)))
            .toList();
    List<Type> entered =
        List.of(
            STEP,
            projection.type(),
            dropped.type(),
            TimeLoopOp.row(rows.get(0).type()),
            TimeLoopOp.row(rows.get(1).type()),
            TimeLoopOp.row(rows.get(2).type()));
    Block body =
        Builder.block(
            entered,
            Location.UNKNOWN,
            (b, v) -> {
              List<Value> arrived = b.append(new DeliverOp(v.get(1), synapses, v.get(0)));
              Map<Payload, Value> payload =
                  Map.of(
                      Payload.VALUES,
                      v.get(3),
                      Payload.TIMES,
                      v.get(4),
                      Payload.LATENCIES,
                      latencies);
              List<Value> sent =
                  b.append(new SendOp(arrived.getFirst(), v.get(5), payload, synapses, v.get(0)));
              b.returns(sent.get(0), b.add(v.get(2), sent.get(1)), arrived.get(1), arrived.get(2));
            });
    Value first = out.scalar(ElementType.I32, FIRST + before);
    return out.append(new TimeLoopOp(steps, first, List.of(projection, dropped), rows, body));
  }

  /// Weights, latencies, values, times and spikes, most of which come before others have arrived.
  List<Tensor> at() {
    Random random = new Random(SEED);
    List<Tensor> at = new ArrayList<>();
    for (int each : ALL) {
      at.add(gaussian(random, (TensorType) function().body().argumentTypes().get(each)));
    }
    TensorType spikes = sent(steps(), ElementType.I1);
    boolean[] sent = new boolean[(int) spikes.size()];
    for (int i = 0; i < sent.length; i++) {
      sent[i] = random.nextInt(5) < 2;
    }
    at.add(Tensor.ofBooleans(spikes, sent));
    return at;
  }

  /// Numbers of few bits.
  static Tensor gaussian(Random random, TensorType type) {
    double[] numbers = new double[(int) type.size()];
    Arrays.setAll(numbers, _ -> Math.rint(random.nextGaussian() * 64) / 64);
    return Tensor.ofDoubles(type, numbers);
  }

  @Override
  public String toString() {
    return "%s[%d], %s, %s delays, loops of %s steps"
        .formatted(kind, capacity, dense ? "dense" : "sparse", equal ? "equal" : "mixed", loops);
  }
}
