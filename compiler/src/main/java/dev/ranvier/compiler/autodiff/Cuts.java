package dev.ranvier.compiler.autodiff;

import java.util.List;

/// Where a time loop is cut into segments, of each of which only the beginning is kept for the way
/// back.
public sealed interface Cuts {
  /// One loop.
  Cuts NONE = new Nested(List.of());

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
  }

  /// As many checkpoints as there are, each freed and used again on the way back; no segment is run
  /// more than three times. With c checkpoints, that is enough for (c + 1)(c + 2)/2 segments.
  ///
  /// @param checkpoints at least 1
  /// @param steps of a segment
  record Binomial(int checkpoints, int steps) implements Cuts {
    private static final int RUNS = 2;

    public static Binomial of(int all, int checkpoints) {
      return new Binomial(checkpoints, Math.ceilDiv(all, segments(checkpoints, RUNS)));
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
