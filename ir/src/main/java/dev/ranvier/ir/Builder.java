package dev.ranvier.ir;

import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.BlockArgument;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.Result;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/// Appends ops to one block. An op checks itself when it is made; what is appended takes the
/// builder's present location.
public class Builder {
  private final List<BlockArgument> arguments;
  private final List<Instruction> instructions = new ArrayList<>();
  private Location location;

  public Builder(List<? extends Type> argumentTypes, Location location) {
    this.arguments = argumentTypes.stream().map(type -> new BlockArgument(type, location)).toList();
    this.location = location;
  }

  /// Builds a block: `body` gets the builder and the block's arguments and must end with a
  /// terminator.
  public static Block block(
      List<? extends Type> argumentTypes,
      Location location,
      BiConsumer<Builder, List<Value>> body) {
    Builder builder = new Builder(argumentTypes, location);
    body.accept(builder, builder.arguments());
    return builder.build();
  }

  public List<Value> arguments() {
    return List.copyOf(arguments);
  }

  public Location location() {
    return location;
  }

  /// From now on, ops are said to come from `place`.
  public Builder at(Location place) {
    this.location = place;
    return this;
  }

  /// Appends an op of any number of results.
  public List<Value> append(Op op) {
    Instruction instruction = new Instruction(op, location);
    instructions.add(instruction);
    return List.<Value>copyOf(instruction.results());
  }

  /// Appends an op of exactly one result.
  public Value add(Op op) {
    Instruction instruction = new Instruction(op, location);
    List<Result> results = instruction.results();
    if (results.size() != 1) {
      throw new IllegalArgumentException(
          op.name() + ": expected an op of one result, got one of " + results.size());
    }
    instructions.add(instruction);
    return results.getFirst();
  }

  public Block build() {
    return new Block(arguments, instructions);
  }
}
