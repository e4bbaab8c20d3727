package dev.ranvier.ir.op;

import dev.ranvier.ir.type.Type;
import java.util.List;

/// A straight run of instructions, the last of which is a terminator. A region of an op is one
/// block, which may use the values of the blocks around it; a function's body uses only its own.
public record Block(List<BlockArgument> arguments, List<Instruction> instructions) {
  public Block {
    arguments = List.copyOf(arguments);
    instructions = List.copyOf(instructions);
  }

  public List<Type> argumentTypes() {
    return arguments.stream().map(BlockArgument::type).toList();
  }

  /// The last instruction's op, which hands the block's values over.
  ///
  /// @throws IllTypedException if the block does not end in a terminator
  public Terminator terminator() {
    if (!instructions.isEmpty() && instructions.getLast().op() instanceof Terminator terminator) {
      return terminator;
    }
    throw new IllTypedException("block", "expected a terminator as the last op, got none");
  }

  /// The types that the terminator hands over.
  public List<Type> yieldedTypes() {
    return terminator().operands().stream().map(Value::type).toList();
  }

  /// Blocks are equal only to themselves, as their values are.
  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
