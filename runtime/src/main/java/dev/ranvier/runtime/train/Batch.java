package dev.ranvier.runtime.train;

import java.util.Arrays;

/// The samples that go through the device together.
public final class Batch {
  private final int[] samples;
  private final int counted;

  Batch(int[] samples, int counted) {
    this.samples = samples;
    this.counted = counted;
  }

  /// Indices into the data set, as many as the program's batch has.
  public int[] samples() {
    return samples.clone();
  }

  /// How many of the samples count, from the first on; the others only fill the batch.
  public int counted() {
    return counted;
  }

  /// The samples' labels, and -1, which no class has, for those that only fill the batch: so they
  /// are never counted as correct.
  ///
  /// @param labels of the whole data set
  public int[] labels(int[] labels) {
    int[] picked = new int[samples.length];
    Arrays.setAll(picked, i -> i < counted ? labels[samples[i]] : -1);
    return picked;
  }

  @Override
  public String toString() {
    return "batch " + Arrays.toString(samples) + ", of which " + counted + " count";
  }
}
