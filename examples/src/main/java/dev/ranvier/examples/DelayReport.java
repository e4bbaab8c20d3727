package dev.ranvier.examples;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What trainings of delays found.
///
/// @param aligned how well spikes were moved to where they should be
/// @param learned trainings that tell classes apart, delays learning too
/// @param fixed the same with delays of one step
/// @param classes how many there are
public record DelayReport(
    List<Aligned> aligned,
    String split,
    int classes,
    List<TrainingReport.OfSeed> learned,
    List<TrainingReport.OfSeed> fixed,
    List<String> files)
    implements Report {
  public DelayReport {
    aligned = List.copyOf(aligned);
    learned = List.copyOf(learned);
    fixed = List.copyOf(fixed);
    files = List.copyOf(files);
  }

  /// The largest distance of a first spike from its target; the target's from the end of the run
  /// for a neuron that is silent.
  ///
  /// @param learns what learned
  /// @param before training, in ms
  /// @param after training, in ms
  /// @param step in ms
  public record Aligned(long seed, String learns, double before, double after, double step) {}

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("spikes to be moved to their targets, the largest error:");
    for (Aligned one : aligned) {
      lines.add(
          text(
              "  seed %d, %-18s  %5.1f ms before training, %.1f ms after it (a step is %.1f ms)",
              one.seed(), one.learns(), one.before(), one.after(), one.step()));
    }
    lines.add("");
    lines.add(
        text(
            "%d orders of three spikes to be told apart, chance is %.1f %%; %s:",
            classes, 100.0 / classes, split));
    lines.add("");
    lines.add("delays   seed  epochs      loss  training %    test %  CPU s/epoch  trained in s");
    learned.forEach(one -> lines.add(line("learned", one)));
    fixed.forEach(one -> lines.add(line("1 step", one)));
    return lines;
  }

  private static String line(String delays, TrainingReport.OfSeed one) {
    return text(
        "%-8s %4d  %6d  %8.4f  %10.2f  %8.2f  %11.2f  %12.1f",
        delays,
        one.seed(),
        one.epochs(),
        one.loss(),
        100 * one.trainingAccuracy(),
        100 * one.testAccuracy(),
        one.cpuSecondsPerEpoch(),
        one.trainingSeconds());
  }

  private static String text(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
