package dev.ranvier.compiler.simplify;

import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.op.WhileOp;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/// What loops carry without ever changing it: a body hands over the very argument that it took.
/// Such an argument, and the loop's result, are the value that the loop began with.
final class Unchanged {
  private final IdentityHashMap<Value, Value> origins = new IdentityHashMap<>();
  private final Set<Block> loops = Collections.newSetFromMap(new IdentityHashMap<>());

  private Unchanged() {}

  /// Looks through a function's instructions and all their regions, the innermost loops first.
  static Unchanged of(List<Instruction> instructions) {
    Unchanged unchanged = new Unchanged();
    unchanged.visit(instructions);
    return unchanged;
  }

  /// Whether this is the body or the condition of a loop.
  boolean isOfLoop(Block block) {
    return loops.contains(block);
  }

  /// The value that this one is the same as, from as far out as possible; or itself.
  Value origin(Value value) {
    Value origin = value;
    for (Value next = origins.get(origin); next != null; next = origins.get(origin)) {
      origin = next;
    }
    return origin;
  }

  private void visit(List<Instruction> instructions) {
    for (Instruction instruction : instructions) {
      instruction.op().regions().forEach(region -> visit(region.instructions()));
      if (instruction.op() instanceof WhileOp loop) {
        loops.addAll(loop.regions());
        if (instruction.annotations().isEmpty()) {
          visit(instruction, loop);
        }
      }
    }
  }

  private void visit(Instruction instruction, WhileOp loop) {
    List<Value> handed = loop.body().terminator().operands();
    for (int i = 0; i < handed.size(); i++) {
      Value argument = loop.body().arguments().get(i);
      if (origin(handed.get(i)) == argument) {
        Value initial = loop.operands().get(i);
        origins.put(argument, initial);
        origins.put(loop.condition().arguments().get(i), initial);
        origins.put(instruction.result(i), initial);
      }
    }
  }
}
