package dev.ranvier.compiler.autodiff;

import java.util.List;

/// Where a time loop is cut into segments, of each of which only the beginning is kept for the way
/// back.
public sealed interface Cuts {
  /// One loop.
  Cuts NONE = new Nested(List.of());

  /// How many steps are run again on the way back, those that are run twice more counted twice.
  ///
  /// @param steps of the loop
  long repeated(long steps);

  /// Segments of equal length, each cut in the same way into shorter ones.
  ///
  /// @param lengths in steps, the longest first; empty for one loop
  record Nested(List<Integer> lengths) implements Cuts {
    public Nested {
      lengths = List.copyOf(lengths);
      if (lengths.stream().anyMatch(length -> length < 1)) {
        throw new IllegalArgumentException(
            "segments: expected at least 1 step in each, got " + lengths);
      }
    }

    /// A loop over segments runs each of them again; the steps that are left after it, only those
    /// of its own finer segments.
    @Override
    public long repeated(long steps) {
      if (lengths.isEmpty()) {
        return 0;
      }
      long each = lengths.getFirst();
      Nested finer = new Nested(lengths.subList(1, lengths.size()));
      if (steps <= each) {
        return finer.repeated(steps);
      }
      long segments = steps / each;
      return segments * (each + finer.repeated(each)) + finer.repeated(steps % each);
    }
  }

  /// As many checkpoints as there are, each freed and used again on the way back; no segment is run
  /// more than three times. With c checkpoints, that is enough for (c + 1)(c + 2)/2 segments.
  ///
  /// @param checkpoints at least 1
  /// @param steps of a segment
  record Binomial(int checkpoints, int steps) implements Cuts {
    private static final int RUNS = 2;

    public Binomial {
      if (checkpoints < 1 || steps < 1) {
        throw new IllegalArgumentException(
            "revolve: expected at least 1 checkpoint and 1 step in a segment, got %d and %d"
                .formatted(checkpoints, steps));
      }
    }

    public static Binomial of(int all, int checkpoints) {
      return new Binomial(checkpoints, Math.ceilDiv(all, segments(checkpoints, RUNS)));
    }

    /// By Algorithm 799: r l - (c + r)! / ((c + 1)! (r - 1)!) of l segments, r being the least
    /// number of runs that c checkpoints need for them.
    @Override
    public long repeated(long all) {
      long count = Math.ceilDiv(all, steps);
      int runs = runs(count, checkpoints);
      return runs == 0 ? 0 : steps * (runs * count - segments(checkpoints + 1, runs - 1));
    }

    /// How often some segment is run, at least, before its way back.
    private static int runs(long count, int checkpoints) {
      int runs = 0;
      while (segments(checkpoints, runs) < count) {
        runs++;
      }
      return runs;
    }

    /// Of how many segments a first part is, so that with what is left, which has a checkpoint
    /// less, the fewest are run again.
    static long firstPart(long count, int checkpoints) {
      int runs = runs(count, checkpoints);
      long least = runs < 2 ? 1 : segments(checkpoints, runs - 2);
      return Math.max(least, count - segments(checkpoints - 1, runs));
    }

    /// How many segments c checkpoints are enough for, if none is run more than `runs` times before
    /// its way back: (c + runs)! / (c! runs!).
    static int segments(int checkpoints, int runs) {
      int segments = 1;
      for (int i = 1; i <= runs; i++) {
        segments = segments * (checkpoints + i) / i;
      }
      return segments;
    }
  }
}
