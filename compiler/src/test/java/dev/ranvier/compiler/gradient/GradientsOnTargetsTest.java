package dev.ranvier.compiler.gradient;

import static dev.ranvier.compiler.dsl.Declare.constant;
import static dev.ranvier.compiler.dsl.Declare.dense;
import static dev.ranvier.compiler.dsl.Declare.dt;
import static dev.ranvier.compiler.dsl.Declare.exponential;
import static dev.ranvier.compiler.dsl.Declare.fixedFanOut;
import static dev.ranvier.compiler.dsl.Declare.ms;
import static dev.ranvier.compiler.dsl.Declare.normal;
import static dev.ranvier.compiler.dsl.Declare.uniform;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ranvier.compiler.Compiler;
import dev.ranvier.compiler.Settings;
import dev.ranvier.compiler.dsl.Connection;
import dev.ranvier.compiler.dsl.Network;
import dev.ranvier.compiler.neuron.LeakyReadout;
import dev.ranvier.compiler.neuron.Lif;
import dev.ranvier.compiler.neuron.Neuron;
import dev.ranvier.compiler.parameter.Delays;
import dev.ranvier.compiler.queue.BatchedHeap;
import dev.ranvier.compiler.queue.Bits;
import dev.ranvier.compiler.queue.DoNothing;
import dev.ranvier.compiler.queue.Fifo;
import dev.ranvier.compiler.queue.Heap;
import dev.ranvier.compiler.queue.LossyRing;
import dev.ranvier.compiler.queue.Queue;
import dev.ranvier.compiler.queue.Queues;
import dev.ranvier.compiler.queue.Ring;
import dev.ranvier.compiler.queue.SingleSpike;
import dev.ranvier.compiler.queue.SingleSpikeKeep;
import dev.ranvier.compiler.queue.Sorted;
import dev.ranvier.compiler.surrogate.SuperSpike;
import dev.ranvier.compiler.target.Target;
import dev.ranvier.compiler.target.Targets;
import dev.ranvier.compiler.train.Loss;
import dev.ranvier.compiler.train.Objective;
import dev.ranvier.compiler.train.Readout;
import dev.ranvier.compiler.train.Recipe;
import dev.ranvier.compiler.train.Schedule;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.GatherOp;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.ScatterOp;
import dev.ranvier.ir.op.SortOp;
import dev.ranvier.ir.op.WhileOp;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Targets that go back through queues all at once come to the gradients of the one that goes from
/// spike to spike, for every kind of queue, small ones that drop among them; and they neither look
/// at spikes one by one nor gather nor scatter.
class GradientsOnTargetsTest {
  private static final int CHANNELS = 4;
  private static final int CELLS = 5;
  private static final int BATCH = 2;
  private static final int STEPS = 30;
  private static final Lif TIMED = Lif.exactReset().tauMembrane(ms(6));
  private static final Lif SURROGATE = Lif.surrogate(new SuperSpike(10)).tauMembrane(ms(6));
  private static final List<Delays> DELAYS = List.of(constant(ms(4)), uniform(ms(0.5), ms(6)));

  private static final List<Queue> QUEUES =
      List.of(
          new DoNothing(),
          new SingleSpike(),
          new SingleSpikeKeep(),
          new Ring(),
          new Fifo(2),
          new LossyRing(3),
          new Sorted(2),
          new Heap(3),
          new BatchedHeap(2),
          new Bits(32));

  private static Network network(Connection connection, Queue queue, Delays delays, Neuron neuron) {
    return Network.named(
        "recurrent",
        dt(ms(0.5)),
        n -> {
          var in = n.input("in", CHANNELS);
          var cells = n.population("cells", CELLS, neuron);
          var label = n.population("label", 3, LeakyReadout.tau(ms(6)));
          var each = exponential(ms(3));
          var asked = connection.delays(delays).synapse(each).queue(queue);
          n.project(in, cells, dense().weights(normal(0.4, 0.1)).synapse(each));
          n.project(cells, cells, asked.weights(normal(0, 0.1)));
          n.project(cells, label, dense().weights(normal(0, 0.1)).synapse(each));
        });
  }

  private static Recipe recipe(Delays delays) {
    Objective objective =
        Objective.of("label", Readout.voltageIntegral(ms(6), 3), Loss.crossEntropy());
    Recipe recipe = Recipe.of(objective, Schedule.constant(0.1));
    return delays.equals(DELAYS.getFirst()) ? recipe : recipe.trainDelays("cells->cells");
  }

  private static Map<String, Tensor> given() {
    SplittableRandom random = new SplittableRandom(7);
    int[] spikes = new int[STEPS * BATCH * CHANNELS];
    for (int i = 0; i < spikes.length; i++) {
      spikes[i] = random.nextInt(5) == 0 ? 1 : 0;
    }
    Map<String, Tensor> given = new HashMap<>();
    TensorType type = TensorType.of(ElementType.U8, STEPS, BATCH, CHANNELS);
    given.put("in.spikes", Tensor.ofInts(type, spikes));
    given.put("labels", Tensor.ofInts(TensorType.of(ElementType.I32, BATCH), 0, 2));
    return given;
  }

  static Stream<Arguments> cases() {
    List<Arguments> cases = new ArrayList<>();
    for (Queue queue : QUEUES) {
      for (Delays delays : DELAYS) {
        if (!(queue instanceof Fifo) || delays.equals(DELAYS.getFirst())) {
          cases.add(Arguments.of(dense(), queue, delays, TIMED));
          cases.add(Arguments.of(dense(), queue, delays, SURROGATE));
          cases.add(Arguments.of(fixedFanOut(3), queue, delays, TIMED));
        }
      }
    }
    return cases.stream();
  }

  @Test
  void triesEveryKind() {
    assertThat(QUEUES.stream().map(Queue::kind))
        .containsExactlyElementsOf(Queues.all().stream().map(Queue::kind).toList());
  }

  @ParameterizedTest(name = "{1}, {2}, {3}")
  @MethodSource("cases")
  void comeToTheSameGradients(Connection connection, Queue queue, Delays delays, Neuron neuron) {
    var graph = network(connection, queue, delays, neuron).graph();
    Gradients expected = Gradients.lowered(graph, recipe(delays), STEPS, given());
    long spikes = sum(expected.metric("cells.spikeCount"));
    assertThat(spikes).as("spikes").isGreaterThan(20);
    for (Target target : List.of(Targets.gpu(), Targets.tpu())) {
      Gradients got = Gradients.loweredFor(target, graph, recipe(delays), STEPS, given());
      assertThat(sum(got.metric("cells.spikeCount"))).isEqualTo(spikes);
      expected
          .gradients()
          .forEach(
              (name, tensor) -> {
                double[] wanted = tensor.toDoubles();
                double most = Arrays.stream(wanted).map(Math::abs).max().orElse(0);
                assertThat(got.gradient(name).toDoubles())
                    .as("%s for %s", name, target)
                    .containsExactly(wanted, within(1e-4 * most + 1e-9));
              });
    }
  }

  private static long sum(Tensor counts) {
    return Arrays.stream(counts.toLongs()).sum();
  }

  @ParameterizedTest(name = "{1}, {2}, {3}")
  @MethodSource("cases")
  void neitherLoopWithinAStepNorGatherNorScatterOnTpus(
      Connection connection, Queue queue, Delays delays, Neuron neuron) {
    Module update =
        Compiler.target(Targets.tpu())
            .train(
                network(connection, queue, delays, neuron),
                Settings.batch(BATCH).steps(STEPS).seed(1),
                recipe(delays))
            .updateModule();
    update.functions().forEach(function -> assertAtOnce(function.body(), false));
  }

  private static void assertAtOnce(Block block, boolean inLoop) {
    for (Instruction instruction : block.instructions()) {
      boolean loop = instruction.op() instanceof WhileOp;
      if (inLoop) {
        assertThat(instruction.op())
            .isNotInstanceOfAny(WhileOp.class, GatherOp.class, ScatterOp.class, SortOp.class);
      }
      instruction.op().regions().forEach(region -> assertAtOnce(region, inLoop || loop));
    }
  }
}
