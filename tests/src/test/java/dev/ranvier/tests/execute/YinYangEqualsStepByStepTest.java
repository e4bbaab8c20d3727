package dev.ranvier.tests.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ranvier.compiler.Compiler;
import dev.ranvier.compiler.Program;
import dev.ranvier.compiler.Settings;
import dev.ranvier.compiler.target.Targets;
import dev.ranvier.examples.UntrainedYinYang;
import dev.ranvier.examples.data.SpikeCode;
import dev.ranvier.examples.data.YinYangData;
import dev.ranvier.examples.data.YinYangSample;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.runtime.array.ArrayType;
import dev.ranvier.runtime.array.DType;
import dev.ranvier.runtime.array.HostArray;
import dev.ranvier.runtime.plugin.FetchProgress;
import dev.ranvier.runtime.plugin.PluginCatalog;
import dev.ranvier.runtime.plugin.PluginLocator;
import dev.ranvier.runtime.plugin.PluginOption;
import dev.ranvier.runtime.server.DeviceSetSettings;
import dev.ranvier.runtime.server.RuntimeServer;
import dev.ranvier.runtime.server.ServerSettings;
import dev.ranvier.runtime.session.Recording;
import dev.ranvier.runtime.session.Session;
import dev.ranvier.runtime.session.Simulation;
import dev.ranvier.runtime.session.SimulationProgress;
import dev.ranvier.tests.testing.OnCpuOnly;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The Yin-Yang example through compiler, service, worker and plugin, against a simulation that
/// knows nothing of them: 200 samples, every spike, every voltage.
final class YinYangEqualsStepByStepTest {
  private static final int SAMPLES = 200;
  private static final int STEPS = 250;
  private static final int CHUNK = 25;
  private static final int HIDDEN = 120;
  private static final int LABELS = 3;
  private static final double DT = 0.05;
  private static final double TAU_MEMBRANE = 3;
  private static final double TAU_SYNAPSE = 1.5;

  private final List<double[]> samples =
      YinYangData.test().subList(0, SAMPLES).stream().map(YinYangSample::values).toList();
  private final byte[] encoded = new SpikeCode(10, 200, STEPS).encode(samples);

  @Test
  void onTheDefaultPlugin() {
    try (Session session = Session.embedded()) {
      check(session);
    }
  }

  @Test
  @OnCpuOnly
  void onTheOlderPlugin() {
    var older = new PluginOption.Named(PluginCatalog.OPENXLA.project());
    try (Session session = Session.embedded(older)) {
      check(session);
    }
  }

  @Test
  void throughAServerThatWasStartedApart() {
    PluginLocator locator = PluginLocator.ofSystem();
    var choice = locator.locate(Optional.empty()).choice();
    var library = locator.library(choice, FetchProgress.SILENT);
    var devices = DeviceSetSettings.of(choice.name(), library);
    try (RuntimeServer server = RuntimeServer.start(ServerSettings.loopback(0, devices));
        Session session = Session.connect(server.address())) {
      check(session);
    }
  }

  private void check(Session session) {
    Program program =
        Compiler.target(Targets.cpu())
            .compile(
                new UntrainedYinYang().network(), Settings.batch(SAMPLES).steps(CHUNK).seed(1));
    List<List<StepByStep.Trace>> expected = expected(program.parameters());
    int spikes = 0;
    try (var network = session.load(program);
        Simulation simulation = network.start()) {
      for (int first = 0; first < STEPS; first += CHUNK) {
        Recording recording = simulation.run(CHUNK, Map.of("in.spikes", part(first)), progress());
        spikes += checkSpikes(recording.spikes("hidden"), expected, 0, first, HIDDEN);
        spikes += checkSpikes(recording.spikes("label"), expected, 1, first, LABELS);
        checkVoltages(recording.voltage("label").floats(), expected, 1, first, CHUNK, LABELS);
        float[] hidden = simulation.state("hidden.voltage").floats();
        checkVoltages(hidden, expected, 0, first + CHUNK - 1, 1, HIDDEN);
      }
      assertThat(sum(simulation.counts().get("hidden.spikeCount"))).isEqualTo(count(expected, 0));
    }
    assertThat(spikes).as("spikes seen").isGreaterThan(10 * SAMPLES);
  }

  private static SimulationProgress progress() {
    return SimulationProgress.NONE;
  }

  private HostArray part(int first) {
    int row = SAMPLES * 4;
    byte[] rows = new byte[CHUNK * row];
    System.arraycopy(encoded, first * row, rows, 0, rows.length);
    return HostArray.ofBytes(ArrayType.of(DType.U8, CHUNK, SAMPLES, 4), rows);
  }

  private List<List<StepByStep.Trace>> expected(Map<String, Tensor> drawn) {
    List<StepByStep.Layer> layers =
        List.of(layer(drawn, "in->hidden", HIDDEN), layer(drawn, "hidden->label", LABELS));
    return IntStream.range(0, SAMPLES)
        .mapToObj(sample -> StepByStep.run(input(sample), layers, DT))
        .toList();
  }

  private boolean[][] input(int sample) {
    boolean[][] input = new boolean[STEPS][4];
    for (int channel = 0; channel < 4; channel++) {
      input[(int) Math.floor(200 * samples.get(sample)[channel]) + 10][channel] = true;
    }
    return input;
  }

  private static StepByStep.Layer layer(Map<String, Tensor> drawn, String name, int post) {
    Tensor weights = drawn.get(name + ".weights");
    Tensor delays = drawn.get(name + ".delays");
    int pre = weights.size() / post;
    float[][] w = new float[pre][post];
    int[][] d = new int[pre][post];
    for (int i = 0; i < weights.size(); i++) {
      w[i / post][i % post] = weights.toFloats()[i];
      d[i / post][i % post] = delays.toInts()[i];
      assertThat(d[i / post][i % post]).isBetween(1, 20);
    }
    return new StepByStep.Layer(w, d, TAU_SYNAPSE, TAU_MEMBRANE, 1, 0);
  }

  private static int checkSpikes(
      HostArray got, List<List<StepByStep.Trace>> expected, int layer, int first, int neurons) {
    byte[] values = got.bytes();
    assertThat(values).hasSize(CHUNK * SAMPLES * neurons);
    int spikes = 0;
    for (int i = 0; i < values.length; i++) {
      int step = first + i / (SAMPLES * neurons);
      int sample = i / neurons % SAMPLES;
      int neuron = i % neurons;
      boolean spike = expected.get(sample).get(layer).spikes()[step][neuron];
      if (spike != (values[i] != 0)) {
        assertThat(values[i] != 0)
            .as("spike of layer %d, sample %d, neuron %d, step %d", layer, sample, neuron, step)
            .isEqualTo(spike);
      }
      spikes += spike ? 1 : 0;
    }
    return spikes;
  }

  private static void checkVoltages(
      float[] got,
      List<List<StepByStep.Trace>> expected,
      int layer,
      int first,
      int steps,
      int neurons) {
    assertThat(got).hasSize(steps * SAMPLES * neurons);
    for (int i = 0; i < got.length; i++) {
      int step = first + i / (SAMPLES * neurons);
      int sample = i / neurons % SAMPLES;
      float voltage = expected.get(sample).get(layer).voltages()[step][i % neurons];
      if (Math.abs(got[i] - voltage) > 1e-5f) {
        assertThat(got[i])
            .as("voltage of layer %d, sample %d, step %d", layer, sample, step)
            .isCloseTo(voltage, within(1e-5f));
      }
    }
  }

  private static int sum(HostArray counts) {
    return IntStream.of(counts.ints()).sum();
  }

  private static int count(List<List<StepByStep.Trace>> traces, int layer) {
    int count = 0;
    for (List<StepByStep.Trace> sample : traces) {
      for (boolean[] row : sample.get(layer).spikes()) {
        for (boolean spike : row) {
          count += spike ? 1 : 0;
        }
      }
    }
    return count;
  }
}
