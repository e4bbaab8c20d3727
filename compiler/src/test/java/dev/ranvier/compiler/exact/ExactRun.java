package dev.ranvier.compiler.exact;

import dev.ranvier.compiler.exact.ExactNetwork.Synapse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/// A network run from event to event: the next is either an arrival or the first threshold that is
/// reached before it. What the gradient needs of the run are its events.
public final class ExactRun {
  /// What happened, in the order of time.
  public sealed interface Event {
    double time();
  }

  /// @param synapse by number
  /// @param cause the number of the spike, or of the input spike, that arrived
  public record Arrival(double time, int synapse, int cause) implements Event {}

  /// @param number of the spike in the run
  /// @param current just then
  /// @param threshold just before, what was added to it included
  public record Spike(
      double time, int number, int neuron, double current, double threshold, double added)
      implements Event {}

  private final ExactNetwork network;
  private final double[] voltage;
  private final double[] current;
  private final double[] added;
  private final double[] since;
  private final double[] next;
  private final List<List<Integer>> outgoing = new ArrayList<>();
  private final List<Event> events = new ArrayList<>();
  private final List<Spike> spikes = new ArrayList<>();
  private final PriorityQueue<Arrival> waiting =
      new PriorityQueue<>(Comparator.comparingDouble(Arrival::time));

  private ExactRun(ExactNetwork network) {
    this.network = network;
    int neurons = network.neurons();
    this.voltage = new double[neurons];
    this.current = new double[neurons];
    this.added = new double[neurons];
    this.since = new double[neurons];
    this.next = new double[neurons];
    Arrays.fill(next, Double.POSITIVE_INFINITY);
    for (int i = 0; i < neurons; i++) {
      outgoing.add(new ArrayList<>());
    }
  }

  public static ExactRun of(ExactNetwork network) {
    ExactRun run = new ExactRun(network);
    run.sendInputs();
    run.run();
    return run;
  }

  public ExactNetwork network() {
    return network;
  }

  public List<Event> events() {
    return events;
  }

  public List<Spike> spikes() {
    return spikes;
  }

  /// At the end of the run.
  public double voltage(int neuron) {
    return voltage[neuron];
  }

  /// At the end of the run.
  public double current(int neuron) {
    return current[neuron];
  }

  /// The number of the first input spike of a channel; those of a channel follow each other.
  static int firstInput(ExactNetwork network, int channel) {
    int first = 0;
    for (int i = 0; i < channel; i++) {
      first += network.inputs()[i].length;
    }
    return first;
  }

  private void sendInputs() {
    for (int s = 0; s < network.synapses().size(); s++) {
      Synapse synapse = network.synapses().get(s);
      if (!synapse.fromInput()) {
        outgoing.get(synapse.source()).add(s);
        continue;
      }
      double[] times = network.inputs()[synapse.source()];
      for (int i = 0; i < times.length; i++) {
        int cause = firstInput(network, synapse.source()) + i;
        waiting.add(new Arrival(times[i] + synapse.delay(), s, cause));
      }
    }
  }

  private void run() {
    while (true) {
      int first = 0;
      for (int i = 1; i < next.length; i++) {
        first = next[i] < next[first] ? i : first;
      }
      Arrival arrival = waiting.peek();
      double arrives = arrival == null ? Double.POSITIVE_INFINITY : arrival.time();
      if (Math.min(next[first], arrives) > network.end()) {
        break;
      }
      if (arrival == null || next[first] < arrives) {
        spike(first, next[first]);
      } else {
        arrive(waiting.remove());
      }
    }
    for (int i = 0; i < voltage.length; i++) {
      advance(i, network.end());
    }
  }

  private void advance(int neuron, double time) {
    double passed = time - since[neuron];
    Membrane membrane = network.membrane();
    voltage[neuron] = membrane.voltage(voltage[neuron], current[neuron], passed);
    current[neuron] *= membrane.decay(passed);
    added[neuron] *= Math.exp(-passed / network.tauAdaptation());
    since[neuron] = time;
  }

  private void arrive(Arrival arrival) {
    Synapse synapse = network.synapses().get(arrival.synapse());
    advance(synapse.target(), arrival.time());
    current[synapse.target()] += synapse.weight();
    events.add(arrival);
    predict(synapse.target());
  }

  private void spike(int neuron, double time) {
    advance(neuron, time);
    double before = added[neuron];
    double threshold = network.thresholds()[neuron] + before;
    Spike spike = new Spike(time, spikes.size(), neuron, current[neuron], threshold, before);
    events.add(spike);
    spikes.add(spike);
    voltage[neuron] = network.reset();
    added[neuron] += network.adaptation()[neuron];
    for (int s : outgoing.get(neuron)) {
      double arrives = time + network.synapses().get(s).delay();
      waiting.add(new Arrival(arrives, s, spike.number()));
    }
    predict(neuron);
  }

  private void predict(int neuron) {
    double threshold = network.thresholds()[neuron];
    double horizon = network.end() - since[neuron];
    Membrane membrane = network.membrane();
    double wait =
        added[neuron] == 0
            ? membrane.crossing(voltage[neuron], current[neuron], threshold, horizon)
            : membrane.crossing(
                voltage[neuron],
                current[neuron],
                threshold,
                new Membrane.Adaptation(added[neuron], network.tauAdaptation()),
                horizon);
    next[neuron] = since[neuron] + wait;
  }
}
