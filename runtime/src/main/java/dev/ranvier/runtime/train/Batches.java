package dev.ranvier.runtime.train;

import dev.ranvier.compiler.parameter.Streams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Which samples go together, in what order.
///
/// For training, every epoch has an order of its own that follows from seed and epoch alone; the
/// last batch is dropped if it is incomplete (those samples come elsewhere in the next epoch). For
/// evaluation, the order is that of the samples, and the last batch is filled up with samples that
/// don't count; so every sample counts exactly once.
public final class Batches {
  private final int[] samples;
  private final int size;

  private Batches(int[] samples, int size) {
    this.samples = samples;
    this.size = size;
  }

  /// The batches of one epoch of training.
  ///
  /// @param samples indices into the data set
  /// @param size samples a batch
  /// @param epoch counted from anything, as long as a resumed training counts the same
  /// @throws TrainingInputException if there are fewer samples than one batch has
  public static List<Batch> training(int[] samples, int size, long seed, int epoch) {
    requireOne(samples, size);
    int[] order = samples.clone();
    Shuffle.shuffle(order, Streams.of(seed, "order of epoch " + epoch));
    return new Batches(order, size).complete();
  }

  /// The batches of an evaluation.
  ///
  /// @throws TrainingInputException if there are no samples
  public static List<Batch> evaluation(int[] samples, int size) {
    requireSize(size);
    if (samples.length == 0) {
      throw new TrainingInputException(
          "samples to evaluate: expected at least 1, got 0; give the split a larger fraction");
    }
    var batches = new Batches(samples, size);
    List<Batch> all = batches.complete();
    int rest = samples.length % size;
    if (rest > 0) {
      all.add(batches.padded(samples.length - rest));
    }
    return all;
  }

  private List<Batch> complete() {
    List<Batch> batches = new ArrayList<>();
    for (int from = 0; from + size <= samples.length; from += size) {
      batches.add(new Batch(Arrays.copyOfRange(samples, from, from + size), size));
    }
    return batches;
  }

  private Batch padded(int from) {
    int[] batch = new int[size];
    Arrays.setAll(batch, i -> samples[Math.min(from + i, samples.length - 1)]);
    return new Batch(batch, samples.length - from);
  }

  /// @throws TrainingInputException if there are fewer samples than one batch has
  static void requireOne(int[] samples, int size) {
    requireSize(size);
    if (samples.length < size) {
      throw new TrainingInputException(
          "training samples: expected at least one batch of %d, got %d; give a smaller batch"
              .formatted(size, samples.length));
    }
  }

  private static void requireSize(int size) {
    if (size < 1) {
      throw new TrainingInputException("batch size: expected at least 1, got " + size);
    }
  }
}
