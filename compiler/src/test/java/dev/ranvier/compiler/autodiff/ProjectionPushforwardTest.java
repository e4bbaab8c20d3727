package dev.ranvier.compiler.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ranvier.compiler.Compiler;
import dev.ranvier.compiler.target.Targets;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.Stage;
import dev.ranvier.ir.Verifier;
import dev.ranvier.ir.eval.Evaluator;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.DeliverOp;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.ProjectionCreateOp;
import dev.ranvier.ir.op.SendOp;
import dev.ranvier.ir.op.Synapses;
import dev.ranvier.ir.op.TimeLoopOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.ProjectionType;
import dev.ranvier.ir.type.QueueType;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Tangents go through events of projections: forward mode is the transpose of reverse mode, for
/// every kind of queue, whatever it drops or replaces.
class ProjectionPushforwardTest {
  private static final List<Integer> ONE_LOOP = List.of(30);
  private static final List<String> LOSSLESS = List.of("ring", "bits");
  private static final long SEED = 7;

  private record Kind(String name, int capacity) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind("none", 0),
          new Kind("single_spike", 1),
          new Kind("single_spike_keep", 1),
          new Kind("ring", Deliveries.LONGEST),
          new Kind("fifo", 2),
          new Kind("lossy_ring", 2),
          new Kind("lossy_ring", 3),
          new Kind("sorted", 2),
          new Kind("heap", 1),
          new Kind("batched_heap", 2),
          new Kind("bits", 32));

  static Stream<Deliveries> deliveries() {
    List<Deliveries> all = new ArrayList<>();
    for (Kind kind : KINDS) {
      for (boolean dense : List.of(true, false)) {
        for (boolean equal : List.of(true, false)) {
          all.add(new Deliveries(kind.name, kind.capacity, dense, equal, ONE_LOOP));
        }
      }
      all.add(new Deliveries(kind.name, kind.capacity, true, false, List.of(1, 12, 17)));
    }
    return all.stream();
  }

  private static List<Tensor> run(Function function, List<Tensor> at, List<Tensor> more) {
    Module module = Module.of("m", function);
    Verifier.verifyOrThrow(module, Stage.EVENT);
    return Evaluator.evaluate(module, "main", Stream.concat(at.stream(), more.stream()).toList());
  }

  private static List<Tensor> like(Random random, List<Tensor> tensors) {
    return tensors.stream().map(each -> Deliveries.gaussian(random, each.type())).toList();
  }

  private static List<Tensor> tangents(Deliveries deliveries, List<Integer> wrt) {
    List<Tensor> at = deliveries.at();
    return like(new Random(SEED), wrt.stream().map(at::get).toList());
  }

  private static double product(List<Tensor> these, List<Tensor> those) {
    double sum = 0;
    for (int i = 0; i < these.size(); i++) {
      for (int j = 0; j < these.get(i).size(); j++) {
        sum += these.get(i).asDouble(j) * those.get(i).asDouble(j);
      }
    }
    return sum;
  }

  private static double size(List<Tensor> tensors) {
    return Math.sqrt(product(tensors, tensors));
  }

  /// With u the tangents and v the cotangents, `<jvp(u), v> = <u, vjp(v)>`.
  private static void assertTransposed(Deliveries deliveries, List<Integer> wrt) {
    Function function = deliveries.function();
    List<Tensor> tangents = tangents(deliveries, wrt);
    List<Tensor> pushed = run(Gradient.jvp(function, wrt), deliveries.at(), tangents);
    List<Tensor> forward = pushed.subList(3, 5);
    List<Tensor> cotangents = like(new Random(SEED + 1), forward);
    List<Tensor> pulled = run(Gradient.vjp(function, wrt), deliveries.at(), cotangents);
    List<Tensor> backward = pulled.subList(3, pulled.size());

    assertThat(pushed.subList(0, 3)).isEqualTo(pulled.subList(0, 3));
    double scale = Math.max(size(forward), 1);
    assertThat(product(forward, cotangents))
        .as("by %s, seed %d", wrt, SEED)
        .isCloseTo(product(tangents, backward), within(1e-5 * scale));
  }

  @ParameterizedTest
  @MethodSource("deliveries")
  void areTheTransposeOfReverseMode(Deliveries deliveries) {
    assertTransposed(deliveries, Deliveries.ALL);
    for (int one : Deliveries.ALL) {
      assertTransposed(deliveries, List.of(one));
    }
  }

  /// What the test above relies on.
  @ParameterizedTest
  @MethodSource("deliveries")
  void someEventsAreLostWhereAKindLosesThem(Deliveries deliveries) {
    List<Tensor> results = run(deliveries.function(), deliveries.at(), List.of());
    long dropped = Arrays.stream(results.get(2).toLongs()).sum();
    List<Tensor> tangents =
        run(
            Gradient.jvp(deliveries.function(), List.of(0)),
            deliveries.at(),
            tangents(deliveries, List.of(0)));

    if (LOSSLESS.contains(deliveries.kind())) {
      assertThat(dropped).isZero();
    } else {
      assertThat(dropped).isPositive();
    }
    if (!deliveries.kind().equals("none")) {
      assertThat(size(tangents.subList(3, 4))).isGreaterThan(1);
    }
  }

  /// Sums are linear in weights, and all numbers of so few bits that differences are exact.
  @ParameterizedTest
  @MethodSource("deliveries")
  void byWeightsAreWhatDifferencesSay(Deliveries deliveries) {
    List<Tensor> tangents = tangents(deliveries, List.of(0));
    List<Tensor> at = deliveries.at();
    List<Tensor> pushed = run(Gradient.jvp(deliveries.function(), List.of(0)), at, tangents);

    Tensor ahead = run(deliveries.function(), moved(at, tangents, 0.5), List.of()).getFirst();
    Tensor behind = run(deliveries.function(), moved(at, tangents, -0.5), List.of()).getFirst();

    double[] slopes = new double[ahead.size()];
    Arrays.setAll(slopes, i -> ahead.asDouble(i) - behind.asDouble(i));
    assertThat(pushed.get(3).toDoubles()).containsExactly(slopes, within(1e-12));
  }

  private static List<Tensor> moved(List<Tensor> at, List<Tensor> tangents, double by) {
    double[] weights = at.getFirst().toDoubles();
    Arrays.setAll(weights, i -> weights[i] + by * tangents.getFirst().asDouble(i));
    List<Tensor> moved = new ArrayList<>(at);
    moved.set(0, Tensor.ofDoubles(at.getFirst().type(), weights));
    return moved;
  }

  @ParameterizedTest
  @MethodSource("deliveries")
  void areTheSameAfterLowering(Deliveries deliveries) {
    Function jvp = Gradient.jvp(deliveries.function(), Deliveries.ALL);
    List<Tensor> tangents = tangents(deliveries, Deliveries.ALL);
    Module lowered = Compiler.target(Targets.cpu()).lower(Module.of("m", jvp));

    List<Tensor> got =
        Evaluator.evaluate(
            lowered, "main", Stream.concat(deliveries.at().stream(), tangents.stream()).toList());

    assertThat(got).isEqualTo(run(jvp, deliveries.at(), tangents));
  }

  /// A history goes on through loops in loops, too.
  @ParameterizedTest
  @MethodSource("deliveries")
  void areTheSameInLoopsThatAreCut(Deliveries deliveries) {
    Function whole = deliveries.function();
    Function cut = Segments.of(whole, new Cuts.Nested(List.of(9, 4)));
    List<Tensor> tangents = tangents(deliveries, Deliveries.ALL);

    assertThat(loops(cut.body())).isGreaterThan(loops(whole.body()));
    assertThat(run(Gradient.jvp(cut, Deliveries.ALL), deliveries.at(), tangents))
        .isEqualTo(run(Gradient.jvp(whole, Deliveries.ALL), deliveries.at(), tangents));
  }

  private static long loops(Block block) {
    return block.instructions().stream()
        .map(Instruction::op)
        .filter(TimeLoopOp.class::isInstance)
        .mapToLong(loop -> 1 + loops(loop.regions().getFirst()))
        .sum();
  }

  private static final ProjectionType ONE =
      new ProjectionType(new QueueType("ring", 2, List.of(1L, 1L)), 1, 1);
  private static final TensorType WEIGHT = TensorType.of(ElementType.F32, 1, 1);

  private static Function delivering(Builder out, Value projection) {
    Value now = out.scalar(ElementType.I32, 3L);
    Value delays = out.splat(WEIGHT.withElement(ElementType.I32), 1L);
    Synapses synapses = Synapses.dense(out.arguments().getFirst(), delays);
    List<Value> arrived = out.append(new DeliverOp(projection, synapses, now));
    out.functionReturns(arrived.get(1));
    return Function.of("main", true, out.build(), Location.UNKNOWN);
  }

  @Test
  void refusesEventsFromBeforeTheFunction() {
    Builder out = new Builder(List.of(WEIGHT, ONE), Location.of("Net.java", 12));
    Function function = delivering(out, out.arguments().get(1));

    assertThatThrownBy(() -> Gradient.jvp(function, List.of(0)))
        .isInstanceOf(NotDifferentiable.class)
        .hasMessage(
            "ranvier.deliver: expected, in forward mode, a projection that the function makes, and"
                + " that only sends, deliveries and time loops hand on, each in its place, got"
                + " another; make it in the function, or use reverse mode (Net.java:12)");
  }

  @Test
  void refusesProjectionsThatBranchesHandOn() {
    Builder out = new Builder(List.of(WEIGHT), Location.of("Net.java", 12));
    Value now = out.scalar(ElementType.I32, 2L);
    Value delays = out.splat(WEIGHT.withElement(ElementType.I32), 1L);
    Synapses synapses = Synapses.dense(out.arguments().getFirst(), delays);
    Value spikes = out.splat(ONE.perSource(ElementType.I1), 1L);
    Value made = out.add(new ProjectionCreateOp(ONE));
    Value projection =
        out.branch(
                out.scalar(ElementType.I1, 1L),
                t -> List.of(t.append(new SendOp(made, spikes, synapses, now)).getFirst()),
                _ -> List.of(made))
            .getFirst();
    Function function = delivering(out, projection);

    assertThatThrownBy(() -> Gradient.jvp(function, List.of(0)))
        .isInstanceOf(NotDifferentiable.class)
        .hasMessageStartingWith("stablehlo.if: expected, in forward mode, a projection that");
  }

  @Test
  void refusesTwoSendsInAStep() {
    Builder out = new Builder(List.of(WEIGHT), Location.of("Net.java", 12));
    Value now = out.scalar(ElementType.I32, 2L);
    Value delays = out.splat(WEIGHT.withElement(ElementType.I32), 1L);
    Synapses synapses = Synapses.dense(out.arguments().getFirst(), delays);
    Value spikes = out.splat(ONE.perSource(ElementType.I1), 1L);
    Value projection = out.add(new ProjectionCreateOp(ONE));
    for (int i = 0; i < 2; i++) {
      projection = out.append(new SendOp(projection, spikes, synapses, now)).getFirst();
    }
    Function function = delivering(out, projection);

    assertThatThrownBy(() -> Gradient.jvp(function, List.of(0)))
        .hasMessage(
            "ranvier.send: expected, in forward mode, one send into a projection in each step, got"
                + " a second; send all spikes at once, or make two projections (Net.java:12)");
  }
}
