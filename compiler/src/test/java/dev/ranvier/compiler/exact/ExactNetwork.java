package dev.ranvier.compiler.exact;

import java.util.Arrays;
import java.util.List;

/// A network for [ExactRun]: neurons are numbered, and so are the channels of its input.
///
/// @param membrane of all neurons
/// @param thresholds of each neuron; infinite for one that never spikes
/// @param reset where a spike puts the voltage, at which every neuron starts at 0
/// @param adaptation what a spike adds to its neuron's threshold, for each neuron
/// @param tauAdaptation by which that decays, in ms
/// @param inputs when each channel spikes, in ms
/// @param end of the run, in ms
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ExactNetwork(
    Membrane membrane,
    double[] thresholds,
    double reset,
    double[] adaptation,
    double tauAdaptation,
    List<Synapse> synapses,
    double[][] inputs,
    double end) {
  /// @param fromInput whether `source` is a channel of the input, or a neuron
  /// @param weight of the current, which is in units of voltage
  /// @param delay in ms
  public record Synapse(boolean fromInput, int source, int target, double weight, double delay) {}

  /// Without adaptation.
  public static ExactNetwork of(
      Membrane membrane,
      double[] thresholds,
      double reset,
      List<Synapse> synapses,
      double[][] inputs,
      double end) {
    double[] none = new double[thresholds.length];
    return new ExactNetwork(membrane, thresholds, reset, none, 1, synapses, inputs, end);
  }

  public int neurons() {
    return thresholds.length;
  }

  public ExactNetwork withSynapses(List<Synapse> others) {
    return new ExactNetwork(
        membrane, thresholds, reset, adaptation, tauAdaptation, others, inputs, end);
  }

  public ExactNetwork withInputs(double[][] others) {
    return new ExactNetwork(
        membrane, thresholds, reset, adaptation, tauAdaptation, synapses, others, end);
  }

  public ExactNetwork withThresholds(double[] others) {
    return new ExactNetwork(
        membrane, others, reset, adaptation, tauAdaptation, synapses, inputs, end);
  }

  @Override
  public String toString() {
    return "%d neurons, %d synapses, thresholds %s"
        .formatted(neurons(), synapses.size(), Arrays.toString(thresholds));
  }
}
