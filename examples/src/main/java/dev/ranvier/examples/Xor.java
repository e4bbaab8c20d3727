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
import dev.ranvier.examples.data.TimedSpikes;
import dev.ranvier.examples.run.Progress;
import dev.ranvier.runtime.session.Session;
import dev.ranvier.runtime.train.Split;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// Learns the exclusive or of two inputs, the smallest task that needs hidden neurons: an input is
/// an early spike for 0 and a late one for 1, give or take a little, and a third one spikes first,
/// so that there is a time to compare with.
public final class Xor implements TrainedModel {
  private static final double STEP_MS = 0.25;
  private static final int STEPS = 80;
  private static final int EPOCHS = 100;
  private static final int HIDDEN = 20;
  private static final int TRAINED = 200;
  private static final int TESTED = 200;
  private static final double FIRST_MS = 1;
  private static final double LATER_MS = 5;
  private static final double JITTER_MS = 0.5;
  private static final double MEMBRANE_MS = 6;
  private static final double SYNAPSE_MS = 3;
  private static final String SURROGATE = "surrogate";
  private static final String TIME = "spike-time";

  /// Trains the model on an embedded runtime.
  public static void main(String[] arguments) throws IOException {
    try (Session session = Session.embedded()) {
      Report report = new Xor().run(session, RunRequest.defaults(), Progress.SILENT);
      report.lines().forEach(System.out::println);
    }
  }

  @Override
  public String name() {
    return "xor";
  }

  @Override
  public String summary() {
    return "learns the exclusive or of two spike times, 3-20-2 neurons";
  }

  @Override
  public List<String> gradients() {
    return List.of(TIME, SURROGATE);
  }

  @Override
  public int defaultBatch() {
    return 50;
  }

  @Override
  public Experiment experiment(TrainingChoice choice) {
    int updates = choice.updates(EPOCHS, TRAINED);
    Objective objective =
        Objective.of("label", Readout.voltageIntegral(ms(6), 3), Loss.crossEntropy());
    double unit = 1 / MEMBRANE_MS;
    Recipe recipe =
        Recipe.of(objective, Schedule.cosine(0.01 * unit, updates, 0.01)).revival(0.02 * unit);
    Split split =
        Split.given(
            IntStream.range(0, TRAINED).toArray(),
            new int[0],
            IntStream.range(TRAINED, TRAINED + TESTED).toArray());
    Lif neuron =
        choice.gradient().equals(TIME) ? Lif.exactReset() : Lif.surrogate(new SuperSpike(10));
    return new Experiment(
        network(neuron),
        recipe,
        data(choice.seed()),
        split,
        choice.batch(),
        STEPS,
        choice.epochs().orElse(EPOCHS));
  }

  /// The four patterns in turn.
  private static TimedSpikes data(long seed) {
    Random random = new Random(seed);
    List<double[]> samples =
        IntStream.range(0, TRAINED + TESTED)
            .mapToObj(
                sample ->
                    new double[] {
                      time(random, sample & 1), time(random, sample >> 1 & 1), FIRST_MS
                    })
            .toList();
    List<Integer> classes =
        IntStream.range(0, TRAINED + TESTED).mapToObj(i -> (i ^ i >> 1) & 1).toList();
    return new TimedSpikes(samples, classes, STEP_MS, STEPS);
  }

  private static double time(Random random, int bit) {
    return FIRST_MS + LATER_MS * bit + random.nextDouble(-JITTER_MS, JITTER_MS);
  }

  private static Network network(Lif neuron) {
    double unit = 1 / MEMBRANE_MS;
    return Network.named(
        "xor",
        dt(ms(STEP_MS)),
        n -> {
          var in = n.input("in", 3);
          var hidden = n.population("hidden", HIDDEN, neuron.tauMembrane(ms(MEMBRANE_MS)));
          var label = n.population("label", 2, LeakyReadout.tau(ms(MEMBRANE_MS)));
          var connection = dense().synapse(exponential(ms(SYNAPSE_MS)));
          n.project(in, hidden, connection.weights(normal(1.5 * unit, 1.5 * unit)));
          n.project(hidden, label, connection.weights(normal(0, 0.3 * unit)));
        });
  }
}
