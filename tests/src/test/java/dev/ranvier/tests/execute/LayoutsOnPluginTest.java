package dev.ranvier.tests.execute;

import static dev.ranvier.compiler.dsl.Declare.constant;
import static dev.ranvier.compiler.dsl.Declare.convolution;
import static dev.ranvier.compiler.dsl.Declare.dense;
import static dev.ranvier.compiler.dsl.Declare.dt;
import static dev.ranvier.compiler.dsl.Declare.fifo;
import static dev.ranvier.compiler.dsl.Declare.fixedFanOut;
import static dev.ranvier.compiler.dsl.Declare.fixedProbability;
import static dev.ranvier.compiler.dsl.Declare.ms;
import static dev.ranvier.compiler.dsl.Declare.normal;
import static dev.ranvier.compiler.dsl.Declare.ring;
import static dev.ranvier.compiler.dsl.Declare.spikes;
import static dev.ranvier.compiler.dsl.Declare.uniform;
import static dev.ranvier.compiler.dsl.Declare.voltage;
import static dev.ranvier.compiler.target.Targets.cpu;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.compiler.Compiler;
import dev.ranvier.compiler.Program;
import dev.ranvier.compiler.Settings;
import dev.ranvier.compiler.connect.Convolution;
import dev.ranvier.compiler.dsl.Connection;
import dev.ranvier.compiler.dsl.Network;
import dev.ranvier.compiler.neuron.Lif;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.runtime.array.ArrayType;
import dev.ranvier.runtime.array.DType;
import dev.ranvier.runtime.array.HostArray;
import dev.ranvier.runtime.session.Recording;
import dev.ranvier.runtime.session.Session;
import dev.ranvier.runtime.session.SimulationProgress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Projections of every layout on the plugin, against the evaluator on the events themselves: every
/// spike, every voltage, every count, to the bit.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LayoutsOnPluginTest {
  private static final int BATCH = 2;
  private static final int STEPS = 80;
  private static final int CHANNELS = 36;
  private static final long SEED = 3;

  private Session session;

  @BeforeAll
  void start() {
    session = Session.embedded();
  }

  @AfterAll
  void stop() {
    session.close();
  }

  private static Network network(String name, Connection recurrent) {
    return Network.named(
        name,
        dt(ms(0.5)),
        n -> {
          var in = n.input("in", CHANNELS);
          var cells = n.population("cells", 45, Lif.exactReset().reset(-0.25));
          var map = n.population("map", 32, Lif.exactReset().tauMembrane(ms(5)));
          n.project(in, cells, fixedFanOut(9).weights(normal(0.5, 0.3)));
          n.project(cells, cells, recurrent.weights(normal(0.05, 0.3)));
          n.project(
              in,
              map,
              convolution(Convolution.over(6, 6, 1).kernel(3, 3).outputs(2))
                  .weights(normal(0.4, 0.4))
                  .delays(constant(ms(2))));
          n.record(spikes(cells), spikes(map), voltage(cells), voltage(map));
        });
  }

  static Stream<Network> networks() {
    var mixed = uniform(ms(0.5), ms(20));
    var equal = constant(ms(6));
    List<Network> networks = new ArrayList<>();
    for (String layout :
        List.of(
            "dendritic-events", "axonal-history", "axonal-chunks-12", "axonal-line", "synaptic")) {
      networks.add(network("equal", dense().delays(equal).queue(ring()).layout(layout)));
    }
    for (String layout : List.of("dendritic-events", "axonal-history", "synaptic")) {
      networks.add(
          network("mixed", fixedProbability(0.2).delays(mixed).queue(ring()).layout(layout)));
    }
    var far = uniform(ms(3.5), ms(40));
    networks.add(network("far", dense().delays(far).queue(ring()).layout("axonal-chunks-7")));
    networks.add(
        network(
            "far_sparse",
            fixedProbability(0.2).delays(far).queue(ring()).layout("axonal-chunks-7")));
    for (String layout : List.of("dendritic-events", "synaptic")) {
      networks.add(
          network("bounded", fixedProbability(0.2).delays(equal).queue(fifo(1)).layout(layout)));
    }
    return networks.stream();
  }

  @ParameterizedTest
  @MethodSource("networks")
  void givesTheBitsOfTheEvaluator(Network network) {
    Program program =
        Compiler.target(cpu()).compile(network, Settings.batch(BATCH).steps(STEPS).seed(SEED));
    byte[] input = input();
    Map<String, Tensor> expected =
        program.evaluate(
            Map.of(
                "in.spikes",
                Tensor.ofBytes(TensorType.of(ElementType.U8, STEPS, BATCH, CHANNELS), input)));
    HostArray spikes = HostArray.ofBytes(ArrayType.of(DType.U8, STEPS, BATCH, CHANNELS), input);
    Recording recording;
    try (var loaded = session.load(program);
        var simulation = loaded.start()) {
      recording = simulation.run(STEPS, Map.of("in.spikes", spikes), SimulationProgress.NONE);
    }
    recording
        .records()
        .forEach(
            (name, array) ->
                assertThat(array.bytes())
                    .as("%s of %s, seed %d", name, program.explain(), SEED)
                    .isEqualTo(Objects.requireNonNull(expected.get(name)).toBytes()));
    recording
        .counts()
        .forEach(
            (name, array) ->
                assertThat(array.ints())
                    .as(name)
                    .isEqualTo(Objects.requireNonNull(expected.get(name)).toInts()));
    assertThat(recording.spikes("cells").bytes()).contains((byte) 1);
    assertThat(recording.spikes("map").bytes()).contains((byte) 1);
  }

  private static byte[] input() {
    SplittableRandom random = new SplittableRandom(SEED);
    byte[] spikes = new byte[STEPS * BATCH * CHANNELS];
    for (int i = 0; i < spikes.length; i++) {
      spikes[i] = (byte) (random.nextInt(20) == 0 ? 1 : 0);
    }
    return spikes;
  }
}
