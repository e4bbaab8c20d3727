package dev.ranvier.examples;

import dev.ranvier.examples.run.Spikes;
import dev.ranvier.examples.run.Spikes.Spike;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Which neuron of a population spikes first, counted by the class of the sample: how a network
/// that answers by spike times is read.
final class FirstSpikes {
  private final int classes;
  private final int neurons;

  /// A row a class; a column a neuron, then the ties, then the samples in which no neuron spiked.
  private final int[][] counts;

  FirstSpikes(int classes, int neurons) {
    this.classes = classes;
    this.neurons = neurons;
    this.counts = new int[classes][neurons + 2];
  }

  void add(int sampleClass, Spikes spikes, int sample) {
    counts[sampleClass][column(spikes.of(sample))]++;
  }

  private int column(List<Spike> spikes) {
    if (spikes.isEmpty()) {
      return neurons + 1;
    }
    Spike first = spikes.getFirst();
    boolean tie = spikes.size() > 1 && spikes.get(1).step() == first.step();
    return tie ? neurons : first.neuron();
  }

  List<List<Integer>> table() {
    List<List<Integer>> table = new ArrayList<>();
    for (int row = 0; row < classes; row++) {
      table.add(IntStream.of(counts[row]).boxed().toList());
    }
    return table;
  }
}
