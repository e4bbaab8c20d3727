package dev.ranvier.compiler.simplify;

import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.Pure;
import dev.ranvier.ir.op.Terminator;
import java.util.IdentityHashMap;

/// Whether ops are pure with all that their regions hold. Remembers what it has seen, so that deep
/// nesting is looked at once.
final class Purity {
  private final IdentityHashMap<Op, Boolean> known = new IdentityHashMap<>();

  boolean isPure(Op op) {
    if (!(op instanceof Pure)) {
      return false;
    }
    if (op.regions().isEmpty()) {
      return true;
    }
    Boolean found = known.get(op);
    if (found == null) {
      found = op.regions().stream().allMatch(this::isPure);
      known.put(op, found);
    }
    return found;
  }

  private boolean isPure(Block block) {
    for (Instruction instruction : block.instructions()) {
      if (!(instruction.op() instanceof Terminator) && !isPure(instruction.op())) {
        return false;
      }
    }
    return true;
  }
}
