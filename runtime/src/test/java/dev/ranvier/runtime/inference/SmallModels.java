package dev.ranvier.runtime.inference;

import static dev.ranvier.compiler.dsl.Declare.FAIL;
import static dev.ranvier.compiler.dsl.Declare.constant;
import static dev.ranvier.compiler.dsl.Declare.dense;
import static dev.ranvier.compiler.dsl.Declare.dt;
import static dev.ranvier.compiler.dsl.Declare.exponential;
import static dev.ranvier.compiler.dsl.Declare.fifo;
import static dev.ranvier.compiler.dsl.Declare.ms;
import static dev.ranvier.compiler.dsl.Declare.normal;
import static dev.ranvier.compiler.dsl.Declare.uniform;

import dev.ranvier.compiler.dsl.Network;
import dev.ranvier.compiler.neuron.LeakyReadout;
import dev.ranvier.compiler.neuron.Lif;
import dev.ranvier.compiler.train.Loss;
import dev.ranvier.compiler.train.Objective;
import dev.ranvier.compiler.train.Readout;
import dev.ranvier.compiler.train.Recipe;
import dev.ranvier.compiler.train.Schedule;
import dev.ranvier.runtime.train.Training;
import java.util.Random;

/// Small networks to infer with, their weights as they are drawn.
public final class SmallModels {
  public static final int CHANNELS = 5;
  public static final int CLASSES = 3;
  public static final int STEPS = 40;

  private SmallModels() {}

  /// Answers by voltages that are summed up over all steps.
  public static Training integrating() {
    return integrating(1);
  }

  /// With a threshold of all hidden neurons.
  static Training integrating(double threshold) {
    Network network =
        Network.named(
            "integrating",
            dt(ms(0.5)),
            n -> {
              var in = n.input("in", CHANNELS);
              var hidden =
                  n.population(
                      "hidden", 17, Lif.exactReset().tauMembrane(ms(5)).threshold(threshold));
              var label = n.population("label", CLASSES, LeakyReadout.tau(ms(5)));
              var strong = dense().weights(normal(0.6, 0.6)).synapse(exponential(ms(2)));
              n.project(in, hidden, strong.delays(uniform(ms(0.5), ms(4))));
              n.project(hidden, label, dense().weights(normal(0, 0.3)).synapse(exponential(ms(2))));
            });
    return training(network, Readout.voltageIntegral(ms(6), 3));
  }

  /// Answers by the first neuron that spikes; a channel that spikes makes it sure that one does.
  public static Training racing() {
    Network network =
        Network.named(
            "racing",
            dt(ms(0.5)),
            n -> {
              var in = n.input("in", CHANNELS);
              var label = n.population("label", CLASSES, Lif.exactReset().tauMembrane(ms(5)));
              n.project(
                  in,
                  label,
                  dense()
                      .weights(uniform(1.5, 3))
                      .delays(uniform(ms(0.5), ms(4)))
                      .synapse(exponential(ms(2))));
            });
    return training(network, Readout.firstSpikeTime(0));
  }

  /// Drops events of channels that spike in every step, which is an error.
  public static Training tight() {
    Network network =
        Network.named(
            "tight",
            dt(ms(0.5)),
            n -> {
              var in = n.input("in", CHANNELS);
              var label = n.population("label", CLASSES, Lif.exactReset());
              n.project(in, label, dense().delays(constant(ms(2))).queue(fifo(3)).onOverflow(FAIL));
            });
    return training(network, Readout.spikeCount(1));
  }

  /// `[samples, STEPS, CHANNELS]`: in each sample a few spikes, the earliest by `latest`.
  public static byte[] spikes(Random random, int samples, int latest) {
    byte[] spikes = new byte[samples * STEPS * CHANNELS];
    for (int sample = 0; sample < samples; sample++) {
      int first = random.nextInt(latest);
      spikes[at(sample, first, random.nextInt(CHANNELS))] = 1;
      for (int i = 0; i < 8; i++) {
        spikes[at(sample, first + random.nextInt(STEPS - first), random.nextInt(CHANNELS))] = 1;
      }
    }
    return spikes;
  }

  private static int at(int sample, int step, int channel) {
    return (sample * STEPS + step) * CHANNELS + channel;
  }

  private static Training training(Network network, Readout readout) {
    Objective objective = Objective.of("label", readout, Loss.crossEntropy());
    return Training.of(network, Recipe.of(objective, Schedule.constant(0.01))).steps(STEPS).seed(4);
  }
}
