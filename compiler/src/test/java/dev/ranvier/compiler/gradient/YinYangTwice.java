package dev.ranvier.compiler.gradient;

import static dev.ranvier.compiler.dsl.Declare.dense;
import static dev.ranvier.compiler.dsl.Declare.dt;
import static dev.ranvier.compiler.dsl.Declare.explicit;
import static dev.ranvier.compiler.dsl.Declare.exponential;
import static dev.ranvier.compiler.dsl.Declare.ms;
import static dev.ranvier.compiler.dsl.Declare.uniform;

import dev.ranvier.compiler.derivative.ArrivalRule;
import dev.ranvier.compiler.dsl.Network;
import dev.ranvier.compiler.exact.ExactGradient;
import dev.ranvier.compiler.exact.ExactNetwork;
import dev.ranvier.compiler.exact.ExactNetwork.Synapse;
import dev.ranvier.compiler.exact.ExactRun;
import dev.ranvier.compiler.exact.Membrane;
import dev.ranvier.compiler.exact.VoltageIntegral;
import dev.ranvier.compiler.neuron.LeakyReadout;
import dev.ranvier.compiler.neuron.Lif;
import dev.ranvier.compiler.train.Loss;
import dev.ranvier.compiler.train.Objective;
import dev.ranvier.compiler.train.Readout;
import dev.ranvier.compiler.train.Recipe;
import dev.ranvier.compiler.train.Schedule;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;

/// One batch and one network, 5-hidden-3, run by a clock and from event to event. Five channels
/// spike once, at 0.5 ms + 10 ms v for v = x, y, 1 - x, 1 - y and 0; a class's logit is the
/// integral of 3 exp(-t/6 ms) V, the loss is the cross entropy.
///
/// @param hiddenWeights of tm V' = -V + I, that is, in units of voltage; `[source][target]`
/// @param inputs `[sample][channel]`, in ms
@SuppressWarnings("ArrayRecordComponent") // never compared
record YinYangTwice(
    int hidden,
    double[][] hiddenWeights,
    double[][] labelWeights,
    double[][] hiddenDelays,
    double[][] labelDelays,
    double[][] inputs,
    int[] labels) {
  static final double TAU_MEMBRANE = 6;
  static final double TAU_SYNAPSE = 3;
  private static final int CHANNELS = 5;
  private static final int CLASSES = 3;
  private static final double SHORTEST = 0.25;
  private static final double LONGEST = 2;
  private static final double END = 30;
  private static final VoltageIntegral READOUT = new VoltageIntegral(6, 3);
  private static final Membrane MEMBRANE = new Membrane(TAU_MEMBRANE, TAU_SYNAPSE);

  /// @param grid in ms: inputs and delays are multiples of it; 0 for any
  static YinYangTwice draw(long seed, int hidden, int batch, double grid) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] inputs = new double[batch][];
    int[] labels = new int[batch];
    for (int sample = 0; sample < batch; sample++) {
      double x = random.nextDouble();
      double y = random.nextDouble();
      inputs[sample] =
          Arrays.stream(new double[] {x, y, 1 - x, 1 - y, 0})
              .map(v -> rounded(0.5 + 10 * v, grid))
              .toArray();
      labels[sample] = random.nextInt(CLASSES);
    }
    return new YinYangTwice(
        hidden,
        matrix(CHANNELS, hidden, () -> random.nextGaussian(1.2, 0.8)),
        matrix(hidden, CLASSES, () -> random.nextGaussian(0, 0.3)),
        matrix(CHANNELS, hidden, () -> delay(random, grid)),
        matrix(hidden, CLASSES, () -> delay(random, grid)),
        inputs,
        labels);
  }

  private static double delay(RandomGenerator random, double grid) {
    return rounded(random.nextDouble(SHORTEST, LONGEST), grid);
  }

  private static double rounded(double time, double grid) {
    return grid == 0 ? time : grid * Math.rint(time / grid);
  }

  private static double[][] matrix(int rows, int columns, DoubleSupplier supplier) {
    double[][] matrix = new double[rows][columns];
    for (double[] row : matrix) {
      Arrays.setAll(row, _ -> supplier.getAsDouble());
    }
    return matrix;
  }

  private static double[] flat(double[][] rows) {
    return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
  }

  /// By the names of what is trained, as the clocked network's ports are called and in its units;
  /// `loss`, and how many spikes there were.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Result(Map<String, double[]> gradients, double loss, long spikes) {}

  /// Of the network as it is written.
  Result exact() {
    return exact(1);
  }

  /// Of the network whose postsynaptic potentials are those of the clocked one: its step `V' = beta
  /// V + I dt` takes the current of the step's beginning for all of it, so that, at all multiples of
  /// dt, every potential is greater by one factor, which is about 1 + (1/tm + 1/ts) dt/2:
  ///
  ///     dt (1/ts - 1/tm) / (exp(-dt/tm) - exp(-dt/ts))
  Result exactAtStep(double step) {
    double difference = 1 / TAU_SYNAPSE - 1 / TAU_MEMBRANE;
    return exact(step * difference / (MEMBRANE.leak(step) - MEMBRANE.decay(step)));
  }

  private Result exact(double gain) {
    Map<String, double[]> sums = new HashMap<>();
    double loss = 0;
    long spikes = 0;
    for (int sample = 0; sample < labels.length; sample++) {
      ExactRun run = ExactRun.of(network(inputs[sample], gain));
      double[] logits = READOUT.logits(run);
      double most = Arrays.stream(logits, hidden, hidden + CLASSES).max().orElseThrow();
      double sum =
          Arrays.stream(logits, hidden, hidden + CLASSES).map(z -> Math.exp(z - most)).sum();
      double[] wanted = new double[logits.length];
      for (int c = 0; c < CLASSES; c++) {
        double share = Math.exp(logits[hidden + c] - most) / sum;
        wanted[hidden + c] = (share - (c == labels[sample] ? 1 : 0)) / labels.length;
      }
      loss += (Math.log(sum) + most - logits[hidden + labels[sample]]) / labels.length;
      spikes += run.spikes().size();
      double[] none = new double[run.spikes().size()];
      add(sums, ExactGradient.of(run, none, READOUT, wanted), gain);
    }
    return new Result(sums, loss, spikes);
  }

  private ExactNetwork network(double[] times, double gain) {
    List<Synapse> synapses = new ArrayList<>();
    for (int i = 0; i < CHANNELS * hidden; i++) {
      int source = i / hidden;
      int target = i % hidden;
      synapses.add(
          new Synapse(
              true,
              source,
              target,
              gain * hiddenWeights[source][target],
              hiddenDelays[source][target]));
    }
    for (int i = 0; i < hidden * CLASSES; i++) {
      int source = i / CLASSES;
      int label = i % CLASSES;
      synapses.add(
          new Synapse(
              false,
              source,
              hidden + label,
              gain * labelWeights[source][label],
              labelDelays[source][label]));
    }
    double[] thresholds = new double[hidden + CLASSES];
    Arrays.fill(thresholds, 0, hidden, 1);
    Arrays.fill(thresholds, hidden, hidden + CLASSES, Double.POSITIVE_INFINITY);
    double[][] inputs =
        Arrays.stream(times).mapToObj(t -> new double[] {t}).toArray(double[][]::new);
    return ExactNetwork.of(MEMBRANE, thresholds, 0, synapses, inputs, END);
  }

  private void add(Map<String, double[]> sums, ExactGradient gradient, double gain) {
    int first = CHANNELS * hidden;
    int all = first + hidden * CLASSES;
    double perClockedWeight = gain * TAU_MEMBRANE;
    add(sums, "in->hidden.weights", gradient.weights(), 0, first, perClockedWeight);
    add(sums, "hidden->label.weights", gradient.weights(), first, all, perClockedWeight);
    add(sums, "in->hidden.latencies", gradient.delays(), 0, first, 1);
    add(sums, "hidden->label.latencies", gradient.delays(), first, all, 1);
  }

  private static void add(
      Map<String, double[]> sums, String name, double[] values, int from, int to, double scale) {
    double[] sum = sums.computeIfAbsent(name, _ -> new double[to - from]);
    for (int i = from; i < to; i++) {
      sum[i - from] += scale * values[i];
    }
  }

  /// @param step in ms
  Network clockedNetwork(double step) {
    return Network.named(
        "twice",
        dt(ms(step)),
        n -> {
          var in = n.input("in", CHANNELS);
          var cells =
              n.population("hidden", hidden, Lif.exactReset().tauMembrane(ms(TAU_MEMBRANE)));
          var label = n.population("label", CLASSES, LeakyReadout.tau(ms(TAU_MEMBRANE)));
          n.project(
              in,
              cells,
              dense()
                  .weights(explicit(perMillisecond(hiddenWeights)))
                  .delays(uniform(ms(SHORTEST), ms(LONGEST)))
                  .synapse(exponential(ms(TAU_SYNAPSE))));
          n.project(
              cells,
              label,
              dense()
                  .weights(explicit(perMillisecond(labelWeights)))
                  .delays(uniform(ms(SHORTEST), ms(LONGEST)))
                  .synapse(exponential(ms(TAU_SYNAPSE))));
        });
  }

  private static double[][] perMillisecond(double[][] weights) {
    return Arrays.stream(weights)
        .map(row -> Arrays.stream(row).map(weight -> weight / TAU_MEMBRANE).toArray())
        .toArray(double[][]::new);
  }

  static Recipe recipe(ArrivalRule rule) {
    Readout readout = Readout.voltageIntegral(ms(READOUT.tau()), READOUT.scale());
    return Recipe.of(Objective.of("label", readout, Loss.crossEntropy()), Schedule.constant(0.1))
        .trainDelays("in->hidden", "hidden->label")
        .arrivals(rule);
  }

  Map<String, Tensor> given(double step) {
    Map<String, Tensor> given = new HashMap<>();
    int steps = (int) Math.rint(END / step);
    int batch = labels.length;
    int[] spikes = new int[steps * batch * CHANNELS];
    for (int sample = 0; sample < batch; sample++) {
      for (int channel = 0; channel < CHANNELS; channel++) {
        int at = (int) Math.rint(inputs[sample][channel] / step);
        spikes[(at * batch + sample) * CHANNELS + channel] = 1;
      }
    }
    given.put(
        "in.spikes", Tensor.ofInts(TensorType.of(ElementType.U8, steps, batch, CHANNELS), spikes));
    given.put("labels", Tensor.ofInts(TensorType.of(ElementType.I32, batch), labels));
    given.put("in->hidden.latencies", latencies(hiddenDelays));
    given.put("hidden->label.latencies", latencies(labelDelays));
    return given;
  }

  private static Tensor latencies(double[][] delays) {
    TensorType type = TensorType.of(ElementType.F32, delays.length, delays[0].length);
    return Tensor.ofDoubles(type, flat(delays));
  }

  Result clocked(double step, ArrivalRule rule) {
    Gradients got =
        Gradients.of(
            clockedNetwork(step).graph(), recipe(rule), (int) Math.rint(END / step), given(step));
    Map<String, double[]> gradients = new HashMap<>();
    got.gradients().forEach((name, tensor) -> gradients.put(name, tensor.toDoubles()));
    long spikes = Arrays.stream(got.metric("hidden.spikeCount").toLongs()).sum();
    return new Result(gradients, got.metric("loss").asDouble(0), spikes);
  }
}
