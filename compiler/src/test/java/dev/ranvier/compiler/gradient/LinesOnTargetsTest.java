package dev.ranvier.compiler.gradient;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.compiler.autodiff.Cuts;
import dev.ranvier.compiler.autodiff.Gradient;
import dev.ranvier.compiler.autodiff.Segments;
import dev.ranvier.compiler.pass.PlaceProjections;
import dev.ranvier.compiler.target.Target;
import dev.ranvier.compiler.target.Targets;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.eval.Evaluator;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.DeliverOp;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.Payload;
import dev.ranvier.ir.op.ProjectionCreateOp;
import dev.ranvier.ir.op.SendOp;
import dev.ranvier.ir.op.Synapses;
import dev.ranvier.ir.op.TimeLoopOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.text.Printer;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.ProjectionType;
import dev.ranvier.ir.type.QueueType;
import dev.ranvier.ir.type.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// However lines of cotangents are kept, and however a run is cut into segments, gradients are bit
/// for bit those of the whole run by the ops' definitions. All numbers are small and whole, so that
/// every order of sums gives the same bits; segments are shorter than delays, and the run is
/// longer.
class LinesOnTargetsTest {
  private static final long SEED = 31;
  private static final int BATCH = 2;
  private static final int SOURCES = 4;
  private static final int TARGETS = 5;
  private static final int REACH = 21;
  private static final int STEPS = 53;

  private final Random random = new Random(SEED);

  private static TensorType synapses(ElementType element) {
    return TensorType.of(element, SOURCES, TARGETS);
  }

  private static TensorType sent(ElementType element) {
    return TensorType.of(element, STEPS, BATCH, SOURCES);
  }

  private Tensor numbers(TensorType type) {
    double[] values = new double[(int) type.size()];
    Arrays.setAll(values, _ -> random.nextInt(9) - 4);
    return Tensor.ofDoubles(type, values);
  }

  private Tensor spikes() {
    boolean[] spikes = new boolean[(int) sent(ElementType.I1).size()];
    for (int i = 0; i < spikes.length; i++) {
      spikes[i] = random.nextInt(4) == 0;
    }
    return Tensor.ofBooleans(sent(ElementType.I1), spikes);
  }

  /// The shortest, the longest, those around eight, and any others.
  private Tensor delays() {
    int[] delays = new int[SOURCES * TARGETS];
    int[] first = {1, 8, 9, 16, 17, REACH};
    Arrays.setAll(delays, i -> i < first.length ? first[i] : 1 + random.nextInt(REACH));
    return Tensor.ofInts(synapses(ElementType.I32), delays);
  }

  private static ProjectionType type(String kind, int capacity) {
    List<Long> queues = List.of((long) BATCH, (long) SOURCES * TARGETS);
    QueueType type = new QueueType(kind, capacity, queues).withReach(REACH);
    return new ProjectionType(type, SOURCES, TARGETS);
  }

  /// `main(weights, values, times, latencies, spikes, delays, cotangents)`: what arrives in each
  /// step, times the cotangents of the step, is summed up.
  private static Function forward(ProjectionType type) {
    TensorType arriving = TensorType.of(ElementType.F32, STEPS, BATCH, TARGETS);
    Builder builder =
        new Builder(
            List.of(
                synapses(ElementType.F32),
                sent(ElementType.F32),
                sent(ElementType.F32),
                synapses(ElementType.F32),
                sent(ElementType.I1),
                synapses(ElementType.I32),
                arriving),
            Location.UNKNOWN);
    List<Value> given = builder.arguments();
    List<Value> sequences = List.of(given.get(1), given.get(2), given.get(4), given.get(6));
    Value none = builder.splat(type.perTarget(ElementType.F32), 0.0);
    Block body =
        Builder.block(
            List.of(
                TensorType.scalar(ElementType.I32),
                type,
                none.type(),
                type.perSource(ElementType.F32),
                type.perSource(ElementType.F32),
                type.perSource(ElementType.I1),
                none.type()),
            Location.UNKNOWN,
            (step, values) -> step(step, values, given));
    List<Value> results =
        builder.append(
            new TimeLoopOp(
                STEPS,
                builder.scalar(ElementType.I32, 0L),
                List.of(builder.add(new ProjectionCreateOp(type)), none),
                sequences,
                body));
    builder.functionReturns(builder.reduceSum(results.getLast(), 0, 1));
    return Function.of("main", true, builder.build(), Location.UNKNOWN);
  }

  private static void step(Builder step, List<Value> values, List<Value> given) {
    Value now = values.getFirst();
    Synapses synapses = Synapses.dense(given.get(0), given.get(5));
    List<Value> arrived = step.append(new DeliverOp(values.get(1), synapses, now));
    Value both = step.convert(step.add(arrived.get(1), arrived.get(2)), ElementType.F32);
    Value sums = step.add(values.get(2), step.multiply(both, values.get(6)));
    Map<Payload, Value> payload =
        Map.of(
            Payload.VALUES, values.get(3),
            Payload.TIMES, values.get(4),
            Payload.LATENCIES, given.get(3));
    Value spikes = values.get(5);
    List<Value> sent = step.append(new SendOp(arrived.getFirst(), spikes, payload, synapses, now));
    step.returns(sent.getFirst(), sums);
  }

  private static Module gradient(Function forward, List<Integer> wrt) {
    return Module.of("m", Gradient.reverse(forward, wrt));
  }

  @ParameterizedTest
  @CsvSource({"ring, 21", "fifo, 1", "fifo, 3", "lossy_ring, 2", "single_spike, 1", "sorted, 2"})
  void areThoseOfTheWholeBitForBit(String kind, int capacity) {
    Function forward = forward(type(kind, capacity));
    List<Tensor> given =
        List.of(
            numbers(synapses(ElementType.F32)),
            numbers(sent(ElementType.F32)),
            numbers(sent(ElementType.F32)),
            numbers(synapses(ElementType.F32)),
            spikes(),
            delays(),
            numbers(TensorType.of(ElementType.F32, STEPS, BATCH, TARGETS)));
    for (List<Integer> wrt : List.of(List.of(0, 1), List.of(0, 1, 2, 3))) {
      List<Tensor> expected = Evaluator.evaluate(gradient(forward, wrt), "main", given);
      assertThat(Arrays.stream(expected.get(1).toDoubles()).filter(each -> each != 0).count())
          .as("gradients of weights that are not zero")
          .isGreaterThan(10);
      for (Function cut : cut(forward)) {
        for (Target target : List.of(Targets.cpu(), Targets.tpu())) {
          Module placed = PlaceProjections.run(gradient(cut, wrt), target);
          assertThat(Printer.print(placed).contains("tensor<8x2x4x5xf32>"))
              .as("rings for %s", target)
              .isEqualTo(target.equals(Targets.tpu()));
          assertEqual(Evaluator.evaluate(placed, "main", given), expected, kind + ", " + target);
        }
      }
    }
  }

  private static List<Function> cut(Function forward) {
    return List.of(
        forward,
        Segments.of(forward, new Cuts.Nested(List.of(7))),
        Segments.of(forward, new Cuts.Nested(List.of(20, 4))),
        Segments.of(forward, Cuts.Binomial.of(STEPS, 3)));
  }

  private static void assertEqual(List<Tensor> got, List<Tensor> expected, String what) {
    assertThat(got).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(got.get(i).toDoubles())
          .as("%s, seed %d, result %d", what, SEED, i)
          .containsExactly(expected.get(i).toDoubles());
    }
  }
}
