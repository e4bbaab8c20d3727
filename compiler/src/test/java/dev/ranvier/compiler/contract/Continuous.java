package dev.ranvier.compiler.contract;

import java.util.ArrayList;
import java.util.List;

/// One neuron and one arriving spike in continuous time, by Heun's method with short steps that end
/// at every event: the arrival, each threshold crossing, and the end of a refractory period. Its
/// results change smoothly with the weight and the time of the arrival.
final class Continuous {
  private static final double LONGEST = 0.005;

  private final PlainNeuron neuron;
  private final PlainSynapse synapse;
  private final double weight;
  private final double[] states;
  private final double[] synaptic;
  private double now;
  private double heldUntil;
  private final List<Double> spikes = new ArrayList<>();

  private Continuous(PlainNeuron neuron, PlainSynapse synapse, double weight, double[] start) {
    this.neuron = neuron;
    this.synapse = synapse;
    this.weight = weight;
    this.states = start.clone();
    this.synaptic = new double[synapse.size()];
  }

  /// The voltage at the end and the spikes' times.
  record Result(double voltage, List<Double> spikes) {
    double times() {
      return spikes.stream().mapToDouble(time -> time).sum();
    }
  }

  /// @param arrival when the spike arrives, in ms
  /// @param end of the run, in ms
  static Result run(
      PlainNeuron neuron, PlainSynapse synapse, double weight, double arrival, double end) {
    return run(neuron, synapse, weight, arrival, end, neuron.start());
  }

  /// @param start the states at the beginning
  static Result run(
      PlainNeuron neuron,
      PlainSynapse synapse,
      double weight,
      double arrival,
      double end,
      double[] start) {
    Continuous run = new Continuous(neuron, synapse, weight, start);
    run.until(arrival);
    run.arrive();
    run.until(end);
    return new Result(run.states[0], run.spikes);
  }

  private void arrive() {
    synapse.arrive(synaptic, weight);
    if (now >= heldUntil) {
      states[0] += synapse.lift(weight);
    }
    if (neuron.distance(states) >= 0) {
      spike();
    }
  }

  private void spike() {
    spikes.add(now);
    neuron.jump(states);
    heldUntil = now + neuron.hold();
  }

  private void until(double end) {
    while (end - now > 1e-12) {
      double limit = now < heldUntil ? Math.min(heldUntil, end) : end;
      double length = Math.min(LONGEST, limit - now);
      double[] before = states.clone();
      double[] synapticBefore = synaptic.clone();
      advance(length);
      double distance = neuron.distance(states);
      if (distance < 0) {
        now += length;
        continue;
      }
      double from = neuron.distance(before);
      double part = length * from / (from - distance);
      System.arraycopy(before, 0, states, 0, states.length);
      System.arraycopy(synapticBefore, 0, synaptic, 0, synaptic.length);
      advance(part);
      now += part;
      spike();
    }
  }

  private void advance(double length) {
    double[] first = slopes(states, synaptic);
    double[] firstSynaptic = synapse.slopes(synaptic);
    double[] there = moved(states, first, length);
    double[] synapticThere = moved(synaptic, firstSynaptic, length);
    double[] second = slopes(there, synapticThere);
    double[] secondSynaptic = synapse.slopes(synapticThere);
    for (int i = 0; i < states.length; i++) {
      states[i] += length * (first[i] + second[i]) / 2;
    }
    for (int i = 0; i < synaptic.length; i++) {
      synaptic[i] += length * (firstSynaptic[i] + secondSynaptic[i]) / 2;
    }
  }

  private double[] slopes(double[] at, double[] synapticAt) {
    double current = synapse.lifts() ? 0 : synapse.current(synapticAt, at[0], neuron);
    double[] slopes = neuron.slopes(at, current);
    if (now < heldUntil - 1e-12) {
      slopes[0] = 0;
    }
    return slopes;
  }

  private static double[] moved(double[] from, double[] slopes, double length) {
    double[] moved = from.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += length * slopes[i];
    }
    return moved;
  }
}
