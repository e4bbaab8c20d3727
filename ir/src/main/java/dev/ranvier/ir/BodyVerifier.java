package dev.ranvier.ir;

import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.BlockArgument;
import dev.ranvier.ir.op.EventOp;
import dev.ranvier.ir.op.FuncReturnOp;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.Result;
import dev.ranvier.ir.op.ReturnOp;
import dev.ranvier.ir.op.Terminator;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/// The rules of structure and of stage, for the bodies of functions; `Verifier` lists them. Walks
/// without recursion: a frame for each block that is open.
final class BodyVerifier {
  /// A block that is being walked: `next` is the instruction reached, `region` how many of its
  /// regions have been walked.
  private static final class Frame {
    private final Block block;
    private int next;
    private int region;

    Frame(Block block) {
      this.block = block;
    }
  }

  private final Stage stage;
  private final ShardingVerifier shardings;
  private final List<Diagnostic> problems;
  private final Set<Object> placed = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Value> visible = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Frame> open = new ArrayDeque<>();
  private String function = "";

  BodyVerifier(Stage stage, ShardingVerifier shardings, List<Diagnostic> problems) {
    this.stage = stage;
    this.shardings = shardings;
    this.problems = problems;
  }

  /// Whether a block ends in a terminator.
  static boolean isEnded(Block block) {
    return !block.instructions().isEmpty()
        && block.instructions().getLast().op() instanceof Terminator;
  }

  void verify(Function next) {
    function = next.name();
    enter(next.body(), next.location());
    while (!open.isEmpty()) {
      Frame frame = open.peek();
      if (frame.next == frame.block.instructions().size()) {
        leave(frame);
      } else {
        step(frame);
      }
    }
  }

  private void step(Frame frame) {
    Instruction instruction = frame.block.instructions().get(frame.next);
    List<Block> regions = instruction.op().regions();
    if (frame.region == 0) {
      verifyInstruction(frame, instruction);
    }
    if (frame.region < regions.size()) {
      Block region = regions.get(frame.region++);
      if (open.size() < Verifier.MAXIMUM_NESTING) {
        enter(region, instruction.location());
      } else {
        report(
            instruction.location(),
            "%s: expected regions nested at most %d deep, got deeper ones",
            instruction.op().name(),
            Verifier.MAXIMUM_NESTING);
      }
      return;
    }
    visible.addAll(instruction.results());
    frame.region = 0;
    frame.next++;
  }

  private void enter(Block block, Location location) {
    if (!placed.add(block)) {
      report(location, "block: expected a block in one place, got one that stands in two");
      return;
    }
    for (BlockArgument argument : block.arguments()) {
      if (!placed.add(argument)) {
        report(location, "block: expected arguments of its own, got those of another block");
      }
      verifyStage("block argument", argument, location);
      visible.add(argument);
    }
    if (!isEnded(block)) {
      report(location, "block: expected a terminator as the last op, got none");
    }
    open.push(new Frame(block));
  }

  private void leave(Frame frame) {
    open.pop();
    frame.block.arguments().forEach(visible::remove);
    for (Instruction instruction : frame.block.instructions()) {
      instruction.results().forEach(visible::remove);
    }
  }

  private void verifyInstruction(Frame frame, Instruction instruction) {
    Op op = instruction.op();
    if (!placed.add(instruction)) {
      report(
          instruction.location(),
          "%s: expected an instruction in one place, got one that stands in two",
          op.name());
    }
    verifyOperands(instruction);
    verifyTerminator(frame, instruction);
    if (stage == Stage.TENSOR && op instanceof EventOp) {
      report(instruction.location(), "%s: expected no event ops after lowering", op.name());
    }
    for (Result result : instruction.results()) {
      verifyStage(op.name(), result, instruction.location());
    }
    shardings.verify(function, instruction);
    for (String annotation : instruction.annotations().keySet()) {
      if (annotation.indexOf('.') <= 0) {
        report(
            instruction.location(),
            "%s: expected annotations with a dialect before a dot, got \"%s\"",
            op.name(),
            annotation);
      }
    }
  }

  private void verifyOperands(Instruction instruction) {
    List<Value> operands = instruction.op().operands();
    for (int i = 0; i < operands.size(); i++) {
      if (!visible.contains(operands.get(i))) {
        report(
            instruction.location(),
            "%s: operand %d: expected a value that is defined before and in sight, got %s from %s",
            instruction.op().name(),
            i,
            operands.get(i),
            operands.get(i).location());
      }
    }
  }

  private void verifyTerminator(Frame frame, Instruction instruction) {
    if (!(instruction.op() instanceof Terminator terminator)) {
      return;
    }
    boolean last = frame.next == frame.block.instructions().size() - 1;
    if (!last) {
      report(
          instruction.location(),
          "%s: expected a terminator as the last op alone, got one before the end",
          instruction.op().name());
    }
    boolean outermost = open.size() == 1;
    boolean right =
        switch (terminator) {
          case FuncReturnOp _ -> outermost;
          case ReturnOp _ -> !outermost;
        };
    if (!right) {
      report(
          instruction.location(),
          "%s: expected %s as the end of a %s",
          instruction.op().name(),
          outermost ? "func.return" : "stablehlo.return",
          outermost ? "function" : "region");
    }
  }

  private void verifyStage(String what, Value value, Location location) {
    if (stage == Stage.TENSOR && !(value.type() instanceof TensorType)) {
      report(location, "%s: expected no queues after lowering, got %s", what, value.type());
    }
  }

  private void report(Location location, String message, Object... details) {
    problems.add(
        new Diagnostic(location, "function @" + function + ": " + message.formatted(details)));
  }
}
