package dev.ranvier.examples;

import static dev.ranvier.compiler.dsl.Declare.constant;
import static dev.ranvier.compiler.dsl.Declare.dt;
import static dev.ranvier.compiler.dsl.Declare.explicit;
import static dev.ranvier.compiler.dsl.Declare.exponential;
import static dev.ranvier.compiler.dsl.Declare.ms;
import static dev.ranvier.compiler.dsl.Declare.oneToOne;
import static dev.ranvier.compiler.dsl.Declare.spikes;
import static dev.ranvier.compiler.dsl.Declare.uniform;

import dev.ranvier.compiler.Compiler;
import dev.ranvier.compiler.Settings;
import dev.ranvier.compiler.dsl.Network;
import dev.ranvier.compiler.neuron.Lif;
import dev.ranvier.compiler.parameter.Delays;
import dev.ranvier.compiler.parameter.Weights;
import dev.ranvier.compiler.target.Targets;
import dev.ranvier.compiler.train.Objective;
import dev.ranvier.compiler.train.Readout;
import dev.ranvier.compiler.train.Recipe;
import dev.ranvier.compiler.train.Schedule;
import dev.ranvier.compiler.unit.Time;
import dev.ranvier.examples.data.TimedSpikes;
import dev.ranvier.examples.run.Spikes;
import dev.ranvier.runtime.array.HostArray;
import dev.ranvier.runtime.session.Recording;
import dev.ranvier.runtime.session.Session;
import dev.ranvier.runtime.session.SimulationProgress;
import dev.ranvier.runtime.train.Split;
import dev.ranvier.runtime.train.Trained;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/// Learns when to spike: 16 inputs that spike at random times, each joined to one neuron, which is
/// to spike at a time of its own. Its spike comes as late as the delay of the synapse says, so that
/// delays alone can learn it.
///
/// @param withWeights whether weights learn, too; else delays alone
record Alignment(boolean withWeights) {
  private static final int NEURONS = 16;
  private static final double STEP_MS = 0.1;
  private static final int STEPS = 280;
  private static final double LONGEST_MS = 16;
  private static final double LATEST_INPUT_MS = 8;

  /// Fires a neuron within half a millisecond.
  private static final double WEIGHT = 3;

  private static final SpikeTargets TARGETS = new SpikeTargets(10, 0.4);
  private static final String PROJECTION = "in->out";

  /// Updates of an epoch: all samples are the same.
  private static final int SAMPLES = 20;

  private static final int EPOCHS = 20;

  DelayReport.Aligned learn(Trials trials, long seed) throws IOException {
    TimedSpikes data = data(seed);
    Network before = network(constant(WEIGHT), uniform(ms(STEP_MS), ms(LONGEST_MS)));
    String name = withWeights ? "delays-and-weights" : "delays-alone";
    Trained trained = trials.train(experiment(before, data), seed, name).trained();
    return new DelayReport.Aligned(
        seed,
        withWeights ? "delays and weights" : "delays alone",
        largestError(trials.session(), before, data, seed),
        largestError(trials.session(), after(trained), data, seed),
        STEP_MS);
  }

  private Experiment experiment(Network network, TimedSpikes data) {
    Objective objective = Objective.of("out", Readout.firstSpikeTime(1), TARGETS);
    double fastestMs = 0.2;
    double fastestWeight = 0.01;
    Recipe recipe =
        withWeights
            ? Recipe.of(objective, Schedule.cosine(fastestWeight, EPOCHS * SAMPLES, 0.01))
                .delayRate(fastestMs / fastestWeight)
            : Recipe.of(objective, Schedule.cosine(fastestMs, EPOCHS * SAMPLES, 0.01))
                .trainWeights();
    Split split = Split.given(IntStream.range(0, SAMPLES).toArray(), new int[0], new int[0]);
    return new Experiment(network, recipe.trainDelays(PROJECTION), data, split, 1, STEPS, EPOCHS);
  }

  private static TimedSpikes data(long seed) {
    double[] times = new Random(seed).doubles(NEURONS, 0, LATEST_INPUT_MS).toArray();
    return new TimedSpikes(
        Collections.nCopies(SAMPLES, times), Collections.nCopies(SAMPLES, 0), STEP_MS, STEPS);
  }

  private static Network network(Weights weights, Delays delays) {
    return Network.named(
        "alignment",
        dt(ms(STEP_MS)),
        n -> {
          var in = n.input("in", NEURONS);
          var out = n.population("out", NEURONS, Lif.exactReset().tauMembrane(ms(2)));
          n.project(
              in, out, oneToOne().weights(weights).delays(delays).synapse(exponential(ms(1))));
          n.record(spikes(out));
        });
  }

  /// The network with what was learned, delays rounded to steps as in training.
  private Network after(Trained trained) {
    float[] delays = array(trained, PROJECTION + ".latencies").floats();
    Time[] rounded = new Time[delays.length];
    for (int i = 0; i < delays.length; i++) {
      rounded[i] = ms(Math.rint(delays[i] / STEP_MS) * STEP_MS);
    }
    return network(
        withWeights ? weights(array(trained, PROJECTION + ".weights")) : constant(WEIGHT),
        explicit(rounded));
  }

  private static Weights weights(HostArray array) {
    float[] floats = array.floats();
    return explicit(IntStream.range(0, floats.length).mapToDouble(i -> floats[i]).toArray());
  }

  private static HostArray array(Trained trained, String name) {
    return Optional.ofNullable(trained.parameters().get(name)).orElseThrow();
  }

  private static double largestError(
      Session session, Network network, TimedSpikes data, long seed) {
    var program =
        Compiler.target(Targets.cpu()).compile(network, Settings.batch(1).steps(STEPS).seed(seed));
    try (var loaded = session.load(program);
        var simulation = loaded.start()) {
      Recording recording =
          simulation.run(
              STEPS, data.inputs(new int[] {0}, Optional.empty()), SimulationProgress.NONE);
      double[] first = new double[NEURONS];
      Arrays.fill(first, STEPS * STEP_MS);
      List<Spikes.Spike> spikes = Spikes.of(recording.spikes("out")).of(0);
      for (Spikes.Spike spike : spikes) {
        first[spike.neuron()] = Math.min(first[spike.neuron()], spike.step() * STEP_MS);
      }
      return IntStream.range(0, NEURONS)
          .mapToDouble(i -> Math.abs(first[i] - TARGETS.of(i)))
          .max()
          .orElseThrow();
    }
  }
}
