package dev.ranvier.compiler.autodiff;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.BlockArgument;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.OpParts;
import dev.ranvier.ir.op.OpTable;
import dev.ranvier.ir.op.ReturnOp;
import dev.ranvier.ir.op.Terminator;
import dev.ranvier.ir.op.TimeLoopOp;
import dev.ranvier.ir.op.Value;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.UnaryOperator;

/// Copies instructions, with all that is in their regions, over other values.
final class Copies {
  private final UnaryOperator<Value> around;
  private final IdentityHashMap<Value, Value> inside = new IdentityHashMap<>();

  /// @param around what stands for a value that is defined outside of what is copied
  Copies(UnaryOperator<Value> around) {
    this.around = around;
  }

  /// Appends a copy at the location of the original; the results of the copy.
  List<Value> copy(Instruction instruction, Builder out) {
    Op op = copied(instruction.op());
    return out.at(instruction.location()).append(op, instruction.annotations());
  }

  /// Writes a time loop in another way.
  interface OtherLoop {
    /// @param copies finds what stands for the values that the loop uses
    List<Value> append(TimeLoopOp loop, Copies copies, Builder out);
  }

  /// Appends what a block does, without its terminator; what it hands over.
  List<Value> inline(Block block, List<Value> arguments, Builder out) {
    return inline(block, arguments, out, (loop, copies, to) -> to.append(copies.copied(loop)));
  }

  /// The same, with the time loops of the block written in another way.
  List<Value> inline(Block block, List<Value> arguments, Builder out, OtherLoop loops) {
    for (int i = 0; i < arguments.size(); i++) {
      inside.put(block.arguments().get(i), arguments.get(i));
    }
    for (Instruction instruction : block.instructions()) {
      switch (instruction.op()) {
        case Terminator _ -> {}
        case TimeLoopOp loop ->
            keep(instruction, loops.append(loop, this, out.at(instruction.location())));
        default -> keep(instruction, copy(instruction, out));
      }
    }
    return block.terminator().operands().stream().map(this::find).toList();
  }

  private void keep(Instruction instruction, List<Value> results) {
    for (int i = 0; i < results.size(); i++) {
      inside.put(instruction.result(i), results.get(i));
    }
  }

  /// The same block over other values, with arguments of its own.
  Block copy(Block block) {
    return copy(block, List.of());
  }

  /// The same block, which hands over more of its values after what it hands over anyway.
  Block copy(Block block, List<Value> more) {
    List<BlockArgument> arguments = new ArrayList<>();
    for (BlockArgument argument : block.arguments()) {
      BlockArgument twin = new BlockArgument(argument.type(), argument.location());
      inside.put(argument, twin);
      arguments.add(twin);
    }
    Builder out = new Builder(List.of(), Location.UNKNOWN);
    for (Instruction instruction : block.instructions()) {
      if (!more.isEmpty() && instruction.op() instanceof ReturnOp end) {
        List<Value> handed = new ArrayList<>(end.operands());
        handed.addAll(more);
        out.at(instruction.location()).returns(handed.stream().map(this::find).toList());
      } else {
        keep(instruction, copy(instruction, out));
      }
    }
    return new Block(arguments, out.build().instructions());
  }

  private Op copied(Op op) {
    List<Value> operands = op.operands().stream().map(this::find).toList();
    if (op.regions().isEmpty() && operands.equals(op.operands())) {
      return op;
    }
    List<Block> regions = op.regions().stream().map(this::copy).toList();
    return OpTable.read(
        new OpParts(op.name(), operands, op.attributes(), regions, op.resultTypes()));
  }

  Value find(Value old) {
    Value twin = inside.get(old);
    return twin != null ? twin : around.apply(old);
  }
}
