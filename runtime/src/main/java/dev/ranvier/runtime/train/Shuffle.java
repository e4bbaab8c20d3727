package dev.ranvier.runtime.train;

import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Orders at random, every one as likely (Fisher and Yates).
final class Shuffle {
  private Shuffle() {}

  /// The numbers from 0 to `count` - 1 in some order.
  static int[] order(int count, RandomGenerator random) {
    int[] order = IntStream.range(0, count).toArray();
    shuffle(order, random);
    return order;
  }

  static void shuffle(int[] order, RandomGenerator random) {
    for (int last = order.length - 1; last > 0; last--) {
      int other = random.nextInt(last + 1);
      int kept = order[last];
      order[last] = order[other];
      order[other] = kept;
    }
  }
}
