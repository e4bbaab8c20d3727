package dev.ranvier.tests.execute;

import static dev.ranvier.compiler.dsl.Declare.constant;
import static dev.ranvier.compiler.dsl.Declare.dense;
import static dev.ranvier.compiler.dsl.Declare.dt;
import static dev.ranvier.compiler.dsl.Declare.fifo;
import static dev.ranvier.compiler.dsl.Declare.fixedFanOut;
import static dev.ranvier.compiler.dsl.Declare.ms;
import static dev.ranvier.compiler.dsl.Declare.normal;
import static dev.ranvier.compiler.dsl.Declare.ring;
import static dev.ranvier.compiler.dsl.Declare.spikes;
import static dev.ranvier.compiler.dsl.Declare.uniform;
import static dev.ranvier.compiler.dsl.Declare.voltage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ranvier.compiler.Compiler;
import dev.ranvier.compiler.Program;
import dev.ranvier.compiler.Settings;
import dev.ranvier.compiler.dsl.Network;
import dev.ranvier.compiler.neuron.Lif;
import dev.ranvier.compiler.queue.Queue;
import dev.ranvier.compiler.queue.Queues;
import dev.ranvier.compiler.signature.Port;
import dev.ranvier.compiler.signature.Role;
import dev.ranvier.compiler.target.Target;
import dev.ranvier.compiler.target.Targets;
import dev.ranvier.examples.Models;
import dev.ranvier.runtime.admission.Emulated;
import dev.ranvier.runtime.array.ArrayType;
import dev.ranvier.runtime.array.DType;
import dev.ranvier.runtime.array.HostArray;
import dev.ranvier.runtime.client.EmbeddedRuntime;
import dev.ranvier.runtime.session.Recording;
import dev.ranvier.runtime.session.Session;
import dev.ranvier.runtime.session.SimulationProgress;
import dev.ranvier.tests.networks.Pictures;
import dev.ranvier.tests.networks.RecurrentOfKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What targets make of one network, on the default plugin: the same spikes, counts and voltages to
/// the bit, whether loops are written out and doubles are pairs or not; and with sums in single
/// precision nearly so.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TargetsAgreeTest {
  private static final int BATCH = 3;
  private static final int STEPS = 60;
  private static final long SEED = 11;
  private static final RecurrentOfKind RECURRENT =
      new RecurrentOfKind(12, 9, normal(0.5, 0.3), ms(4));

  private Session session;

  /// Plays a streaming chip, and takes only what one would.
  private Session chip;

  @BeforeAll
  void start() {
    session = Session.embedded();
    chip = Session.of(EmbeddedRuntime.DEFAULT.emulating(Emulated.LPU).start());
  }

  @AfterAll
  void stop() {
    session.close();
    chip.close();
  }

  static Stream<Network> networks() {
    Stream<Network> kinds = Queues.all().stream().map(RECURRENT::network);
    Stream<Network> layouts =
        Stream.of("axonal-taps", "axonal-shift", "axonal-history", "axonal-chunks-8", "synaptic")
            .map(TargetsAgreeTest::laidOut);
    Stream<Network> examples =
        Stream.of("relay", "xor", "delays", "digits")
            .map(name -> Models.named(name).orElseThrow().network());
    Stream<Network> sparse = Stream.of(ring(), fifo(2)).map(TargetsAgreeTest::sparse);
    Stream<Network> shared = Stream.of(Pictures.network());
    return Stream.of(kinds, layouts, sparse, shared, examples).flatMap(each -> each);
  }

  private static Network sparse(Queue queue) {
    return Network.named(
        "sparse_" + queue.kind(),
        dt(ms(0.5)),
        n -> {
          var in = n.input("in", 12);
          var cells = n.population("cells", 9, Lif.exactReset().reset(-0.25));
          n.project(
              in,
              cells,
              fixedFanOut(4).weights(normal(0.8, 0.3)).delays(constant(ms(4))).queue(queue));
          n.record(spikes(cells), voltage(cells));
        });
  }

  private static Network laidOut(String layout) {
    boolean mixed = layout.equals("axonal-taps");
    return Network.named(
        layout.replace('-', '_'),
        dt(ms(0.5)),
        n -> {
          var in = n.input("in", 12);
          var cells = n.population("cells", 9, Lif.exactReset().reset(-0.25));
          n.project(
              in,
              cells,
              dense()
                  .weights(normal(0.5, 0.3))
                  .delays(mixed ? uniform(ms(0.5), ms(7)) : constant(ms(4)))
                  .queue(ring())
                  .layout(layout));
          n.record(spikes(cells), voltage(cells));
        });
  }

  @ParameterizedTest
  @MethodSource("networks")
  void givesTheBitsOfTheProcessorAndNearlySoInSinglePrecision(Network network) {
    Map<String, byte[]> expected = run(network, Targets.cpu());
    assertThat(expected.keySet()).anyMatch(name -> name.endsWith("spikeCount"));
    for (Target target : List.of(Targets.gpu(), Targets.lpu())) {
      run(network, target)
          .forEach(
              (name, bytes) ->
                  assertThat(bytes)
                      .as("%s of %s for %s, seed %d", name, network.name(), target, SEED)
                      .isEqualTo(expected.get(name)));
    }
    run(network, Targets.tpu())
        .forEach(
            (name, bytes) -> {
              if (name.endsWith("spikeCount")) {
                long differ = differing(bytes, Objects.requireNonNull(expected.get(name)));
                assertThat(differ).as(name).isLessThanOrEqualTo(bytes.length / 20);
              }
            });
  }

  @Test
  void theEmulatedChipSaysWhatItIsAndRefusesLoops() {
    assertThat(chip.client().devices().getFirst().devices())
        .allSatisfy(device -> assertThat(device.kind()).isEqualTo("lpu-emulated"));
    Program program = Models.named("relay").orElseThrow().compile(Targets.tpu(), 1, SEED);
    assertThatThrownBy(() -> chip.load(program))
        .hasMessageContaining("stablehlo.while")
        .hasMessageContaining("expected an op that lpu-emulated takes");
  }

  private static long differing(byte[] a, byte[] b) {
    assertThat(a).hasSameSizeAs(b);
    long differ = 0;
    for (int i = 0; i < a.length; i++) {
      differ += a[i] == b[i] ? 0 : 1;
    }
    return differ;
  }

  private Map<String, byte[]> run(Network network, Target target) {
    Settings settings = Settings.batch(BATCH).steps(target.stepsOfACall(STEPS)).seed(SEED);
    Program program = Compiler.target(target).compile(network, settings);
    Map<String, byte[]> found = new TreeMap<>();
    Session device = target.equals(Targets.lpu()) ? chip : session;
    try (var loaded = device.load(program);
        var simulation = loaded.start()) {
      Recording recording = simulation.run(STEPS, inputs(program), SimulationProgress.NONE);
      recording.records().forEach((name, array) -> found.put(name, array.bytes()));
      recording.counts().forEach((name, array) -> found.put(name, array.bytes()));
    }
    return found;
  }

  private static Map<String, HostArray> inputs(Program program) {
    SplittableRandom random = new SplittableRandom(SEED);
    Map<String, HostArray> inputs = new HashMap<>();
    for (Port port : program.signature().inputs(Role.SEQUENCE)) {
      long channels = port.type().dimensions().getLast();
      byte[] spikes = new byte[Math.toIntExact(STEPS * BATCH * channels)];
      for (int i = 0; i < spikes.length; i++) {
        spikes[i] = (byte) (random.nextInt(15) == 0 ? 1 : 0);
      }
      inputs.put(
          port.name(), HostArray.ofBytes(ArrayType.of(DType.U8, STEPS, BATCH, channels), spikes));
    }
    return inputs;
  }
}
