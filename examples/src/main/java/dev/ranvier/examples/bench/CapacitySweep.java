package dev.ranvier.examples.bench;

import static dev.ranvier.compiler.dsl.Declare.dense;
import static dev.ranvier.compiler.dsl.Declare.dt;
import static dev.ranvier.compiler.dsl.Declare.exponential;
import static dev.ranvier.compiler.dsl.Declare.ms;
import static dev.ranvier.compiler.dsl.Declare.normal;
import static dev.ranvier.compiler.dsl.Declare.ring;
import static dev.ranvier.compiler.dsl.Declare.uniform;

import dev.ranvier.compiler.dsl.Network;
import dev.ranvier.compiler.neuron.LeakyReadout;
import dev.ranvier.compiler.neuron.Lif;
import dev.ranvier.compiler.queue.Queue;
import dev.ranvier.compiler.surrogate.SuperSpike;
import dev.ranvier.compiler.train.Loss;
import dev.ranvier.compiler.train.Objective;
import dev.ranvier.compiler.train.Readout;
import dev.ranvier.compiler.train.Recipe;
import dev.ranvier.compiler.train.Schedule;
import dev.ranvier.examples.data.DigitSpikes;
import dev.ranvier.examples.data.LatencyCode;
import dev.ranvier.examples.data.SmallDigits;
import dev.ranvier.runtime.array.HostArray;
import dev.ranvier.runtime.session.Session;
import dev.ranvier.runtime.train.Split;
import dev.ranvier.runtime.train.Tested;
import dev.ranvier.runtime.train.Trained;
import dev.ranvier.runtime.train.Training;
import dev.ranvier.runtime.train.TrainingListener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;

/// What a queue that holds few events does to a network that tells handwritten digits: 100 hidden
/// neurons, driven to some 100 Hz, reach the readout over delays of up to 15 ms, so that several
/// spikes of a synapse are under way at once. Trained with rings, which lose nothing, and then run
/// with queues of several capacities; and trained with these queues.
///
/// @param queue of a capacity
/// @param capacities that are tried
/// @param seed of parameters and of the order of samples
public record CapacitySweep(
    IntFunction<Queue> queue, List<Integer> capacities, int epochs, long seed) {
  private static final double STEP_MS = 0.5;
  private static final int STEPS = 60;
  private static final int BATCH = 100;
  private static final int HIDDEN = 100;
  private static final int DIGITS = 10;
  private static final double MEMBRANE_MS = 6;
  private static final double LONGEST_DELAY_MS = 15;
  private static final double TESTED = 0.2;
  private static final double RATE = 0.01 / MEMBRANE_MS;

  public CapacitySweep {
    capacities = List.copyOf(capacities);
  }

  /// What queues did on test samples.
  ///
  /// @param sent events, one for each synapse that a spike goes to
  /// @param dropped events of those
  /// @param accuracy in [0, 1]
  public record Run(long sent, long dropped, double accuracy) {
    /// The share of events that were dropped.
    public double dropRate() {
      return (double) dropped / Math.max(1, sent);
    }
  }

  /// @param capacity of each queue
  /// @param trainedWithoutDrops the network that was trained with rings, with such queues
  /// @param trainedWithDrops the network that was trained with such queues
  public record Point(int capacity, Run trainedWithoutDrops, Run trainedWithDrops) {}

  /// @param lossless the network with rings
  public record Curve(Run lossless, List<Point> points) {
    public Curve {
      points = List.copyOf(points);
    }
  }

  /// The network that was trained with rings.
  ///
  /// @param parameters that it has learned
  public record Lossless(Map<String, HostArray> parameters, Run run) {}

  /// @param done is told how many of the trainings are through
  public Curve run(Session session, IntConsumer done) throws IOException {
    Lossless lossless = lossless(session);
    done.accept(1);
    List<Point> points = new ArrayList<>();
    for (int capacity : capacities) {
      points.add(point(session, lossless, capacity));
      done.accept(1 + points.size());
    }
    return new Curve(lossless.run(), points);
  }

  /// Trains the network with rings.
  public Lossless lossless(Session session) throws IOException {
    DigitSpikes data = data();
    Trained trained = fit(session, ring(), data, split(data));
    return new Lossless(trained.parameters(), run(trained.tested().orElseThrow()));
  }

  /// Tries queues of one capacity.
  public Point point(Session session, Lossless lossless, int capacity) throws IOException {
    DigitSpikes data = data();
    Split split = split(data);
    Queue few = queue.apply(capacity);
    Tested without =
        training(few, data, split).test(session, data, split.test(), lossless.parameters());
    Trained with = fit(session, few, data, split);
    return new Point(capacity, run(without), run(with.tested().orElseThrow()));
  }

  private static DigitSpikes data() {
    return new DigitSpikes(SmallDigits.all(), false, 0, LatencyCode.DEFAULT, STEP_MS, STEPS);
  }

  private Split split(DigitSpikes data) {
    return Split.stratified(data.labels(), 0, TESTED, seed);
  }

  private Trained fit(Session session, Queue queues, DigitSpikes data, Split split)
      throws IOException {
    return training(queues, data, split).fit(session, data, split, TrainingListener.NONE);
  }

  private Training training(Queue queues, DigitSpikes data, Split split) {
    Objective objective =
        Objective.of("label", Readout.voltageIntegral(ms(MEMBRANE_MS), 3), Loss.crossEntropy());
    int updates = epochs * (split.training().length / BATCH);
    Recipe recipe = Recipe.of(objective, Schedule.cosine(RATE, updates, 0.01));
    return Training.of(network(queues, data.channels()), recipe)
        .batch(BATCH)
        .steps(STEPS)
        .epochs(epochs)
        .seed(seed);
  }

  private static Network network(Queue queues, int channels) {
    return Network.named(
        "sweep",
        dt(ms(STEP_MS)),
        n -> {
          var lif = Lif.surrogate(new SuperSpike(10)).detachedReset().tauMembrane(ms(MEMBRANE_MS));
          var in = n.input("in", channels);
          var hidden = n.population("hidden", HIDDEN, lif);
          n.drive(hidden, uniform(1.1 / MEMBRANE_MS, 1.8 / MEMBRANE_MS));
          var label = n.population("label", DIGITS, LeakyReadout.tau(ms(MEMBRANE_MS)));
          var connection = dense().synapse(exponential(ms(3)));
          n.project(in, hidden, connection.weights(normal(0, 0.2 / MEMBRANE_MS)));
          n.project(
              hidden,
              label,
              connection
                  .weights(normal(0, 0.3 / MEMBRANE_MS))
                  .delays(uniform(ms(STEP_MS), ms(LONGEST_DELAY_MS)))
                  .queue(queues));
        });
  }

  private static Run run(Tested tested) {
    long sent = DIGITS * Objects.requireNonNull(tested.spikes().get("hidden"));
    return new Run(
        sent, Objects.requireNonNull(tested.dropped().get("hidden->label")), tested.accuracy());
  }
}
