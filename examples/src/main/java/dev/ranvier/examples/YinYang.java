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
import dev.ranvier.examples.data.YinYangSpikes;
import dev.ranvier.examples.run.Progress;
import dev.ranvier.runtime.session.Session;
import java.io.IOException;
import java.util.List;

/// Learns the Yin-Yang task: 5 inputs (the four values of a sample and one that is the same for
/// all), 120 hidden neurons and 3 integrators, whose voltages, early ones weighing more, say how
/// much a class is meant. Weights into hidden neurons that are silent in a batch grow a little.
///
/// Both ways to differentiate a spike are here: by a surrogate, or by its time.
public final class YinYang implements TrainedModel {
  static final double STEP_MS = 0.1;
  static final int STEPS = 300;
  private static final int EPOCHS = 40;

  private static final String SURROGATE = "surrogate";
  private static final String TIME = "spike-time";

  /// Trains the model on an embedded runtime.
  public static void main(String[] arguments) throws IOException {
    try (Session session = Session.embedded()) {
      Report report = new YinYang().run(session, RunRequest.defaults(), Progress.SILENT);
      report.lines().forEach(System.out::println);
    }
  }

  @Override
  public String name() {
    return "yinyang";
  }

  @Override
  public String summary() {
    return "learns the Yin-Yang data set, 5-120-3 neurons";
  }

  @Override
  public List<String> gradients() {
    return List.of(SURROGATE, TIME);
  }

  @Override
  public int defaultBatch() {
    return 100;
  }

  @Override
  public Experiment experiment(TrainingChoice choice) {
    Way way = choice.gradient().equals(TIME) ? Way.SPIKE_TIME : Way.SURROGATE;
    YinYangSpikes data = new YinYangSpikes(STEP_MS, STEPS);
    int updates = choice.updates(EPOCHS, data.split().training().length);
    Objective objective =
        Objective.of("label", Readout.voltageIntegral(ms(6), 3), Loss.crossEntropy());
    double unit = 1 / way.membrane;
    Recipe recipe =
        Recipe.of(objective, Schedule.cosine(0.01 * unit, updates, 0.01)).revival(0.02 * unit);
    int epochs = choice.epochs().orElse(EPOCHS);
    return new Experiment(network(way), recipe, data, data.split(), choice.batch(), STEPS, epochs);
  }

  /// The numbers that go with a way to differentiate. Time constants are in ms; the means and
  /// deviations of weights are those of currents that a membrane's leak balances, as in tau dV/dt =
  /// -V + I: divided by tau they are in volts per ms.
  private enum Way {
    SURROGATE(3, 1.5, 2, 1.5),
    SPIKE_TIME(6, 3, 1.2, 0.8);

    private final double membrane;
    private final double synapse;
    private final double mean;
    private final double deviation;

    Way(double membrane, double synapse, double mean, double deviation) {
      this.membrane = membrane;
      this.synapse = synapse;
      this.mean = mean;
      this.deviation = deviation;
    }

    private Lif neuron() {
      Lif lif =
          switch (this) {
            case SURROGATE -> Lif.surrogate(new SuperSpike(10)).detachedReset();
            case SPIKE_TIME -> Lif.exactReset();
          };
      return lif.tauMembrane(ms(membrane));
    }
  }

  private static Network network(Way way) {
    double unit = 1 / way.membrane;
    return Network.named(
        "yinyang",
        dt(ms(STEP_MS)),
        n -> {
          var in = n.input("in", 5);
          var hidden = n.population("hidden", 120, way.neuron());
          var label = n.population("label", 3, LeakyReadout.tau(ms(way.membrane)));
          var connection = dense().synapse(exponential(ms(way.synapse)));
          n.project(in, hidden, connection.weights(normal(way.mean * unit, way.deviation * unit)));
          n.project(hidden, label, connection.weights(normal(0, 0.3 * unit)));
        });
  }
}
