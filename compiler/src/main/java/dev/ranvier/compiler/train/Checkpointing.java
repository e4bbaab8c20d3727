package dev.ranvier.compiler.train;

/// What is kept of a run until its way back, and what is run again. All give the same gradients,
/// bit by bit where a step gives the same bits; they differ in memory and in time.
public sealed interface Checkpointing {
  /// Of every step, what its way back needs. The fastest, with memory for each step.
  record None() implements Checkpointing {
    @Override
    public String toString() {
      return "none";
    }
  }

  /// The state at every so many steps, from where these are run again: one run more.
  ///
  /// @param steps of a segment, at least 1
  record Uniform(int steps) implements Checkpointing {
    public Uniform {
      Require.that(steps >= 1, "checkpointing: steps of a segment", "at least 1", steps);
    }

    @Override
    public String toString() {
      return "uniform, every %d steps".formatted(steps);
    }
  }

  /// As uniform, with the segments that take the least memory: about the square root of all steps.
  record SquareRoot() implements Checkpointing {
    @Override
    public String toString() {
      return "square root";
    }
  }

  /// Segments of segments: one store of checkpoints for the whole run, and one that is used again
  /// for each of its segments. Two runs more.
  ///
  /// @param outer steps between the checkpoints of the run
  /// @param inner steps between those within a segment; a divisor of `outer`
  record Twice(int outer, int inner) implements Checkpointing {
    public Twice {
      Require.that(inner >= 1, "checkpointing: steps of an inner segment", "at least 1", inner);
      Require.that(
          outer >= inner && outer % inner == 0,
          "checkpointing: steps of an outer segment",
          "that is a multiple of %d, the steps of an inner one".formatted(inner),
          outer);
    }

    @Override
    public String toString() {
      return "double, every %d and %d steps".formatted(outer, inner);
    }
  }

  /// A fixed number of checkpoints, placed where they save the most (binomial checkpointing:
  /// Griewank & Walther, Algorithm 799: revolve, ACM TOMS 2000). Two limits are not the
  /// algorithm's: no step is run more than three times, for which segments are as long as they must
  /// be instead of one step each; and as each segment stands in the program by itself, checkpoints
  /// are few, so that programs don't grow with runs.
  ///
  /// @param checkpoints from 1 to 8
  record Revolve(int checkpoints) implements Checkpointing {
    /// Enough for 45 segments, which are as many loops in the program.
    static final int MOST = 8;

    public Revolve {
      Require.that(
          checkpoints >= 1 && checkpoints <= MOST,
          "checkpointing: checkpoints of revolve",
          "from 1 to " + MOST,
          checkpoints);
    }

    @Override
    public String toString() {
      return "revolve, %d checkpoints".formatted(checkpoints);
    }
  }

  /// Of no checkpoints, nested segments of the lengths that take the least memory, and revolve, the
  /// one that runs the fewest steps again and keeps to a budget.
  ///
  /// @param bytes for checkpoints and for what is kept of steps
  record Within(long bytes) implements Checkpointing {
    public Within {
      Require.that(bytes >= 1, "checkpointing: budget in bytes", "at least 1", (double) bytes);
    }

    @Override
    public String toString() {
      return "within %d bytes".formatted(bytes);
    }
  }

  static Checkpointing none() {
    return new None();
  }

  static Checkpointing uniform(int steps) {
    return new Uniform(steps);
  }

  static Checkpointing squareRoot() {
    return new SquareRoot();
  }

  static Checkpointing twice(int outer, int inner) {
    return new Twice(outer, inner);
  }

  static Checkpointing revolve(int checkpoints) {
    return new Revolve(checkpoints);
  }

  static Checkpointing within(long bytes) {
    return new Within(bytes);
  }
}
