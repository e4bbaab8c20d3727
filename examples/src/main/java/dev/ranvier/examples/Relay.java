package dev.ranvier.examples;

import static dev.ranvier.compiler.dsl.Declare.constant;
import static dev.ranvier.compiler.dsl.Declare.dense;
import static dev.ranvier.compiler.dsl.Declare.dt;
import static dev.ranvier.compiler.dsl.Declare.exponential;
import static dev.ranvier.compiler.dsl.Declare.ms;
import static dev.ranvier.compiler.dsl.Declare.spikes;
import static dev.ranvier.compiler.dsl.Declare.voltage;

import dev.ranvier.compiler.dsl.Network;
import dev.ranvier.compiler.neuron.Lif;
import dev.ranvier.compiler.target.Targets;
import dev.ranvier.examples.picture.RasterPicture;
import dev.ranvier.examples.picture.VoltagePicture;
import dev.ranvier.examples.picture.VoltagePicture.Trace;
import dev.ranvier.examples.picture.VoltagePicture.Traces;
import dev.ranvier.examples.run.Progress;
import dev.ranvier.examples.run.Spikes;
import dev.ranvier.examples.run.Voltages;
import dev.ranvier.runtime.session.Recording;
import dev.ranvier.runtime.session.Session;
import dev.ranvier.runtime.session.SimulationProgress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Two neurons in a row, joined by a delay of 3 ms: the smallest network that shows what a delay
/// does. A spike comes in at 2 ms, the first neuron passes it on, and the second one spikes 3 ms
/// after the first.
public final class Relay implements Model {
  private static final double STEP_MS = 0.1;
  private static final int STEPS = 100;
  private static final int INPUT_STEP = 20;

  /// Runs the model on an embedded runtime.
  public static void main(String[] arguments) throws IOException {
    try (Session session = Session.embedded()) {
      Report report = new Relay().run(session, RunRequest.defaults(), Progress.SILENT);
      report.lines().forEach(System.out::println);
    }
  }

  @Override
  public String name() {
    return "relay";
  }

  @Override
  public String summary() {
    return "two neurons joined by a delay of 3 ms; the smallest example";
  }

  @Override
  public Network network() {
    return Network.named(
        "relay",
        dt(ms(STEP_MS)),
        n -> {
          var in = n.input("in", 1);
          var lif = Lif.exactReset().tauMembrane(ms(2)).threshold(1);
          var first = n.population("first", 1, lif);
          var second = n.population("second", 1, lif);
          var strong = dense().weights(constant(12)).synapse(exponential(ms(0.1)));
          n.project(in, first, strong);
          n.project(first, second, strong.delays(constant(ms(3))));
          n.record(spikes(first), spikes(second), voltage(first), voltage(second));
        });
  }

  @Override
  public int steps() {
    return STEPS;
  }

  @Override
  public int samples() {
    return 1;
  }

  @Override
  public int defaultBatch() {
    return 1;
  }

  @Override
  public Report run(Session session, RunRequest request, Progress progress) throws IOException {
    byte[] steps = new byte[STEPS];
    steps[INPUT_STEP] = 1;
    Spikes in = new Spikes(STEPS, 1, 1, steps);
    try (var loaded = session.load(compile(Targets.cpu(), 1, request.seed()));
        var simulation = loaded.start()) {
      Recording recording =
          simulation.run(STEPS, Map.of("in.spikes", in.toArray()), SimulationProgress.NONE);
      return report(in, recording, request.out());
    }
  }

  private static RelayReport report(Spikes given, Recording recording, Path out)
      throws IOException {
    Spikes first = Spikes.of(recording.spikes("first"));
    Spikes second = Spikes.of(recording.spikes("second"));
    double end = STEPS * STEP_MS;
    List<Path> files = new ArrayList<>();
    files.addAll(
        RasterPicture.draw(
                "relay: a spike and its echo 3 ms later",
                end,
                List.of(
                    RasterPicture.rows("in", given, 0, STEP_MS),
                    RasterPicture.rows("first", first, 0, STEP_MS),
                    RasterPicture.rows("second", second, 0, STEP_MS)))
            .write(out, "relay-raster"));
    files.addAll(
        VoltagePicture.draw(
                "relay: membrane voltages",
                STEP_MS,
                List.of(traces("first", first, recording), traces("second", second, recording)))
            .write(out, "relay-voltage"));
    return new RelayReport(
        times(given), times(first), times(second), files.stream().map(Path::toString).toList());
  }

  private static Traces traces(String population, Spikes spikes, Recording recording) {
    List<Float> voltage = Voltages.of(recording.voltage(population)).of(0, 0);
    return new Traces(population, 1, List.of(Trace.of("voltage", voltage, spikes, 0, 0)));
  }

  private static List<Double> times(Spikes spikes) {
    return spikes.of(0).stream()
        .map(spike -> Math.rint(spike.step() * STEP_MS * 1000) / 1000)
        .toList();
  }
}
