package dev.ranvier.examples;

import static dev.ranvier.compiler.dsl.Declare.dense;
import static dev.ranvier.compiler.dsl.Declare.dt;
import static dev.ranvier.compiler.dsl.Declare.exponential;
import static dev.ranvier.compiler.dsl.Declare.ms;
import static dev.ranvier.compiler.dsl.Declare.normal;
import static dev.ranvier.compiler.dsl.Declare.spikes;
import static dev.ranvier.compiler.dsl.Declare.uniform;
import static dev.ranvier.compiler.dsl.Declare.voltage;

import dev.ranvier.compiler.dsl.Network;
import dev.ranvier.compiler.neuron.Lif;
import dev.ranvier.compiler.target.Targets;
import dev.ranvier.examples.data.SpikeCode;
import dev.ranvier.examples.data.YinYangData;
import dev.ranvier.examples.run.Progress;
import dev.ranvier.runtime.session.Session;
import java.io.IOException;

/// The Yin-Yang task on a network of 4 inputs, 120 hidden and 3 label neurons with mixed delays of
/// 1 to 20 steps. Each sample comes in as 4 spikes; the label neuron that spikes first is the
/// answer. The weights are random, so the answers are not right yet: this shows a run, not
/// training.
public final class UntrainedYinYang implements Model {
  static final double STEP_MS = 0.05;
  static final int STEPS = 250;

  /// Spikes of the values 0 to 1 come at 0.5 to 10.5 ms.
  static final SpikeCode CODE = new SpikeCode(10, 200, STEPS);

  private static final int DEFAULT_SAMPLES = 1000;

  /// Runs the model on an embedded runtime.
  public static void main(String[] arguments) throws IOException {
    try (Session session = Session.embedded()) {
      Report report = new UntrainedYinYang().run(session, RunRequest.defaults(), Progress.SILENT);
      report.lines().forEach(System.out::println);
    }
  }

  @Override
  public String name() {
    return "yinyang-untrained";
  }

  @Override
  public String summary() {
    return "the Yin-Yang data set on 4-120-3 neurons with mixed delays, untrained";
  }

  @Override
  public Network network() {
    return Network.named(
        "yinyang",
        dt(ms(STEP_MS)),
        n -> {
          var lif = Lif.exactReset().tauMembrane(ms(3)).threshold(1);
          var in = n.input("in", 4);
          var hidden = n.population("hidden", 120, lif);
          var label = n.population("label", 3, lif);
          var delayed = dense().delays(uniform(ms(0.05), ms(1))).synapse(exponential(ms(1.5)));
          n.project(in, hidden, delayed.weights(normal(0.3, 0.5)));
          n.project(hidden, label, delayed.weights(normal(0.02, 0.35)));
          n.record(spikes(hidden), spikes(label), voltage(label));
        });
  }

  @Override
  public int steps() {
    return STEPS;
  }

  @Override
  public int samples() {
    return YinYangData.all().size();
  }

  @Override
  public int defaultBatch() {
    return 100;
  }

  @Override
  public Report run(Session session, RunRequest request, Progress progress) throws IOException {
    int samples = request.samples().orElse(DEFAULT_SAMPLES);
    int batch = Math.min(samples, request.batch().orElse(defaultBatch()));
    try (var loaded = session.load(compile(Targets.cpu(), batch, request.seed()))) {
      var run = new UntrainedYinYangRun(loaded, YinYangData.all().subList(0, samples), batch);
      return run.run(request.out(), progress);
    }
  }
}
