package dev.ranvier.compiler.simplify;

import dev.ranvier.ir.Module;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.BlockArgument;
import dev.ranvier.ir.op.CaseOp;
import dev.ranvier.ir.op.IfOp;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.Result;
import dev.ranvier.ir.op.Terminator;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.op.WhileOp;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What of a module is used in the end: what functions hand over, the operands of ops that are not
/// pure, and whatever these are computed from. What a loop carries is used if its result is, or if
/// something else that is used reads it in the loop; what only feeds itself is not.
///
/// Marks values from the end to the beginning, with a list of what is still to be looked at.
final class Liveness {
  /// An argument of a block: of which instruction's region, and the how manieth.
  private record Place(Instruction instruction, int index) {}

  private final Purity purity = new Purity();
  private final IdentityHashMap<Instruction, BitSet> live = new IdentityHashMap<>();
  private final IdentityHashMap<Instruction, Instruction> holders = new IdentityHashMap<>();
  private final IdentityHashMap<BlockArgument, Place> places = new IdentityHashMap<>();
  private final List<Instruction> loops = new ArrayList<>();
  private final Set<Value> marked = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Value> pending = new ArrayDeque<>();

  private Liveness() {}

  static Liveness of(Module module) {
    Liveness liveness = new Liveness();
    module.functions().forEach(function -> liveness.index(function.body(), null));
    module.functions().forEach(function -> liveness.markEffects(function.body(), true));
    liveness.follow();
    liveness.keepOneCarried();
    return liveness;
  }

  boolean isLive(Instruction instruction) {
    return live.containsKey(instruction);
  }

  /// Which results of a live instruction are used.
  BitSet used(Instruction instruction) {
    return live.getOrDefault(instruction, new BitSet());
  }

  private void index(Block block, @Nullable Instruction holder) {
    for (Instruction instruction : block.instructions()) {
      if (holder != null) {
        holders.put(instruction, holder);
      }
      for (Block region : instruction.op().regions()) {
        for (int i = 0; i < region.arguments().size(); i++) {
          places.put(region.arguments().get(i), new Place(instruction, i));
        }
        index(region, instruction);
      }
      if (instruction.op() instanceof WhileOp) {
        loops.add(instruction);
      }
    }
  }

  /// Marks what must run whoever uses it: ops that are not pure, with all around them.
  private void markEffects(Block block, boolean outermost) {
    for (Instruction instruction : block.instructions()) {
      boolean terminator = instruction.op() instanceof Terminator;
      if (terminator ? outermost : !purity.isPure(instruction.op())) {
        keep(instruction);
        instruction.op().regions().forEach(region -> markEffects(region, false));
      }
    }
  }

  /// The instruction runs, whichever of its results are used; gives which are.
  private BitSet keep(Instruction instruction) {
    BitSet known = live.get(instruction);
    if (known != null) {
      return known;
    }
    BitSet used = new BitSet();
    live.put(instruction, used);
    Instruction holder = holders.get(instruction);
    if (holder != null) {
      keep(holder);
    }
    keepParts(instruction.op());
    if (!isNarrowed(instruction)) {
      instruction.results().forEach(this::mark);
    }
    return used;
  }

  private void keepParts(Op op) {
    switch (op) {
      case WhileOp loop -> {
        keepEnd(loop.condition(), true);
        keepEnd(loop.body(), false);
      }
      case IfOp branch -> keepBranches(branch.regions(), branch.predicate());
      case CaseOp branch -> keepBranches(branch.branches(), branch.index());
      default -> {
        op.operands().forEach(this::mark);
        op.regions().forEach(region -> keepEnd(region, true));
      }
    }
  }

  private void keepBranches(List<Block> branches, Value choice) {
    mark(choice);
    branches.forEach(branch -> keepEnd(branch, false));
  }

  /// A region that runs has an end; what it hands over may yet be for nothing.
  private void keepEnd(Block region, boolean whole) {
    Instruction end = region.instructions().getLast();
    live.putIfAbsent(end, new BitSet());
    if (whole) {
      end.op().operands().forEach(this::mark);
    }
  }

  /// Whether results that no one uses are taken away: annotations may speak of all of them.
  private static boolean isNarrowed(Instruction instruction) {
    return switch (instruction.op()) {
      case WhileOp _, IfOp _, CaseOp _ -> instruction.annotations().isEmpty();
      default -> true;
    };
  }

  private void mark(Value value) {
    if (marked.add(value)) {
      pending.push(value);
    }
  }

  private void follow() {
    while (!pending.isEmpty()) {
      switch (pending.pop()) {
        case Result result -> follow(result.instruction(), result.index());
        case BlockArgument argument -> {
          Place place = places.get(argument);
          if (place != null && place.instruction().op() instanceof WhileOp) {
            follow(place.instruction(), place.index());
          }
        }
      }
    }
  }

  /// A result is used, or for a loop what it carries there.
  private void follow(Instruction instruction, int index) {
    keep(instruction).set(index);
    switch (instruction.op()) {
      case WhileOp loop -> {
        mark(loop.operands().get(index));
        mark(loop.body().terminator().operands().get(index));
      }
      case IfOp branch -> markHanded(branch.regions(), index);
      case CaseOp branch -> markHanded(branch.branches(), index);
      default -> {}
    }
  }

  private void markHanded(List<Block> branches, int index) {
    branches.forEach(branch -> mark(branch.terminator().operands().get(index)));
  }

  /// A loop that runs for its effects alone still carries something: its first value.
  private void keepOneCarried() {
    for (Instruction loop : loops) {
      if (isLive(loop) && used(loop).isEmpty() && !loop.results().isEmpty()) {
        mark(loop.result(0));
      }
    }
    follow();
  }
}
