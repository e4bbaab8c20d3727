package dev.ranvier.compiler.placement;

import static org.assertj.core.api.Assertions.assertThat;

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
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.DeliverAdjointOp;
import dev.ranvier.ir.op.LineCreateOp;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.Payload;
import dev.ranvier.ir.op.SendAdjointOp;
import dev.ranvier.ir.op.Synapses;
import dev.ranvier.ir.op.TimeLoopOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.text.Printer;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.LineType;
import dev.ranvier.ir.type.ProjectionType;
import dev.ranvier.ir.type.QueueType;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The lowered transposes of sends and deliveries give what the ops give, spike by spike and all at
/// once, however lines of cotangents are kept. All numbers are small and whole, so that every order
/// of sums gives the same bits.
class TransposedTest {
  private static final long SEED = 404;

  private final Random random = new Random(SEED);

  /// One projection, and the loop back through some of its steps.
  ///
  /// @param equal whether all delays are the longest one, which the program then says
  /// @param masked whether some events found no room
  private record Case(
      boolean dense,
      int batch,
      int sources,
      int targets,
      String kind,
      int reach,
      boolean equal,
      boolean masked,
      int steps) {
    /// As it is, but for its queues.
    Case of(String other, boolean drops) {
      return new Case(dense, batch, sources, targets, other, reach, equal, drops, steps);
    }

    ProjectionType projection(long synapses) {
      int capacity = kind.equals("ring") ? reach : kind.equals("lossy_ring") ? 2 : 1;
      QueueType queues = new QueueType(kind, capacity, List.of((long) batch, synapses));
      return new ProjectionType(queues.withReach(reach), sources, targets);
    }
  }

  private Tensor numbers(TensorType type) {
    return Tensor.ofDoubles(
        type, IntStream.range(0, (int) type.size()).mapToDouble(_ -> between(-4, 4)).toArray());
  }

  private int between(int least, int most) {
    return least + random.nextInt(most - least + 1);
  }

  private Tensor coins(long... dimensions) {
    TensorType type = TensorType.of(ElementType.I1, dimensions);
    boolean[] values = new boolean[(int) type.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(3) == 0;
    }
    return Tensor.ofBooleans(type, values);
  }

  /// Where there is a spike, and a coin says so.
  private Tensor accepted(Tensor spikes, List<Tensor> synapses, Case one) {
    int count = synapses.getFirst().size();
    boolean[] found = coins(one.steps(), one.batch(), count).toBooleans();
    for (int at = 0; at < found.length; at++) {
      int source = source(synapses, one.targets(), at % count);
      found[at] = found[at] && spikes.toBooleans()[at / count * one.sources() + source];
    }
    return Tensor.ofBooleans(TensorType.of(ElementType.I1, one.steps(), one.batch(), count), found);
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

  /// The longest and the shortest, those around eight, and any others.
  private Tensor delays(TensorType type, int reach) {
    int[] delays = new int[(int) type.size()];
    int[] first = {1, reach, Math.min(8, reach), Math.min(9, reach), Math.min(17, reach)};
    Arrays.setAll(delays, i -> i < first.length ? first[i] : between(1, reach));
    return Tensor.ofInts(type, delays);
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
  private List<Tensor> synapses(Case one) {
    TensorType type = TensorType.of(ElementType.F32, one.sources(), one.targets());
    if (one.dense()) {
      return List.of(numbers(type), delays(type.withElement(ElementType.I32), one.reach()));
    }
    int[] starts = starts(one.sources());
    TensorType each = TensorType.of(ElementType.F32, starts[one.sources()]);
    TensorType whole = each.withElement(ElementType.I32);
    int[] targets = new int[starts[one.sources()]];
    Arrays.setAll(targets, _ -> random.nextInt(one.targets()));
    return List.of(
        numbers(each),
        delays(whole, one.reach()),
        Tensor.ofInts(TensorType.of(ElementType.I32, one.sources() + 1), starts),
        Tensor.ofInts(whole, targets));
  }

  private static Synapses of(List<Value> values) {
    return new Synapses(values.get(0), values.get(1), values.subList(2, values.size()));
  }

  /// One function of what arrived, how late, spikes and accepted, all of every step, two sums, and
  /// the synapses: a loop from the last step to the first.
  private static Module module(
      ProjectionType projection, Case one, List<Payload> wanted, List<Tensor> given) {
    Builder builder = new Builder(given.stream().map(Tensor::type).toList(), Location.UNKNOWN);
    List<Value> v = builder.arguments();
    List<Value> synapses = new ArrayList<>(v.subList(6, v.size()));
    if (one.equal()) {
      synapses.set(1, builder.splat(v.get(7).tensorType(), (long) one.reach()));
    }
    List<Value> carried = new ArrayList<>();
    carried.add(builder.add(new LineCreateOp(new LineType(projection))));
    carried.add(v.get(4));
    if (wanted.contains(Payload.LATENCIES)) {
      carried.add(v.get(5));
    }
    List<Value> sequences = v.subList(0, 4);
    List<Type> types = new ArrayList<>(List.of(TensorType.scalar(ElementType.I32)));
    carried.forEach(value -> types.add(value.type()));
    sequences.forEach(value -> types.add(TimeLoopOp.row(value.type())));
    Block body =
        Builder.block(
            types,
            Location.UNKNOWN,
            (step, entered) -> step(step, entered.subList(1, types.size()), synapses, one, wanted));
    Value zero = builder.scalar(ElementType.I32, 0L);
    List<Value> results =
        builder.append(new TimeLoopOp(one.steps(), zero, carried, sequences, body, true));
    builder.functionReturns(results.subList(1, results.size()));
    return Module.of("m", Function.of("main", true, builder.build(), Location.UNKNOWN));
  }

  /// @param v the line, one sum or two, and what there is of the step
  private static void step(
      Builder step, List<Value> v, List<Value> synapses, Case one, List<Payload> wanted) {
    int sums = wanted.contains(Payload.LATENCIES) ? 2 : 1;
    List<Value> ofStep = v.subList(1 + sums, v.size());
    List<Value> results =
        step.append(
            new SendAdjointOp(
                v.getFirst(),
                ofStep.get(2),
                of(synapses),
                v.get(1),
                v.subList(2, 1 + sums),
                one.masked() ? List.of(ofStep.get(3)) : List.of(),
                wanted));
    List<Value> yielded = new ArrayList<>();
    yielded.add(step.add(new DeliverAdjointOp(results.getFirst(), ofStep.get(0), ofStep.get(1))));
    yielded.add(results.get(1));
    if (sums == 2) {
      yielded.add(results.getLast());
    }
    yielded.addAll(results.subList(2, results.size() - sums + 1));
    step.returns(yielded);
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
      assertThat(Verifier.verify(after, Stage.EVENT)).isEmpty();
      assertThat(Printer.print(after)).doesNotContain("!ranvier.line", "adjoint");
      List<Tensor> results = Evaluator.evaluate(after, "main", given);
      assertThat(results).hasSameSizeAs(expected);
      for (int i = 0; i < expected.size(); i++) {
        assertThat(results.get(i).type()).isEqualTo(expected.get(i).type());
        assertThat(results.get(i).toDoubles())
            .as("%s for %s, seed %d, result %d", what, target, SEED, i)
            .containsExactly(expected.get(i).toDoubles());
      }
    }
  }

  /// Targets around those at which a row is cut into other turns; reaches around those at which
  /// lines are kept otherwise.
  @ParameterizedTest
  @CsvSource({
    "true, 1, 4, 3, 5",
    "true, 3, 5, 16, 5",
    "true, 2, 3, 17, 8",
    "true, 2, 3, 7, 9",
    "true, 1, 3, 6, 16",
    "true, 2, 4, 24, 17",
    "true, 3, 4, 5, 24",
    "true, 2, 5, 7, 26",
    "true, 1, 2, 5, 128",
    "true, 1, 2, 5, 130",
    "true, 40, 2, 3, 18",
    "false, 1, 6, 7, 5",
    "false, 3, 4, 9, 20"
  })
  void givesWhatTheOpGives(boolean dense, int batch, int sources, int targets, int reach) {
    int steps = reach + 12;
    Case one = new Case(dense, batch, sources, targets, "ring", reach, false, false, steps);
    assertAll(one);
    assertAll(one.of("ring", true));
    if (reach <= 26) {
      assertAll(one.of("single_spike", false));
      assertAll(one.of("lossy_ring", false));
    }
  }

  @ParameterizedTest
  @CsvSource({"ring, 1", "ring, 5", "single_spike, 1", "single_spike, 4", "lossy_ring, 5"})
  void givesWhatTheOpGivesWhereDelaysAreEqual(String kind, int delay) {
    for (boolean dense : List.of(false, true)) {
      assertAll(new Case(dense, 2, 3, 7, kind, delay, true, false, 2 * delay + 3));
    }
    if (kind.equals("ring")) {
      assertAll(new Case(true, 2, 3, 7, kind, delay, true, true, 2 * delay + 3));
    }
  }

  /// Whatever is wanted.
  private void assertAll(Case one) {
    for (int bits = 0; bits < 8; bits++) {
      List<Payload> wanted = subset(bits);
      List<Tensor> synapses = synapses(one);
      TensorType sums = synapses.getFirst().type();
      TensorType lines = TensorType.of(ElementType.F32, one.steps(), one.batch(), one.targets());
      Tensor spikes = coins(one.steps(), one.batch(), one.sources());
      List<Tensor> given =
          new ArrayList<>(
              List.of(
                  numbers(lines),
                  numbers(lines),
                  spikes,
                  accepted(spikes, synapses, one),
                  numbers(sums),
                  numbers(sums)));
      given.addAll(synapses);
      ProjectionType projection = one.projection(sums.size());
      String what = "%s, wanted %s".formatted(one, wanted);
      assertSame(module(projection, one, wanted, given), given, what);
      if (!one.dense()) {
        ProjectionType products = projection.withLayout("synaptic-products");
        assertSame(module(products, one, wanted, given), given, what + " by products");
      }
    }
  }

  /// Of delays that are all one number nothing is chosen; nor where one projection of a type is so,
  /// or samples are many.
  @Test
  void ringsAreKeptWhereDelaysAreMixedAndSamplesFewAndNothingWalks() {
    Case mixed = new Case(true, 2, 3, 4, "ring", 20, false, false, 3);
    assertThat(placed(mixed, Targets.tpu())).contains("tensor<8x2x3x4xf32>");
    assertThat(placed(mixed, Targets.cpu())).doesNotContain("tensor<8x2x3x4xf32>");
    Case equal = new Case(true, 2, 3, 4, "ring", 20, true, false, 3);
    assertThat(placed(equal, Targets.tpu())).doesNotContain("tensor<8x2x3x4xf32>");
    Case many = new Case(true, 33, 3, 4, "ring", 20, false, false, 3);
    assertThat(placed(many, Targets.tpu())).doesNotContain("tensor<8x33x3x4xf32>");
    Case near = new Case(true, 2, 3, 4, "ring", 8, false, false, 3);
    assertThat(placed(near, Targets.tpu())).doesNotContain("tensor<8x2x3x4xf32>");
  }

  private String placed(Case one, Target target) {
    List<Tensor> synapses = synapses(one);
    TensorType sums = synapses.getFirst().type();
    TensorType lines = TensorType.of(ElementType.F32, one.steps(), one.batch(), one.targets());
    Tensor spikes = coins(one.steps(), one.batch(), one.sources());
    List<Tensor> given = new ArrayList<>(List.of(numbers(lines), numbers(lines), spikes));
    given.addAll(List.of(accepted(spikes, synapses, one), numbers(sums), numbers(sums)));
    given.addAll(synapses);
    Module before = module(one.projection(sums.size()), one, List.of(Payload.VALUES), given);
    return Printer.print(PlaceProjections.run(before, target));
  }
}
