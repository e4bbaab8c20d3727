package dev.ranvier.compiler.connect;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/// Draws sets without repeats by Floyd's algorithm (Bentley and Floyd, "A sample of brilliance",
/// Communications of the ACM 30(9), 1987): one random number for each element, whatever is drawn
/// from.
final class Sample {
  private final RandomGenerator random;

  /// By candidate, the last set that it was drawn into, counted from 1.
  private final int[] drawnInto;

  private int set;

  Sample(RandomGenerator random, int candidates) {
    this.random = random;
    this.drawnInto = new int[candidates];
  }

  /// Fills `into[from .. from + count)` with different candidates, rising.
  void draw(int[] into, int from, int count) {
    set++;
    int next = from;
    for (int last = drawnInto.length - count; last < drawnInto.length; last++) {
      int drawn = random.nextInt(last + 1);
      int taken = drawnInto[drawn] == set ? last : drawn;
      drawnInto[taken] = set;
      into[next++] = taken;
    }
    Arrays.sort(into, from, next);
  }

  /// `rows` sets of `count` candidates for each neuron of a population, one after the other.
  static int[] rows(RandomGenerator random, int rows, int count, int size, Autapses autapses) {
    Sample sample = new Sample(random, autapses.candidates(size));
    int[] drawn = new int[Math.multiplyExact(rows, count)];
    for (int row = 0; row < rows; row++) {
      int from = row * count;
      sample.draw(drawn, from, count);
      for (int i = from; i < from + count; i++) {
        drawn[i] = autapses.neuron(drawn[i], row);
      }
    }
    return drawn;
  }
}
