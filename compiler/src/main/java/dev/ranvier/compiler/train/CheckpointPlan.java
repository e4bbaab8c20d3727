package dev.ranvier.compiler.train;

import dev.ranvier.compiler.autodiff.Cuts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Where a run is cut for its way back, and what that takes.
///
/// @param cuts of the time loop
/// @param what it is, in words
/// @param bytes for checkpoints and for what is kept of steps, of one batch, as far as the plan
///   knows: beside them stand parameters, records, and what the compiler of the device adds
public record CheckpointPlan(Cuts cuts, String what, long bytes) {
  private static final int LEVELS = 4;

  /// What there is to plan with.
  ///
  /// @param steps of a run
  /// @param step bytes that the way back needs of each step
  /// @param state bytes of the state between two steps, its queues included
  public record Cost(int steps, long step, long state) {
    private long none() {
      return steps * step;
    }

    /// Of nested segments, the longest first.
    private long nested(List<Integer> lengths) {
      long bytes = 0;
      long each = steps;
      for (int length : lengths) {
        if (length < each) {
          bytes += each / length * state;
          each = length;
        }
      }
      return bytes + each * step;
    }

    /// The lengths of nested segments for which memory is about least: each level has as many
    /// segments as the others, and the steps of the last take as much as one level's beginnings.
    /// Each length is a multiple of the next.
    private List<Integer> least(int levels) {
      double weight = (double) Math.max(1, state) / Math.max(1, step);
      double each = Math.max(1, Math.pow(steps / weight, 1.0 / (levels + 1)));
      long times = Math.max(2, Math.round(each));
      List<Integer> lengths = new ArrayList<>();
      long length = Math.clamp(Math.round(each * weight), 1, steps);
      for (int level = 0; level < levels && length <= steps; level++) {
        lengths.addFirst((int) length);
        length *= times;
      }
      return lengths;
    }
  }

  /// @return empty if nothing keeps to the budget
  public static Optional<CheckpointPlan> of(Checkpointing asked, Cost cost) {
    return switch (asked) {
      case Checkpointing.None _ -> Optional.of(nested(asked.toString(), List.of(), cost));
      case Checkpointing.Uniform(int steps) ->
          Optional.of(nested(asked.toString(), List.of(steps), cost));
      case Checkpointing.SquareRoot _ -> Optional.of(least(1, cost));
      case Checkpointing.Twice(int outer, int inner) ->
          Optional.of(nested(asked.toString(), List.of(outer, inner), cost));
      case Checkpointing.Revolve(int checkpoints) -> Optional.of(revolve(checkpoints, cost));
      case Checkpointing.Within(long bytes) ->
          fastestFirst(cost).filter(plan -> plan.bytes() <= bytes).findFirst();
    };
  }

  /// The plan that takes the least memory.
  public static CheckpointPlan smallest(Cost cost) {
    return fastestFirst(cost)
        .reduce((one, other) -> other.bytes() < one.bytes() ? other : one)
        .orElseThrow();
  }

  /// Those that run the fewest steps again come first; of equals, those that write the fewest
  /// loops.
  private static Stream<CheckpointPlan> fastestFirst(Cost cost) {
    return Stream.of(
            Stream.of(nested("none", List.of(), cost)),
            IntStream.rangeClosed(1, LEVELS).mapToObj(levels -> least(levels, cost)),
            IntStream.rangeClosed(1, Checkpointing.Revolve.MOST)
                .mapToObj(checkpoints -> revolve(checkpoints, cost)))
        .flatMap(plans -> plans)
        .sorted(Comparator.comparingLong(plan -> plan.cuts().repeated(cost.steps())));
  }

  private static CheckpointPlan least(int levels, Cost cost) {
    List<Integer> lengths = cost.least(levels);
    String what =
        switch (lengths.size()) {
          case 1 -> "square root, every %s steps";
          case 2 -> "double, every %s steps";
          default -> "nested, every %s steps";
        };
    String each = String.join(" and ", lengths.stream().map(String::valueOf).toList());
    return nested(what.formatted(each), lengths, cost);
  }

  private static CheckpointPlan nested(String what, List<Integer> lengths, Cost cost) {
    long bytes = lengths.isEmpty() ? cost.none() : cost.nested(lengths);
    return new CheckpointPlan(new Cuts.Nested(lengths), what, bytes);
  }

  private static CheckpointPlan revolve(int checkpoints, Cost cost) {
    var cuts = Cuts.Binomial.of(cost.steps(), checkpoints);
    String what =
        "revolve, %d checkpoints, segments of %d steps".formatted(checkpoints, cuts.steps());
    return new CheckpointPlan(cuts, what, checkpoints * cost.state() + cuts.steps() * cost.step());
  }

  @Override
  public String toString() {
    return "%s; about %s for checkpoints and steps".formatted(what, size(bytes));
  }

  private static String size(long bytes) {
    return bytes < 10_000 ? bytes + " B" : String.format(Locale.ROOT, "%.3g MB", bytes / 1e6);
  }
}
