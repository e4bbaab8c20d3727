package dev.ranvier.examples;

import dev.ranvier.runtime.train.EpochRow;
import dev.ranvier.runtime.train.Trained;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What trainings of a model found.
///
/// @param split how many samples train and test
/// @param memory of an update: as planned, and as the plugin says
/// @param seeds one for each training
public record TrainingReport(
    String gradient,
    String split,
    int batch,
    int steps,
    String memory,
    List<OfSeed> seeds,
    List<String> files)
    implements Report {
  public TrainingReport {
    seeds = List.copyOf(seeds);
    files = List.copyOf(files);
  }

  /// @param testAccuracy of the last epoch, in [0, 1]; NaN without test samples
  /// @param cpuSecondsPerEpoch of all processes, compilation and tests included
  /// @param samplesPerSecond that were trained on, the median over the epochs
  /// @param notices what was told of the training that did not stop it
  public record OfSeed(
      long seed,
      int epochs,
      double loss,
      double trainingAccuracy,
      double testAccuracy,
      double compileSeconds,
      double trainingSeconds,
      double cpuSecondsPerEpoch,
      double samplesPerSecond,
      String memory,
      List<String> notices) {
    public OfSeed {
      notices = List.copyOf(notices);
    }

    static OfSeed of(long seed, Trained trained, List<String> notices, Duration cpu) {
      EpochRow last = trained.rows().getLast();
      int epochs = trained.rows().size();
      List<Double> rates =
          trained.rows().stream().map(EpochRow::samplesPerSecond).sorted().toList();
      return new OfSeed(
          seed,
          epochs,
          last.loss(),
          last.trainingAccuracy(),
          trained.testAccuracy().orElse(Double.NaN),
          trained.compileTime().toNanos() / 1e9,
          trained.trainingTime().toNanos() / 1e9,
          cpu.toNanos() / 1e9 / epochs,
          rates.get(rates.size() / 2),
          trained.memory().toString(),
          notices);
    }
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        text("%s gradient; %s; %d steps, %d samples at a time", gradient, split, steps, batch));
    lines.add(memory);
    lines.add("");
    lines.add("seed  epochs      loss  training %    test %  samples/s  CPU s/epoch  trained in s");
    for (OfSeed one : seeds) {
      lines.add(
          text(
              "%4d  %6d  %8.4f  %10.2f  %8.2f  %,9.0f  %11.2f  %12.1f",
              one.seed(),
              one.epochs(),
              one.loss(),
              100 * one.trainingAccuracy(),
              100 * one.testAccuracy(),
              one.samplesPerSecond(),
              one.cpuSecondsPerEpoch(),
              one.trainingSeconds()));
    }
    if (seeds.size() > 1) {
      List<Double> tested = seeds.stream().map(OfSeed::testAccuracy).sorted().toList();
      lines.add("");
      lines.add(
          text(
              "test accuracy: median %.2f %%, lowest %.2f %%, highest %.2f %%",
              100 * tested.get(tested.size() / 2),
              100 * tested.getFirst(),
              100 * tested.getLast()));
    }
    return lines;
  }

  private static String text(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
