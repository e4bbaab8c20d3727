package dev.ranvier.ir.op;

import dev.ranvier.ir.type.Type;

/// One of the values that an instruction defines.
public final class Result implements Value {
  private final Instruction instruction;
  private final int index;
  private final Type type;

  Result(Instruction instruction, int index, Type type) {
    this.instruction = instruction;
    this.index = index;
    this.type = type;
  }

  /// The instruction that defines this value.
  public Instruction instruction() {
    return instruction;
  }

  public int index() {
    return index;
  }

  @Override
  public Type type() {
    return type;
  }

  @Override
  public Location location() {
    return instruction.location();
  }

  @Override
  public String toString() {
    return "result " + index + " of " + instruction.op().name();
  }
}
