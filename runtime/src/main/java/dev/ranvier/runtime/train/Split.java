package dev.ranvier.runtime.train;

import dev.ranvier.compiler.parameter.Streams;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// Which samples of a data set train, which validate and which test: indices, rising, no sample in
/// two parts and every sample in one. The same seed gives the same parts.
///
/// Validation is what decisions are made by (when to stop, which checkpoint is best); the test part
/// is looked at once, at the end.
public final class Split {
  private final int[] training;
  private final int[] validation;
  private final int[] test;

  private Split(int[] training, int[] validation, int[] test) {
    this.training = training;
    this.validation = validation;
    this.test = test;
  }

  /// Splits at random.
  ///
  /// @param validation fraction of the samples, in [0, 1); 0: no such part
  /// @param test fraction of the samples, in [0, 1); 0: no such part
  /// @throws TrainingInputException if a part that is asked for would have no sample
  public static Split of(int samples, double validation, double test, long seed) {
    return cut(Shuffle.order(samples, Streams.of(seed, "split")), validation, test);
  }

  /// Splits at random, so that every label has about the same share in all parts.
  ///
  /// Samples of one label, in random order, are spread evenly over [0, 1); all samples are then cut
  /// in the order of their places.
  ///
  /// @param labels one for each sample
  /// @throws TrainingInputException if a part that is asked for would have no sample
  public static Split stratified(int[] labels, double validation, double test, long seed) {
    int[] order = Shuffle.order(labels.length, Streams.of(seed, "split"));
    double[] place = new double[labels.length];
    for (int label : Arrays.stream(labels).distinct().toArray()) {
      int[] samples = Arrays.stream(order).filter(sample -> labels[sample] == label).toArray();
      for (int i = 0; i < samples.length; i++) {
        place[samples[i]] = (i + 0.5) / samples.length;
      }
    }
    int[] spread =
        IntStream.of(order)
            .boxed()
            .sorted(Comparator.comparingDouble(sample -> place[sample]))
            .mapToInt(Integer::intValue)
            .toArray();
    return cut(spread, validation, test);
  }

  /// Parts that are given by the data set itself.
  ///
  /// @throws TrainingInputException if a sample is in two parts, or none trains
  public static Split given(int[] training, int[] validation, int[] test) {
    if (training.length == 0) {
      throw new TrainingInputException(
          "training split: expected at least 1 sample, got 0; give it some");
    }
    Set<Integer> seen = new HashSet<>();
    for (int[] part : List.of(training, validation, test)) {
      for (int sample : part) {
        if (!seen.add(sample)) {
          throw new TrainingInputException(
              "split: expected every sample in one part, got sample %d twice".formatted(sample));
        }
      }
    }
    return new Split(training.clone(), validation.clone(), test.clone());
  }

  private static Split cut(int[] order, double validation, double test) {
    requireFraction("validation", validation);
    requireFraction("test", test);
    int samples = order.length;
    int forTest = count("test", test, samples);
    int forValidation = count("validation", validation, samples);
    int forTraining = samples - forTest - forValidation;
    if (forTraining < 1) {
      throw new TrainingInputException(
          "training split: expected at least 1 of %d samples, got 0 (validation takes %d, test %d);"
                  .formatted(samples, forValidation, forTest)
              + " give smaller fractions or more samples");
    }
    return new Split(
        part(order, forTest + forValidation, samples),
        part(order, forTest, forTest + forValidation),
        part(order, 0, forTest));
  }

  private static void requireFraction(String part, double fraction) {
    if (!(fraction >= 0 && fraction < 1)) {
      throw new TrainingInputException(
          "%s split: expected a fraction of at least 0 and below 1, got %s"
              .formatted(part, fraction));
    }
  }

  private static int count(String part, double fraction, int samples) {
    int count = (int) Math.round(fraction * samples);
    if (fraction > 0 && count == 0) {
      throw new TrainingInputException(
          "%s split: expected at least 1 sample, got 0 (%s of %d);"
                  .formatted(part, fraction, samples)
              + " give a larger fraction, 0 for none, or more samples");
    }
    return count;
  }

  private static int[] part(int[] order, int from, int to) {
    int[] part = Arrays.copyOfRange(order, from, to);
    Arrays.sort(part);
    return part;
  }

  /// @param samples how many the data set has
  /// @throws TrainingInputException if the split is of another one
  void requireWithin(int samples) {
    for (int[] part : List.of(training, validation, test)) {
      for (int sample : part) {
        if (sample < 0 || sample >= samples) {
          throw new TrainingInputException(
              "split: expected samples from 0 to %d, as the data has %d, got %d; split the data that is trained on"
                  .formatted(samples - 1, samples, sample));
        }
      }
    }
  }

  /// At least one sample.
  public int[] training() {
    return training.clone();
  }

  /// None if none were asked for.
  public int[] validation() {
    return validation.clone();
  }

  /// None if none were asked for.
  public int[] test() {
    return test.clone();
  }

  /// How many samples each part has, and what one needs to know to read a figure: for logs.
  @Override
  public String toString() {
    return "%d training, %d validation, %d test samples"
        .formatted(training.length, validation.length, test.length);
  }
}
