package dev.ranvier.compiler.simplify;

import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.Value;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/// An op with regions, spelled out so that two of them can be compared: the values that its regions
/// define are numbered in order, those around it stand for themselves. An op of more than
/// `MOST_WORDS` stands for itself, and is equal to no other: spelling out loops in loops in loops
/// would take more than linear time.
final class Spelling {
  private static final int MOST_WORDS = 1_024;

  private enum Mark {
    REGION,
    INSTRUCTION
  }

  private final IdentityHashMap<Value, Integer> numbers = new IdentityHashMap<>();
  private final List<Object> words = new ArrayList<>();

  private Spelling() {}

  static Object of(Op op) {
    Spelling spelling = new Spelling();
    spelling.add(op);
    return spelling.isTooLong() ? new Object() : spelling.words;
  }

  private boolean isTooLong() {
    return words.size() > MOST_WORDS;
  }

  private void add(Op op) {
    words.add(op.name());
    for (Value operand : op.operands()) {
      Integer number = numbers.get(operand);
      words.add(number == null ? operand : number);
    }
    words.add(op.attributes());
    words.add(op.resultTypes());
    op.regions().forEach(this::add);
  }

  private void add(Block block) {
    words.add(Mark.REGION);
    block.arguments().forEach(this::define);
    words.add(block.argumentTypes());
    for (Instruction instruction : block.instructions()) {
      if (isTooLong()) {
        return;
      }
      words.add(Mark.INSTRUCTION);
      words.add(instruction.annotations());
      add(instruction.op());
      instruction.results().forEach(this::define);
    }
  }

  private void define(Value value) {
    numbers.put(value, numbers.size());
  }
}
