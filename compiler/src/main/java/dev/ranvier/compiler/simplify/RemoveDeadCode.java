package dev.ranvier.compiler.simplify;

import dev.ranvier.compiler.pass.Rewriter;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.BlockArgument;
import dev.ranvier.ir.op.CaseOp;
import dev.ranvier.ir.op.IfOp;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.ReturnOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.op.WhileOp;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Leaves out what no one uses: pure ops, what loops carry only for itself, and what branches hand
/// over in vain. `Liveness` says what is used. A pure loop that no one uses goes as a whole, even
/// one that would never end. Functions keep their arguments and results.
public final class RemoveDeadCode extends Rewriter {
  private final Liveness liveness;

  /// Which of its operands a region hands over from now on, by its terminator.
  private final IdentityHashMap<Instruction, BitSet> handed = new IdentityHashMap<>();

  private RemoveDeadCode(Liveness liveness) {
    this.liveness = liveness;
  }

  public static Module run(Module module) {
    return new RemoveDeadCode(Liveness.of(module)).rewrite(module);
  }

  @Override
  protected void rewrite(Instruction instruction, Builder out) {
    if (!liveness.isLive(instruction)) {
      return;
    }
    switch (instruction.op()) {
      case WhileOp loop -> narrow(instruction, rewrite(loop, liveness.used(instruction)), out);
      case IfOp branch -> {
        List<Block> branches = rewriteBranches(branch.regions(), liveness.used(instruction));
        Op narrowed = new IfOp(one(branch.predicate()), branches.getFirst(), branches.getLast());
        narrow(instruction, narrowed, out);
      }
      case CaseOp branch -> {
        List<Block> branches = rewriteBranches(branch.branches(), liveness.used(instruction));
        narrow(instruction, new CaseOp(one(branch.index()), branches), out);
      }
      case ReturnOp(List<Value> operands) ->
          out.append(
              new ReturnOp(all(kept(operands, handed.get(instruction)))),
              instruction.annotations());
      default -> copy(instruction, out);
    }
  }

  private void narrow(Instruction instruction, Op narrowed, Builder out) {
    List<Value> results = out.append(narrowed, instruction.annotations());
    List<? extends Value> old = kept(instruction.results(), liveness.used(instruction));
    for (int i = 0; i < old.size(); i++) {
      replace(old.get(i), List.of(results.get(i)));
    }
  }

  private WhileOp rewrite(WhileOp loop, BitSet used) {
    handed.put(loop.body().instructions().getLast(), used);
    return new WhileOp(
        all(kept(loop.operands(), used)),
        rewrite(loop.condition(), arguments(loop.condition(), used)),
        rewrite(loop.body(), arguments(loop.body(), used)));
  }

  private static List<BlockArgument> arguments(Block block, BitSet used) {
    return kept(block.arguments(), used);
  }

  private List<Block> rewriteBranches(List<Block> branches, BitSet used) {
    branches.forEach(branch -> handed.put(branch.instructions().getLast(), used));
    return branches.stream().map(this::rewrite).toList();
  }

  /// Those that are used; all where nothing is said.
  private static <T> List<T> kept(List<T> all, @Nullable BitSet used) {
    if (used == null) {
      return all;
    }
    List<T> kept = new ArrayList<>();
    used.stream().filter(i -> i < all.size()).forEach(i -> kept.add(all.get(i)));
    return kept;
  }
}
