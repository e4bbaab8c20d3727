package dev.ranvier.ir;

import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/// The values that an op's regions use and that are defined outside of them.
public final class Captures {
  private final Set<Value> inside = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Value> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final List<Value> captured = new ArrayList<>();

  private Captures() {}

  /// In the order of their first use.
  public static List<Value> of(Op op) {
    Captures captures = new Captures();
    op.regions().forEach(captures::visit);
    return captures.captured;
  }

  private void visit(Block block) {
    inside.addAll(block.arguments());
    for (Instruction instruction : block.instructions()) {
      instruction.op().operands().forEach(this::use);
      instruction.op().regions().forEach(this::visit);
      inside.addAll(instruction.results());
    }
  }

  private void use(Value value) {
    if (!inside.contains(value) && seen.add(value)) {
      captured.add(value);
    }
  }
}
