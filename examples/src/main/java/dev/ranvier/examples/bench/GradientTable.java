package dev.ranvier.examples.bench;

import dev.ranvier.compiler.queue.Queue;
import dev.ranvier.compiler.target.Targets;
import dev.ranvier.runtime.ahead.AheadOfTime;
import dev.ranvier.runtime.ahead.AheadOutcome;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Prices gradients through queues of every kind on TPUs, by what their compiler makes of them; no
/// TPU is needed. A dense projection of 10 sources and 128 targets, in 8 samples, has 10,240
/// queues.
public record GradientTable(List<Queue> kinds) {
  private static final long BATCH = 8;
  private static final long SOURCES = 10;
  private static final long TARGETS = 128;
  private static final int LONGEST = 80;
  private static final int STEPS = 1000;

  public GradientTable {
    kinds = List.copyOf(kinds);
  }

  /// One kind of queue.
  ///
  /// @param run bundles of a step of a run; negative if the compiler shows no machine code
  /// @param both those of a step forward and the step back; so too
  /// @param unwanted scatters, gathers, sorts, loops and copies of arrays in the two time loops
  /// @param problem why it was not compiled, if so
  public record Row(
      String queue,
      String delays,
      double run,
      double both,
      String unwanted,
      @Nullable String problem) {}

  /// @param done is given each row as it comes
  public void measure(AheadOfTime compiler, Consumer<Row> done)
      throws IOException, InterruptedException {
    for (Queue queue : kinds) {
      for (boolean equal : new boolean[] {true, false}) {
        int longest = Math.min(LONGEST, queue.reach());
        var work = new GradientWork(queue, longest, equal, BATCH, SOURCES, TARGETS, STEPS);
        AheadOutcome run = compiler.compile(work.run(Targets.tpu()));
        AheadOutcome both = compiler.compile(work.gradient(Targets.tpu()));
        done.accept(
            new Row(
                queue.toString(),
                equal ? "equal" : "mixed",
                perStep(run),
                perStep(both),
                unwanted(both),
                problem(both)));
      }
    }
  }

  private static double perStep(AheadOutcome outcome) {
    return switch (outcome) {
      case AheadOutcome.Compiled compiled ->
          compiled.price().map(price -> price.perStep(STEPS)).orElse(-1.0);
      case AheadOutcome.Refused _ -> -1;
    };
  }

  private static String unwanted(AheadOutcome outcome) {
    return switch (outcome) {
      case AheadOutcome.Compiled compiled ->
          compiled.optimized().map(AheadTable::unwanted).orElse("not shown");
      case AheadOutcome.Refused _ -> "";
    };
  }

  private static @Nullable String problem(AheadOutcome outcome) {
    return switch (outcome) {
      case AheadOutcome.Compiled _ -> null;
      case AheadOutcome.Refused refused -> refused.message();
    };
  }
}
