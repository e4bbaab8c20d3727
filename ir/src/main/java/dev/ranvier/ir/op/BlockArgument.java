package dev.ranvier.ir.op;

import dev.ranvier.ir.type.Type;

/// A value that a block is entered with.
public final class BlockArgument implements Value {
  private final Type type;
  private final Location location;

  public BlockArgument(Type type, Location location) {
    this.type = type;
    this.location = location;
  }

  @Override
  public Type type() {
    return type;
  }

  @Override
  public Location location() {
    return location;
  }

  @Override
  public String toString() {
    return "block argument of type " + type;
  }
}
