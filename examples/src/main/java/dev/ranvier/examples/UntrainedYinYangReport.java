package dev.ranvier.examples;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What a run of `yinyang-untrained` found.
///
/// @param compileSeconds how long the plugin compiled
/// @param runSeconds from the first upload to the last download, without drawing
/// @param deviceSeconds how much of that the device was busy
/// @param dropped events that queues had no room for
/// @param classes the names of the classes
/// @param firstSpikes a row a class: how often each label neuron spiked first, how often several
///   did at once, and how often none did
public record UntrainedYinYangReport(
    int samples,
    int batch,
    double compileSeconds,
    double runSeconds,
    double deviceSeconds,
    double samplesPerSecond,
    List<Population> populations,
    int dropped,
    List<String> classes,
    List<List<Integer>> firstSpikes,
    List<String> files)
    implements Report {
  public UntrainedYinYangReport {
    populations = List.copyOf(populations);
    classes = List.copyOf(classes);
    firstSpikes = firstSpikes.stream().map(List::copyOf).toList();
    files = List.copyOf(files);
  }

  /// A population's spikes over all samples.
  ///
  /// @param everActive how many of its neurons spiked at least once
  public record Population(String name, int neurons, long spikes, int everActive) {}

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        text(
            "%,d samples of %d steps (%.2f ms each), %d at a time",
            samples, UntrainedYinYang.STEPS, UntrainedYinYang.STEP_MS, batch));
    lines.add(
        text(
            "compiled in %.2f s, ran in %.2f s (device busy %.2f s): %,.0f samples/s",
            compileSeconds, runSeconds, deviceSeconds, samplesPerSecond));
    lines.add("");
    lines.add("population  neurons      spikes  per sample  neurons that ever spiked");
    for (Population population : populations) {
      lines.add(
          text(
              "%-10s  %7d  %,10d  %10.2f  %d",
              population.name(),
              population.neurons(),
              population.spikes(),
              (double) population.spikes() / samples,
              population.everActive()));
    }
    if (dropped > 0) {
      lines.add(text("%,d events were dropped by full queues", dropped));
    }
    addFirstSpikes(lines);
    return lines;
  }

  private void addFirstSpikes(List<String> lines) {
    lines.add("");
    lines.add("which label neuron spikes first, by the class of the sample (weights are random)");
    StringBuilder header = new StringBuilder("class     ");
    for (int neuron = 0; neuron < classes.size(); neuron++) {
      header.append(text("%9s", "label " + neuron));
    }
    lines.add(header.append(text("%9s%9s", "tie", "silent")).toString());
    for (int row = 0; row < firstSpikes.size(); row++) {
      StringBuilder line = new StringBuilder(text("%d %-8s", row, classes.get(row)));
      firstSpikes.get(row).forEach(count -> line.append(text("%,9d", count)));
      lines.add(line.toString());
    }
  }

  private static String text(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
