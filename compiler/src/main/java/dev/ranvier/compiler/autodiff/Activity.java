package dev.ranvier.compiler.autodiff;

import dev.ranvier.compiler.queue.Queues;
import dev.ranvier.ir.Captures;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.CaseOp;
import dev.ranvier.ir.op.CustomDerivativeOp;
import dev.ranvier.ir.op.DeliverAdjointOp;
import dev.ranvier.ir.op.DeliverOp;
import dev.ranvier.ir.op.EventOp;
import dev.ranvier.ir.op.IfOp;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.LineCreateOp;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.ProjectionCreateOp;
import dev.ranvier.ir.op.QueueCreateOp;
import dev.ranvier.ir.op.QueuePopOp;
import dev.ranvier.ir.op.QueuePushOp;
import dev.ranvier.ir.op.SendAdjointOp;
import dev.ranvier.ir.op.SendOp;
import dev.ranvier.ir.op.SpikeOp;
import dev.ranvier.ir.op.TensorOp;
import dev.ranvier.ir.op.TimeLoopOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.op.WhileOp;
import dev.ranvier.ir.type.LineType;
import dev.ranvier.ir.type.ProjectionType;
import dev.ranvier.ir.type.QueueType;
import dev.ranvier.ir.type.StackType;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Which values depend on those that are differentiated by, through ops that have a derivative.
/// Only what is active gets a tangent or a cotangent. Tensors of floats can be active, and queues
/// and projections as their containers; integers and booleans never are.
final class Activity {
  private final Set<Value> active = Collections.newSetFromMap(new IdentityHashMap<>());

  private Activity() {}

  /// @param wrt values that are differentiated by, of the block or around it
  static Activity of(Block body, Collection<? extends Value> wrt) {
    Activity activity = new Activity();
    wrt.forEach(activity::mark);
    activity.visit(body);
    return activity;
  }

  boolean isActive(Value value) {
    return active.contains(value);
  }

  private void visit(Block block) {
    block.instructions().forEach(this::visit);
  }

  private void visit(Instruction instruction) {
    switch (instruction.op()) {
      case EventOp op -> visit(instruction, op);
      case IfOp op -> branches(instruction, op.regions());
      case CaseOp op -> branches(instruction, op.regions());
      case WhileOp op -> loop(op);
      case TensorOp op -> plain(instruction, op);
    }
    if (instruction.op() instanceof WhileOp op) {
      flow(op.body().arguments(), instruction.results());
    }
  }

  private void visit(Instruction instruction, EventOp op) {
    switch (op) {
      case TimeLoopOp loop -> timeLoop(instruction, loop);
      case QueueCreateOp _, ProjectionCreateOp _, LineCreateOp _ -> {}
      case DeliverOp deliver -> through(instruction, deliver, deliver.projection());
      case SendOp send -> through(instruction, send, send.projection());
      case SpikeOp _,
          QueuePushOp _,
          QueuePopOp _,
          SendAdjointOp _,
          DeliverAdjointOp _,
          CustomDerivativeOp _ ->
          plain(instruction, op);
    }
  }

  /// Nothing goes through queues that hold no event: what arrives depends on nothing that is sent.
  private void through(Instruction instruction, EventOp op, Value projection) {
    if (Queues.of(((ProjectionType) projection.type()).queues()).holdsEvents()) {
      plain(instruction, op);
    }
  }

  private void plain(Instruction instruction, Op op) {
    if (GradientRule.of(op) != GradientRule.NONE_BY_NATURE
        && Stream.concat(op.operands().stream(), Captures.of(op).stream())
            .anyMatch(this::isActive)) {
      instruction.results().forEach(this::mark);
    }
  }

  private void branches(Instruction instruction, List<Block> branches) {
    for (Block branch : branches) {
      visit(branch);
      flow(branch.terminator().operands(), instruction.results());
    }
  }

  /// Until nothing more becomes active: what a turn hands over is what the next takes.
  private void loop(WhileOp loop) {
    flow(loop.operands(), loop.body().arguments());
    int before;
    do {
      before = active.size();
      visit(loop.body());
      flow(loop.body().terminator().operands(), loop.body().arguments());
    } while (active.size() > before);
  }

  private void timeLoop(Instruction instruction, TimeLoopOp loop) {
    List<Value> entered = new ArrayList<>(loop.carried());
    entered.addAll(loop.sequences());
    List<? extends Value> arguments = loop.body().arguments();
    flow(entered, arguments.subList(1, arguments.size()));
    List<Value> yielded = loop.body().terminator().operands();
    int before;
    do {
      before = active.size();
      visit(loop.body());
      flow(
          yielded.subList(0, loop.carried().size()),
          arguments.subList(1, 1 + loop.carried().size()));
    } while (active.size() > before);
    flow(loop.carried(), instruction.results());
    flow(yielded, instruction.results());
  }

  /// From each value to the one that it becomes.
  private void flow(List<? extends Value> from, List<? extends Value> to) {
    for (int i = 0; i < from.size(); i++) {
      if (isActive(from.get(i))) {
        mark(to.get(i));
      }
    }
  }

  private void mark(Value value) {
    if (canBeActive(value.type())) {
      active.add(value);
    }
  }

  private static boolean canBeActive(Type type) {
    return switch (type) {
      case TensorType tensor -> tensor.element().isFloat();
      case QueueType _, ProjectionType _, LineType _ -> true;
      case StackType _ -> false;
    };
  }
}
