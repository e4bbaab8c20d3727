package dev.ranvier.compiler.simplify;

import dev.ranvier.compiler.pass.Rewriter;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.ConstantOp;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.IotaOp;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.Result;
import dev.ranvier.ir.op.Value;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/// Moves out of loops what is the same in every step: an op in a loop's body or condition whose
/// operands come from outside goes in front of the loop, and out of the loops around it as far as
/// its operands allow. What a loop carries but never changes is what it began with.
///
/// `Movability` says which ops may move. Constants and counts cost nothing where they stand: they
/// stay, and are copied to the front for what needs them there. Branches stay, and what is in them:
/// they may be there so that it does not run.
public final class HoistInvariants extends Rewriter {
  /// A block that is open; the outermost is a function's body.
  private static final class Frame {
    private final boolean loop;
    private final IdentityHashMap<Value, Value> copies = new IdentityHashMap<>();
    private Builder out = new Builder(List.of(), Location.UNKNOWN);

    Frame(boolean loop) {
      this.loop = loop;
    }
  }

  private final Movability movability = new Movability();
  private final List<Frame> frames = new ArrayList<>();
  private Unchanged unchanged = Unchanged.of(List.of());

  /// How many blocks are open around what stands for a value now: 0 in a function's body.
  private final IdentityHashMap<Value, Integer> depths = new IdentityHashMap<>();

  private HoistInvariants() {}

  public static Module run(Module module) {
    return new HoistInvariants().rewrite(module);
  }

  @Override
  protected Function rewrite(Function function) {
    unchanged = Unchanged.of(function.body().instructions());
    return super.rewrite(function);
  }

  @Override
  protected Block rewrite(Block block) {
    frames.add(new Frame(unchanged.isOfLoop(block)));
    Block rewritten = super.rewrite(block);
    frames.removeLast();
    return rewritten;
  }

  private int deepest() {
    return frames.size() - 1;
  }

  @Override
  protected void enter(Block block) {
    block.arguments().forEach(argument -> depths.put(argument, deepest()));
    block.arguments().forEach(this::reuse);
  }

  /// A value that is the same as one from further out gives way to it.
  private void reuse(Value value) {
    Value origin = unchanged.origin(value);
    if (origin != value) {
      replace(value, all(origin));
      depths.put(value, depthOf(origin));
    }
  }

  private int depthOf(Value value) {
    return depths.getOrDefault(value, 0);
  }

  @Override
  protected void rewrite(Instruction instruction, Builder out) {
    frames.getLast().out = out;
    int depth = depthFor(instruction);
    if (depth < deepest()) {
      move(instruction, depth);
    } else {
      copy(instruction, out);
    }
    instruction.results().forEach(result -> depths.put(result, depth));
    instruction.results().forEach(this::reuse);
  }

  /// How many blocks must be open around an instruction.
  private int depthFor(Instruction instruction) {
    int depth = deepest();
    if (!frames.getLast().loop || !movability.isMovable(instruction)) {
      return depth;
    }
    int needed = 0;
    for (Value operand : instruction.op().operands()) {
      needed = Math.max(needed, isFree(operand) ? 0 : depthOf(operand));
    }
    while (depth > needed && frames.get(depth).loop) {
      depth--;
    }
    return depth;
  }

  /// Whether a value can be had anywhere.
  private boolean isFree(Value value) {
    return unchanged.origin(value) instanceof Result result
        && (result.instruction().op() instanceof ConstantOp
            || result.instruction().op() instanceof IotaOp)
        && result.instruction().annotations().isEmpty();
  }

  private void move(Instruction instruction, int depth) {
    IdentityHashMap<Value, Value> stood = new IdentityHashMap<>();
    for (Value operand : instruction.op().operands()) {
      if (isFree(operand) && depthOf(operand) > depth) {
        stood.putIfAbsent(operand, one(operand));
        replace(operand, List.of(copyIn(frames.get(depth), unchanged.origin(operand))));
      }
    }
    Builder front = frames.get(depth).out;
    Location place = front.location();
    List<Value> moved = front.at(instruction.location()).append(copied(instruction.op()));
    front.at(place);
    for (int i = 0; i < moved.size(); i++) {
      replace(instruction.result(i), List.of(moved.get(i)));
    }
    stood.forEach((operand, value) -> replace(operand, List.of(value)));
  }

  private static Value copyIn(Frame frame, Value free) {
    return frame.copies.computeIfAbsent(
        free,
        value -> {
          Location place = frame.out.location();
          Value copy = frame.out.at(value.location()).add(((Result) value).instruction().op());
          frame.out.at(place);
          return copy;
        });
  }
}
