package dev.ranvier.compiler.target;

import dev.ranvier.compiler.queue.Need;
import dev.ranvier.compiler.queue.QueueLowering;
import dev.ranvier.compiler.queue.QueueUse;
import dev.ranvier.compiler.queue.Queues;
import dev.ranvier.ir.Diagnostic;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.device.Legality;
import dev.ranvier.ir.device.TakenOps;
import dev.ranvier.ir.op.TensorOp;
import dev.ranvier.ir.type.QueueType;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A kind of device that programs are compiled for: what it takes, and what its limits are.
///
/// @param name what messages and the command line call it: `cpu`
/// @param ops what its devices run
/// @param has what it offers to lowerings of queues beyond work element by element
/// @param doubles what stands for `f64`
/// @param time how it goes through time
/// @param walks whether loops within a step, and slices at places that are computed, are worth
///   their while, so that spikes are walked through one by one
/// @param wide whether its lanes are of 32 bits, so that narrower numbers cost more than they save
/// @param gathers whether looking up and adding at places that are computed is what it does by
///   itself, or only where a network asks for it
/// @param prices what work costs on it
/// @param donates whether state that a call takes and gives back is kept in one place; where that
///   place would be slow memory, it is not
/// @param holds whether what loops begin with is to be written before the loop, as its compiler
///   would otherwise have every turn ask whether it is the first
/// @param memory that a program and all it works on has to fit into, in bytes, if there is a limit
public record Target(
    String name,
    TakenOps ops,
    Set<Need> has,
    Doubles doubles,
    TimeLoops time,
    boolean walks,
    boolean wide,
    boolean gathers,
    Prices prices,
    boolean donates,
    boolean holds,
    Optional<Long> memory) {
  private static final int MOST_UNROLLED = 10;
  private static final int LANE_BITS = 32;

  /// Fitted, with the other two, to machine code of TPUs.
  private static final int NARROW = 2;

  private static final int COMPUTED_PLACE = 4;
  private static final int SORT = 100;

  public Target {
    has = Set.copyOf(has);
  }

  /// How many steps a call has, of a run of so many: all of them, or, where they stand one after
  /// the other in the text, at most 10, such that the calls are equal.
  public int stepsOfACall(int run) {
    return switch (time) {
      case ONE_KERNEL, WHILE -> run;
      case UNROLLED ->
          IntStream.rangeClosed(1, MOST_UNROLLED).filter(steps -> run % steps == 0).max().orElse(1);
    };
  }

  /// Whether this target has all that a lowering needs.
  public boolean takes(QueueLowering lowering) {
    return has.containsAll(lowering.needs());
  }

  /// How this target keeps queues of a type that is used in this way: as the type's layout says, or
  /// else in the first lowering that it takes.
  ///
  /// @throws IllegalArgumentException if the layout that the type asks for is unknown or does not
  ///   fit
  public QueueLowering lower(QueueType type, QueueUse use) {
    return Queues.lowering(type, use, name, this::taken);
  }

  /// Of lowerings of a queue, those that this target takes, what it likes best first.
  public List<QueueLowering> taken(List<QueueLowering> lowerings) {
    Stream<QueueLowering> taken = lowerings.stream().filter(this::takes);
    return (wide ? taken.sorted(Comparator.comparingInt(Target::inWideLanes)) : taken).toList();
  }

  /// What a step costs, in words of 32 bits that are touched.
  private static int inWideLanes(QueueLowering lowering) {
    boolean narrow =
        lowering.parts().stream().anyMatch(part -> part.type().element().bits() < LANE_BITS);
    return lowering.parts().size()
        + (narrow ? NARROW : 0)
        + (lowering.needs().contains(Need.DYNAMIC_SLICE) ? COMPUTED_PLACE : 0)
        + (lowering.needs().contains(Need.SORT) ? SORT : 0);
  }

  /// Whether devices of this target run an op of these element types. The ops of its regions are
  /// asked for themselves.
  public boolean takes(TensorOp op) {
    return ops.has(op);
  }

  /// Holds that this target takes all of a lowered module.
  ///
  /// @throws TargetException if not: names every op that it does not take, with its Java line
  public void require(Module module) {
    List<Diagnostic> problems =
        Legality.problems(module, name, ops, "use another layout, queue or target");
    if (!problems.isEmpty()) {
      throw new TargetException(
          "module \"%s\" is not for target %s:\n  %s"
              .formatted(
                  module.name(),
                  name,
                  problems.stream().map(Diagnostic::toString).collect(Collectors.joining("\n  "))));
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
