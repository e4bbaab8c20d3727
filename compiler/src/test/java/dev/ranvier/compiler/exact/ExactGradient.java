package dev.ranvier.compiler.exact;

import dev.ranvier.compiler.exact.ExactNetwork.Synapse;
import dev.ranvier.compiler.exact.ExactRun.Arrival;
import dev.ranvier.compiler.exact.ExactRun.Spike;
import java.util.Arrays;

/// The gradient of a loss of spike times and of [VoltageIntegral]s, backwards from event to event.
/// Each neuron carries the derivatives v and i of the loss by its voltage and its current, which
/// between events a time s apart go back as
///
///     i := i exp(-s/ts) + v k(s),   v := v exp(-s/tm)
///
/// - Arrival of weight w: dw += i; a later one by t leaves less voltage and more current: dt += w
///   (i/ts - v/tm), which is the delay's and the spike's that arrived.
/// - Spike: its time's derivative is B = (what is said of it) + (its arrivals') - v (I - reset)/tm;
///   then v := -B / slope, and the threshold gets B / slope.
///
/// A threshold that spikes raise has a derivative a, which goes back as a exp(-s/ta).
///
/// @param weights by synapse, as the loss changes with them
/// @param delays by synapse, per ms
/// @param inputs by input spike, channel by channel, per ms
/// @param thresholds by neuron
/// @param adaptation by neuron
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ExactGradient(
    double[] weights,
    double[] delays,
    double[] inputs,
    double[] thresholds,
    double[] adaptation,
    double reset) {
  /// A slope at the threshold is taken to be at least this times 1/tm.
  private static final double LEAST = 1e-6;

  /// A loss of spike times alone.
  ///
  /// @param times the loss's derivative by the time of each spike of the run
  public static ExactGradient of(ExactRun run, double[] times) {
    double[] none = new double[run.network().neurons()];
    return of(run, times, new VoltageIntegral(1, 0), none);
  }

  /// @param readout how neurons that never spike are read
  /// @param logits the loss's derivative by each neuron's logit
  public static ExactGradient of(
      ExactRun run, double[] times, VoltageIntegral readout, double[] logits) {
    return new Sweep(run, times, readout, logits).swept();
  }

  /// The run backwards.
  private static final class Sweep {
    private final ExactRun run;
    private final ExactNetwork network;
    private final VoltageIntegral readout;
    private final double[] logits;
    private final double[] times;
    private final double[] v;
    private final double[] i;
    private final double[] a;
    private final double[] at;
    private final double[] weights;
    private final double[] delays;
    private final double[] inputs;
    private final double[] thresholds;
    private final double[] adaptation;
    private double reset;

    Sweep(ExactRun run, double[] times, VoltageIntegral readout, double[] logits) {
      this.run = run;
      this.network = run.network();
      this.readout = readout;
      this.logits = logits;
      this.times = times.clone();
      int neurons = network.neurons();
      this.v = new double[neurons];
      this.i = new double[neurons];
      this.a = new double[neurons];
      this.at = new double[neurons];
      Arrays.fill(at, network.end());
      this.weights = new double[network.synapses().size()];
      this.delays = new double[network.synapses().size()];
      this.inputs = new double[ExactRun.firstInput(network, network.inputs().length)];
      this.thresholds = new double[neurons];
      this.adaptation = new double[neurons];
    }

    ExactGradient swept() {
      for (ExactRun.Event event : run.events().reversed()) {
        switch (event) {
          case Arrival arrival -> arrival(arrival);
          case Spike spike -> spike(spike);
        }
      }
      return new ExactGradient(weights, delays, inputs, thresholds, adaptation, reset);
    }

    private void back(int neuron, double time) {
      double passed = at[neuron] - time;
      Membrane membrane = network.membrane();
      i[neuron] = i[neuron] * membrane.decay(passed) + v[neuron] * membrane.kernel(passed);
      v[neuron] *= membrane.leak(passed);
      a[neuron] *= Math.exp(-passed / network.tauAdaptation());
      at[neuron] = time;
    }

    private void arrival(Arrival arrival) {
      Synapse synapse = network.synapses().get(arrival.synapse());
      int target = synapse.target();
      back(target, arrival.time());
      Membrane membrane = network.membrane();
      double left = network.end() - arrival.time();
      double weight =
          i[target] + logits[target] * readout.ofArrival(membrane, arrival.time(), left);
      double late =
          i[target] / membrane.tauSynapse()
              - v[target] / membrane.tauMembrane()
              + logits[target] * readout.ofLaterArrival(membrane, arrival.time(), left);
      weights[arrival.synapse()] += weight;
      delays[arrival.synapse()] += synapse.weight() * late;
      double[] sent = synapse.fromInput() ? inputs : times;
      sent[arrival.cause()] += synapse.weight() * late;
    }

    private void spike(Spike spike) {
      int neuron = spike.neuron();
      back(neuron, spike.time());
      double tau = network.membrane().tauMembrane();
      double jump = network.adaptation()[neuron];
      double moved =
          times[spike.number()]
              - v[neuron] * (spike.current() - network.reset()) / tau
              + a[neuron] * jump / network.tauAdaptation();
      double slope =
          (spike.current() - spike.threshold()) / tau + spike.added() / network.tauAdaptation();
      double perVoltage = moved / Math.max(slope, LEAST / tau);
      reset += v[neuron];
      thresholds[neuron] += perVoltage;
      adaptation[neuron] += a[neuron];
      v[neuron] = -perVoltage;
      a[neuron] += perVoltage;
    }
  }
}
