package dev.ranvier.compiler.simplify;

import dev.ranvier.compiler.pass.Rewriter;
import dev.ranvier.compiler.simplify.rule.Constants;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.CaseOp;
import dev.ranvier.ir.op.ConstantOp;
import dev.ranvier.ir.op.IfOp;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.Literal;
import dev.ranvier.ir.op.Pure;
import dev.ranvier.ir.op.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Computes what is known when the program is built: a pure op on constants becomes a constant, and
/// a branch on a constant the branch that it takes. `Folding` says how, and where it would not give
/// the device's own bits or make the text grow, and so is left alone.
public final class FoldConstants extends Rewriter {
  private FoldConstants() {}

  public static Module run(Module module) {
    return new FoldConstants().rewrite(module);
  }

  @Override
  protected void rewrite(Instruction instruction, Builder out) {
    Optional<Block> taken = taken(instruction);
    if (taken.isPresent()) {
      inline(instruction, taken.get(), out);
      return;
    }
    Optional<Literal> folded = fold(instruction);
    if (folded.isPresent()) {
      replace(instruction.result(0), out.append(new ConstantOp(folded.get())));
    } else {
      copy(instruction, out);
    }
  }

  /// The branch that is taken, if that is known.
  private Optional<Block> taken(Instruction instruction) {
    if (!instruction.annotations().isEmpty()) {
      return Optional.empty();
    }
    return switch (instruction.op()) {
      case IfOp branch ->
          Constants.literal(one(branch.predicate()))
              .map(known -> known.bits(0) != 0 ? branch.onTrue() : branch.onFalse());
      case CaseOp branch ->
          Constants.literal(one(branch.index())).map(known -> at(branch.branches(), known.bits(0)));
      default -> Optional.empty();
    };
  }

  /// The last branch for an index out of range.
  private static Block at(List<Block> branches, long index) {
    return index >= 0 && index < branches.size() ? branches.get((int) index) : branches.getLast();
  }

  private void inline(Instruction instruction, Block block, Builder out) {
    List<Instruction> inside = block.instructions();
    for (Instruction each : inside.subList(0, inside.size() - 1)) {
      rewrite(each, out.at(each.location()));
    }
    List<Value> handed = block.terminator().operands();
    for (int i = 0; i < handed.size(); i++) {
      replace(instruction.result(i), all(handed.get(i)));
    }
  }

  private Optional<Literal> fold(Instruction instruction) {
    boolean canFold =
        instruction.op() instanceof Pure
            && instruction.op().regions().isEmpty()
            && !instruction.op().operands().isEmpty()
            && instruction.annotations().isEmpty();
    if (!canFold) {
      return Optional.empty();
    }
    List<Literal> operands = new ArrayList<>();
    for (Value operand : instruction.op().operands()) {
      Optional<Literal> known = Constants.literal(one(operand));
      if (known.isEmpty()) {
        return Optional.empty();
      }
      operands.add(known.get());
    }
    return Folding.fold(instruction.op(), operands);
  }
}
