package dev.ranvier.compiler.autodiff;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.BinaryElementwise;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.BlockArgument;
import dev.ranvier.ir.op.BroadcastInDimOp;
import dev.ranvier.ir.op.ConstantOp;
import dev.ranvier.ir.op.ConvertOp;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.IotaOp;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.ReshapeOp;
import dev.ranvier.ir.op.Result;
import dev.ranvier.ir.op.TimeLoopOp;
import dev.ranvier.ir.op.UnaryElementwise;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/// What is kept of each step of a time loop for the way back: the values that the rules ask for, or
/// what these are made of by one op after the other that adds nothing to it. No state of a queue is
/// among them, unless a step is a loop of its own: of such a segment of time, what it begins with
/// is kept (a checkpoint). Which values are asked for is found by going the way back once, on
/// paper.
final class Residuals {
  private Residuals() {}

  /// The values of a loop's body that are kept, in the order in which they are recorded.
  static List<Value> of(Instruction instruction, TimeLoopOp loop, Activity activity) {
    List<BlockArgument> arguments = loop.body().arguments();
    return holdsSteps(loop)
        ? List.copyOf(arguments.subList(1, 1 + loop.carried().size()))
        : asked(instruction, loop, activity);
  }

  /// Whether the steps of a loop are loops themselves: then what is kept is where each begins, with
  /// its queues, and it is run again from there.
  static boolean holdsSteps(TimeLoopOp loop) {
    return loop.body().instructions().stream().anyMatch(one -> one.op() instanceof TimeLoopOp);
  }

  private static List<Value> asked(Instruction instruction, TimeLoopOp loop, Activity activity) {
    Asked asked = new Asked(loop.body());
    Builder paper = new Builder(List.of(), Location.UNKNOWN);
    Sweep sweep = new Sweep(paper, asked, activity);
    for (Result result : instruction.results()) {
      if (result.type() instanceof TensorType && activity.isActive(result)) {
        sweep.flow(result, paper.splat(result.tensorType(), 0.0));
      }
    }
    new TimeLoopTranspose(instruction, loop, sweep).onPaper(asked);
    return asked.kept();
  }

  /// The same loop, which records what is kept after what it records anyway.
  ///
  /// @param around what stands for the values outside of the loop
  static TimeLoopOp recorded(TimeLoopOp loop, List<Value> kept, UnaryOperator<Value> around) {
    Block body = new Copies(around).copy(loop.body(), kept);
    return new TimeLoopOp(
        loop.steps(),
        around.apply(loop.first()),
        loop.carried().stream().map(around).toList(),
        loop.sequences().stream().map(around).toList(),
        body,
        loop.backward());
  }

  /// Notes what is asked for, and gives something of the right type for it.
  static final class Asked implements Primals {
    private final Set<Value> inside = Collections.newSetFromMap(new IdentityHashMap<>());
    private final IdentityHashMap<Value, Value> given = new IdentityHashMap<>();
    private final Set<Value> kept = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<Value> order = new ArrayList<>();

    private Asked(Block body) {
      // The number of the step and the rows of sequences are there on the way back too.
      body.arguments().forEach(inside::add);
      body.instructions().forEach(instruction -> inside.addAll(instruction.results()));
    }

    /// Says that a value is there on the way back anyway.
    void isThere(Value value) {
      inside.remove(value);
    }

    @Override
    public Value get(Value value) {
      note(value);
      return given.computeIfAbsent(value, one -> new BlockArgument(one.type(), Location.UNKNOWN));
    }

    private void note(Value value) {
      Value source = value;
      while (inside.contains(source) && source instanceof Result result) {
        Optional<Value> only = onlySource(result.instruction().op());
        if (isMadeOfConstants(result.instruction().op())) {
          return;
        }
        if (only.isEmpty() || bytes(only.get()) > bytes(source)) {
          break;
        }
        source = only.get();
      }
      if (inside.contains(source) && kept.add(source)) {
        order.add(source);
      }
    }

    List<Value> kept() {
      return List.copyOf(order);
    }

    private boolean isMadeOfConstants(Op op) {
      return switch (op) {
        case ConstantOp _, IotaOp _ -> true;
        case UnaryElementwise _,
            BinaryElementwise _,
            BroadcastInDimOp _,
            ReshapeOp _,
            ConvertOp _ ->
            op.operands().stream().allMatch(this::isConstant);
        default -> false;
      };
    }

    private boolean isConstant(Value value) {
      return !inside.contains(value)
          || (value instanceof Result result && isMadeOfConstants(result.instruction().op()));
    }

    /// The one operand of a cheap op that is not known anyway.
    private Optional<Value> onlySource(Op op) {
      boolean cheap =
          switch (op) {
            case UnaryElementwise _,
                BinaryElementwise _,
                BroadcastInDimOp _,
                ReshapeOp _,
                ConvertOp _ ->
                true;
            default -> false;
          };
      List<Value> unknown = op.operands().stream().filter(one -> !isConstant(one)).toList();
      return cheap && unknown.size() == 1 ? Optional.of(unknown.getFirst()) : Optional.empty();
    }

    private static long bytes(Value value) {
      return value.type() instanceof TensorType type
          ? type.size() * Math.max(1, type.element().bits() / 8)
          : Long.MAX_VALUE;
    }
  }
}
