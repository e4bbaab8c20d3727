package dev.ranvier.runtime.session;

import static dev.ranvier.compiler.dsl.Declare.FAIL;
import static dev.ranvier.compiler.dsl.Declare.constant;
import static dev.ranvier.compiler.dsl.Declare.dense;
import static dev.ranvier.compiler.dsl.Declare.dt;
import static dev.ranvier.compiler.dsl.Declare.exponential;
import static dev.ranvier.compiler.dsl.Declare.fifo;
import static dev.ranvier.compiler.dsl.Declare.ms;
import static dev.ranvier.compiler.dsl.Declare.normal;
import static dev.ranvier.compiler.dsl.Declare.spikes;
import static dev.ranvier.compiler.dsl.Declare.uniform;
import static dev.ranvier.compiler.dsl.Declare.voltage;
import static dev.ranvier.compiler.target.Targets.cpu;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ranvier.compiler.Compiler;
import dev.ranvier.compiler.Program;
import dev.ranvier.compiler.Settings;
import dev.ranvier.compiler.dsl.Network;
import dev.ranvier.compiler.neuron.Lif;
import dev.ranvier.runtime.RuntimeFailure;
import dev.ranvier.runtime.array.ArrayType;
import dev.ranvier.runtime.array.DType;
import dev.ranvier.runtime.array.HostArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionTest {
  private static final int BATCH = 3;
  private static final int CHANNELS = 5;

  private Session session;

  @BeforeAll
  void start() {
    session = Session.embedded();
  }

  @AfterAll
  void stop() {
    session.close();
  }

  @Test
  void manyShortCallsGiveTheSameBitsAsOneLongOne() {
    Recording inOne = run(program(60), 60);
    Recording inSix = run(program(10), 60);
    assertThat(inSix.records()).isEqualTo(inOne.records());
    assertThat(inSix.counts()).isEqualTo(inOne.counts());
    assertThat(inOne.spikes("hidden").type()).isEqualTo(ArrayType.of(DType.U8, 60, BATCH, 7));
    assertThat(inOne.spikes("hidden").bytes()).contains((byte) 1);
    assertThat(inOne.voltage("hidden").floats()).doesNotContain(Float.NaN);
  }

  @Test
  void goesOnWhereTheLastRunStopped() {
    HostArray whole = input(60);
    try (var network = session.load(program(10));
        var atOnce = network.start();
        var inTwo = network.start()) {
      Recording all = atOnce.run(60, Map.of("in.spikes", whole), SimulationProgress.NONE);
      var _ =
          inTwo.run(20, Map.of("in.spikes", TimeAxis.part(whole, 0, 20)), SimulationProgress.NONE);
      assertThat(inTwo.stepsDone()).isEqualTo(20);
      HostArray rest =
          HostArray.ofBytes(
              TimeAxis.withSteps(whole.type(), 40),
              java.util.Arrays.copyOfRange(
                  whole.bytes(), 20 * BATCH * CHANNELS, 60 * BATCH * CHANNELS));
      Recording second = inTwo.run(40, Map.of("in.spikes", rest), SimulationProgress.NONE);
      float[] expected = all.voltage("hidden").floats();
      float[] got = second.voltage("hidden").floats();
      int from = expected.length - got.length;
      assertThat(got)
          .containsExactly(java.util.Arrays.copyOfRange(expected, from, expected.length));
      assertThat(second.counts()).isEqualTo(all.counts());
    }
  }

  @Test
  void reportsProgressInSteps() {
    List<Integer> done = new ArrayList<>();
    try (var network = session.load(program(10));
        var simulation = network.start()) {
      var _ =
          simulation.run(
              30,
              Map.of("in.spikes", input(30)),
              (at, total) -> {
                done.add(at);
                assertThat(total).isEqualTo(30);
              });
    }
    assertThat(done).containsExactly(10, 20, 30);
  }

  @Test
  void takesGivenWeightsInsteadOfDrawnOnes() {
    Program program = program(30);
    HostArray zeros = HostArray.zeros(ArrayType.of(DType.F32, CHANNELS, 7));
    try (var network = session.load(program);
        var simulation = network.start(Map.of("in->hidden.weights", zeros))) {
      Recording recording =
          simulation.run(30, Map.of("in.spikes", input(30)), SimulationProgress.NONE);
      assertThat(recording.spikes("hidden").bytes()).containsOnly(0);
    }
  }

  @Test
  void rejectsWhatDoesNotFitTheNetwork() {
    try (var network = session.load(program(10));
        var simulation = network.start()) {
      assertThatThrownBy(() -> simulation.run(15, Map.of(), SimulationProgress.NONE))
          .isInstanceOf(RuntimeFailure.WrongArgument.class)
          .hasMessageContaining("a multiple of 10 steps, which one call runs, got 15");
      assertThatThrownBy(() -> simulation.run(10, Map.of(), SimulationProgress.NONE))
          .isInstanceOf(RuntimeFailure.WrongArgument.class)
          .hasMessage("input \"in.spikes\": expected ui8[10,3,5], got nothing; pass its spikes");
      assertThatThrownBy(
              () -> simulation.run(10, Map.of("in.spikes", input(20)), SimulationProgress.NONE))
          .isInstanceOf(RuntimeFailure.WrongArgument.class)
          .hasMessage("input \"in.spikes\": expected ui8[10,3,5], got ui8[20,3,5]");
      assertThatThrownBy(
              () -> simulation.run(10, Map.of("on.spikes", input(10)), SimulationProgress.NONE))
          .isInstanceOf(RuntimeFailure.WrongArgument.class)
          .hasMessageContaining("\"on.spikes\": the network has none such; it has \"in.spikes\"");
      assertThatThrownBy(() -> network.start(Map.of("in->hidden.weights", input(1))))
          .isInstanceOf(RuntimeFailure.WrongArgument.class)
          .hasMessageContaining("parameter \"in->hidden.weights\": expected f32[5,7]");
    }
  }

  @Test
  void rejectsDelaysThatTheNetworkDoesNotDeclare() {
    int[] delays = new int[CHANNELS * 7];
    java.util.Arrays.fill(delays, 10);
    delays[9] = 11;
    HostArray given = HostArray.of(delays, CHANNELS, 7);
    try (var network = session.load(program(10))) {
      assertThatThrownBy(() -> network.start(Map.of("in->hidden.delays", given)))
          .isInstanceOf(RuntimeFailure.WrongArgument.class)
          .hasMessage(
              "parameter \"in->hidden.delays\": expected numbers from 1 to 10 (steps, which the"
                  + " network declares), got 11 at 9");
    }
  }

  /// Every channel spikes in every step, and a delay of 4 steps holds 4 events.
  @Test
  void failsOnOverflowWhereTheUserAsksForIt() {
    Network network =
        Network.named(
            "tight",
            dt(ms(1)),
            n -> {
              var in = n.input("in", CHANNELS);
              var out = n.population("out", 2, Lif.exactReset());
              n.project(in, out, dense().delays(constant(ms(4))).queue(fifo(3)).onOverflow(FAIL));
              n.record(spikes(out));
            });
    Program program =
        Compiler.target(cpu()).compile(network, Settings.batch(BATCH).steps(10).seed(1));
    byte[] always = new byte[10 * BATCH * CHANNELS];
    java.util.Arrays.fill(always, (byte) 1);
    HostArray spikes = HostArray.ofBytes(ArrayType.of(DType.U8, 10, BATCH, CHANNELS), always);
    try (var loaded = session.load(program);
        var simulation = loaded.start()) {
      assertThatThrownBy(
              () -> simulation.run(10, Map.of("in.spikes", spikes), SimulationProgress.NONE))
          .isInstanceOf(RuntimeFailure.EventsDropped.class)
          .hasMessageMatching(
              "projection \"in\" -> \"out\": expected room for every event in fifo\\(3\\), dropped"
                  + " 60, the first in step 3; a capacity of 4 \\(its longest delay in steps\\)"
                  + " always does, and so does ring\\(\\) \\(SessionTest.java:\\d+\\)");
    }
  }

  private Recording run(Program program, int steps) {
    try (var network = session.load(program);
        var simulation = network.start()) {
      return simulation.run(steps, Map.of("in.spikes", input(steps)), SimulationProgress.NONE);
    }
  }

  private static Program program(int stepsPerCall) {
    Network network =
        Network.named(
            "small",
            dt(ms(0.05)),
            n -> {
              var in = n.input("in", CHANNELS);
              var hidden =
                  n.population("hidden", 7, Lif.exactReset().tauMembrane(ms(10)).threshold(1));
              n.project(
                  in,
                  hidden,
                  dense()
                      .weights(normal(1.5, 0.8))
                      .delays(uniform(ms(0.05), ms(0.5)))
                      .synapse(exponential(ms(5))));
              n.record(spikes(hidden), voltage(hidden));
            });
    return Compiler.target(cpu())
        .compile(network, Settings.batch(BATCH).steps(stepsPerCall).seed(4));
  }

  private static HostArray input(int steps) {
    byte[] spikes = new byte[steps * BATCH * CHANNELS];
    Random random = new Random(11);
    for (int i = 0; i < spikes.length; i++) {
      spikes[i] = (byte) (random.nextInt(4) == 0 ? 1 : 0);
    }
    return HostArray.ofBytes(ArrayType.of(DType.U8, steps, BATCH, CHANNELS), spikes);
  }
}
