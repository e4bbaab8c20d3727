package dev.ranvier.compiler.pass;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.BlockArgument;
import dev.ranvier.ir.op.CallOp;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.OpParts;
import dev.ranvier.ir.op.OpTable;
import dev.ranvier.ir.op.TimeLoopOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.Type;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/// Rebuilds functions instruction by instruction; a pass overrides what it changes. One value may
/// become several (a queue its parts), in which case all that holds it is widened.
public abstract class Rewriter {
  private final IdentityHashMap<Value, List<Value>> replacements = new IdentityHashMap<>();

  /// The types that a value of this type becomes.
  protected List<Type> typesFor(Type type) {
    return List.of(type);
  }

  /// Writes what stands for an instruction, and says so by `replace`.
  protected abstract void rewrite(Instruction instruction, Builder out);

  /// Called when there is something that stands for the arguments of a block, before the block is
  /// rewritten.
  protected void enter(Block block) {}

  protected Module rewrite(Module module) {
    return module.withFunctions(module.functions().stream().map(this::rewrite).toList());
  }

  protected Function rewrite(Function function) {
    return function.withBody(rewrite(function.body()));
  }

  protected Block rewrite(Block block) {
    return rewrite(block, block.arguments());
  }

  /// Rewrites a block that keeps only some of its arguments; no one may ask for the others.
  protected final Block rewrite(Block block, List<BlockArgument> kept) {
    List<BlockArgument> arguments = new ArrayList<>();
    for (BlockArgument argument : kept) {
      List<BlockArgument> parts =
          typesFor(argument.type()).stream()
              .map(type -> new BlockArgument(type, argument.location()))
              .toList();
      replace(argument, List.copyOf(parts));
      arguments.addAll(parts);
    }
    enter(block);
    Builder out = new Builder(List.of(), Location.UNKNOWN);
    for (Instruction instruction : block.instructions()) {
      rewrite(instruction, out.at(instruction.location()));
    }
    return new Block(arguments, out.build().instructions());
  }

  protected final List<Type> typesFor(List<Type> types) {
    return types.stream().flatMap(type -> typesFor(type).stream()).toList();
  }

  protected final void replace(Value old, List<Value> by) {
    replacements.put(old, List.copyOf(by));
  }

  /// All results of an instruction, each by as many values as its type becomes.
  protected final void replace(Instruction old, List<Value> by) {
    int next = 0;
    for (Value result : old.results()) {
      int width = typesFor(result.type()).size();
      replace(result, by.subList(next, next + width));
      next += width;
    }
  }

  protected final boolean isReplaced(Value old) {
    return replacements.containsKey(old);
  }

  /// What stands for a value now.
  protected final List<Value> all(Value old) {
    List<Value> found = replacements.get(old);
    if (found == null) {
      throw new IllegalStateException("expected a value that was rewritten, got " + old);
    }
    return found;
  }

  protected final Value one(Value old) {
    List<Value> found = all(old);
    if (found.size() != 1) {
      throw new IllegalStateException(
          "expected one value for %s, got %d".formatted(old, found.size()));
    }
    return found.getFirst();
  }

  protected final List<Value> all(List<Value> olds) {
    return olds.stream().flatMap(old -> all(old).stream()).toList();
  }

  /// Writes the same op over what stands for its operands now.
  protected final void copy(Instruction instruction, Builder out) {
    Op op = instruction.op();
    replace(instruction, out.append(copied(op), instruction.annotations()));
  }

  /// The same op over what stands for its operands now.
  protected final Op copied(Op op) {
    return switch (op) {
      case TimeLoopOp loop ->
          new TimeLoopOp(
              loop.steps(),
              one(loop.first()),
              all(loop.carried()),
              all(loop.sequences()),
              rewrite(loop.body()),
              loop.backward());
      case CallOp call ->
          new CallOp(call.callee(), all(call.operands()), typesFor(call.resultTypes()));
      default -> OpTable.read(partsOf(op));
    };
  }

  /// Writes the instructions of a block where something else stood, entered with values that are of
  /// the new module.
  ///
  /// @return what stands for the values that the block hands over
  protected final List<Value> inline(Block block, List<Value> entered, Builder out) {
    for (int i = 0; i < entered.size(); i++) {
      replace(block.arguments().get(i), List.of(entered.get(i)));
    }
    List<Instruction> instructions = block.instructions();
    for (Instruction instruction : instructions.subList(0, instructions.size() - 1)) {
      rewrite(instruction, out.at(instruction.location()));
    }
    out.at(instructions.getLast().location());
    return all(block.terminator().operands());
  }

  /// The same op over other operands, with results of other types.
  protected final Op copied(Op op, List<Value> operands, List<? extends Type> results) {
    return OpTable.read(
        new OpParts(op.name(), operands, op.attributes(), List.of(), List.copyOf(results)));
  }

  private OpParts partsOf(Op op) {
    List<Block> regions = new ArrayList<>();
    op.regions().forEach(region -> regions.add(rewrite(region)));
    return new OpParts(
        op.name(), all(op.operands()), op.attributes(), regions, typesFor(op.resultTypes()));
  }
}
