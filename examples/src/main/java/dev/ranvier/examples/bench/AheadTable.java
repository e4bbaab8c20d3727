package dev.ranvier.examples.bench;

import static dev.ranvier.compiler.dsl.Declare.dt;
import static dev.ranvier.compiler.dsl.Declare.ms;

import dev.ranvier.compiler.parameter.Delays;
import dev.ranvier.compiler.queue.Need;
import dev.ranvier.compiler.queue.Queue;
import dev.ranvier.compiler.queue.QueueLowering;
import dev.ranvier.compiler.target.Targets;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.QueueType;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.runtime.ahead.AheadOfTime;
import dev.ranvier.runtime.ahead.AheadOutcome;
import dev.ranvier.runtime.ahead.OptimizedFacts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Prices queues of every kind, in every lowering that TPUs take, by what their compiler makes of
/// them; no TPU is needed. Delays are of up to 80 steps, the same for all queues or mixed. Queues
/// stand in rows of 128, as the vector registers of the device do.
///
/// @param rows of queues; a multiple of 8
/// @param others whether all lowerings are priced, and not only the first choice and, beside it,
///   the target's own sort
public record AheadTable(List<Queue> kinds, long rows, boolean others) {
  private static final int LANES = 128;
  private static final int LONGEST = 80;
  private static final int STEPS = 1000;

  /// The events of all steps are given, a byte each: so many at most.
  private static final long MOST_EVENTS = 1L << 27;

  public AheadTable {
    kinds = List.copyOf(kinds);
  }

  /// One program.
  ///
  /// @param queue the kind and its capacity
  /// @param queues how many
  /// @param delays `equal` or `mixed`
  /// @param layout how they are kept
  /// @param first whether the target takes this layout unless told otherwise
  /// @param bundles of a step; negative if the compiler shows no machine code
  /// @param temporaries in bytes; negative if the compiler does not say
  /// @param carried where the arrays lie that the time loop carries, the events among them, which
  ///   are given for all steps
  /// @param unwanted scatters, gathers, sorts and copies of arrays in the time loop
  /// @param problem why it was not compiled, if so
  public record Row(
      String queue,
      long queues,
      String delays,
      String layout,
      boolean first,
      double bundles,
      long temporaries,
      String carried,
      String unwanted,
      @Nullable String problem) {}

  /// @param done is given each row as it comes
  public void measure(AheadOfTime compiler, Consumer<Row> done)
      throws IOException, InterruptedException {
    for (Queue queue : kinds) {
      for (boolean equal : new boolean[] {true, false}) {
        QueueWork work = work(queue, equal);
        List<QueueLowering> lowerings = work.lowerings(Targets.tpu());
        for (QueueLowering lowering : lowerings) {
          boolean first = lowering.equals(lowerings.getFirst());
          if (first || others || lowering.needs().contains(Need.SORT)) {
            String text = work.laidOut(lowering).text(Targets.tpu());
            done.accept(row(queue, equal, lowering, first, compiler.compile(text)));
          }
        }
      }
    }
  }

  private int steps() {
    return Math.clamp(MOST_EVENTS / (rows * LANES), 1, STEPS);
  }

  private QueueWork work(Queue queue, boolean equal) {
    int longest = Math.min(LONGEST, queue.reach());
    QueueType type =
        queue
            .type(Delays.uniform(ms(1), ms(longest)), dt(ms(1)), List.of(rows, (long) LANES))
            .withReach(longest);
    TensorType each = TensorType.of(ElementType.I32, rows, LANES);
    int[] delays = new int[Math.toIntExact(each.size())];
    Arrays.setAll(delays, i -> equal ? longest : 1 + i % longest);
    byte[] none = new byte[Math.toIntExact(steps() * each.size())];
    return new QueueWork(
        type,
        Tensor.ofInts(each, delays),
        Tensor.ofBytes(each.withElement(ElementType.U8).stacked(steps()), none));
  }

  private Row row(
      Queue queue, boolean equal, QueueLowering lowering, boolean first, AheadOutcome outcome) {
    String delays = equal ? "equal" : "mixed";
    return switch (outcome) {
      case AheadOutcome.Compiled compiled ->
          new Row(
              queue.toString(),
              rows * LANES,
              delays,
              lowering.name(),
              first,
              compiled.price().map(price -> price.perStep(steps())).orElse(-1.0),
              compiled.memory().map(memory -> memory.temporary()).orElse(-1L),
              compiled.optimized().map(AheadTable::carried).orElse("not shown"),
              compiled.optimized().map(AheadTable::unwanted).orElse("not shown"),
              null);
      case AheadOutcome.Refused refused ->
          new Row(
              queue.toString(),
              rows * LANES,
              delays,
              lowering.name(),
              first,
              -1,
              -1,
              "",
              "",
              refused.message());
    };
  }

  private static String carried(OptimizedFacts facts) {
    return "%d of %d".formatted(facts.onChip(), facts.carried());
  }

  /// Copies of single numbers, such as a loop's counter, are left out.
  static String unwanted(OptimizedFacts facts) {
    List<String> found = new ArrayList<>();
    for (String op : List.of("scatter", "gather", "sort", "while")) {
      Optional.of(facts.inLoops(op))
          .filter(count -> count > 0)
          .ifPresent(count -> found.add("%d %s".formatted(count, op)));
    }
    if (facts.largestLoopCopy() > 1) {
      found.add("copy of %,d elements".formatted(facts.largestLoopCopy()));
    }
    return found.isEmpty() ? "none" : String.join(", ", found);
  }
}
