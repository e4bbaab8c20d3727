package dev.ranvier.examples;

import static dev.ranvier.compiler.dsl.Declare.dense;
import static dev.ranvier.compiler.dsl.Declare.dt;
import static dev.ranvier.compiler.dsl.Declare.exponential;
import static dev.ranvier.compiler.dsl.Declare.ms;
import static dev.ranvier.compiler.dsl.Declare.normal;
import static dev.ranvier.compiler.dsl.Declare.uniform;

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
import dev.ranvier.runtime.train.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// A task for delays: three inputs spike once each, 5 ms after each other, and the class is the
/// order in which they do. When it all begins is random, so that only relative times tell.
///
/// Membranes and synapses forget within 0.5 ms, to 1 in 20,000 until the next spike, and the
/// readout counts spikes whenever they come, so a hidden neuron has to see all three inputs at once
/// to tell an order from another: they must reach it by delays that differ by what the inputs'
/// times do. With delays of one step there is nothing to be told by.
final class LagTask {
  static final int CLASSES = 6;
  private static final int CHANNELS = 3;
  private static final int[][] ORDERS = {
    {0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}
  };
  private static final double STEP_MS = 0.25;
  static final int STEPS = 140;
  static final int EPOCHS = 30;
  static final int TRAINED = 1200;
  private static final int TESTED = 600;
  private static final int HIDDEN = 60;
  private static final double LAG_MS = 5;
  private static final double JITTER_MS = 0.15;
  private static final double EARLIEST_MS = 1;
  private static final double LATEST_MS = 9;
  private static final double LONGEST_MS = 12;
  private static final double MEMBRANE_MS = 0.5;
  private static final double SYNAPSE_MS = 0.25;

  private LagTask() {}

  /// @param delays whether delays are spread and learn, or are one step for good
  static Experiment experiment(TrainingChoice choice, boolean delays) {
    int updates = choice.updates(EPOCHS, TRAINED);
    Objective objective =
        Objective.of("label", Readout.voltageIntegral(ms(1e6), 3), Loss.crossEntropy());
    Recipe recipe =
        Recipe.of(objective, Schedule.cosine(0.02, updates, 0.01)).revival(0.02).delayRate(5);
    Split split =
        Split.given(
            IntStream.range(0, TRAINED).toArray(),
            new int[0],
            IntStream.range(TRAINED, TRAINED + TESTED).toArray());
    return new Experiment(
        network(delays),
        delays ? recipe.trainDelays("in->hidden") : recipe,
        data(choice.seed()),
        split,
        choice.batch(),
        STEPS,
        choice.epochs().orElse(EPOCHS));
  }

  private static TimedSpikes data(long seed) {
    Random random = new Random(seed);
    List<double[]> samples = new ArrayList<>();
    List<Integer> classes = new ArrayList<>();
    for (int sample = 0; sample < TRAINED + TESTED; sample++) {
      int order = sample % CLASSES;
      double begin = random.nextDouble(EARLIEST_MS, LATEST_MS);
      double[] times = new double[CHANNELS];
      for (int channel = 0; channel < CHANNELS; channel++) {
        double jitter = random.nextDouble(-JITTER_MS, JITTER_MS);
        times[channel] = begin + LAG_MS * ORDERS[order][channel] + jitter;
      }
      samples.add(times);
      classes.add(order);
    }
    return new TimedSpikes(samples, classes, STEP_MS, STEPS);
  }

  private static Network network(boolean delays) {
    return Network.named(
        "lags",
        dt(ms(STEP_MS)),
        n -> {
          var in = n.input("in", CHANNELS);
          var lif = Lif.surrogate(new SuperSpike(10)).tauMembrane(ms(MEMBRANE_MS));
          var hidden = n.population("hidden", HIDDEN, lif);
          var label = n.population("label", CLASSES, LeakyReadout.tau(ms(MEMBRANE_MS)));
          var connection = dense().synapse(exponential(ms(SYNAPSE_MS)));
          var first = connection.weights(normal(3, 1));
          n.project(
              in, hidden, delays ? first.delays(uniform(ms(STEP_MS), ms(LONGEST_MS))) : first);
          n.project(hidden, label, connection.weights(normal(0, 0.6)));
        });
  }
}
