package dev.ranvier.compiler.pass;

import dev.ranvier.compiler.queue.LookingBack;
import dev.ranvier.compiler.queue.PerSynapse;
import dev.ranvier.compiler.queue.QueueLowering;
import dev.ranvier.compiler.queue.Queues;
import dev.ranvier.compiler.target.Target;
import dev.ranvier.compiler.target.TimeLoops;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.OptimizationBarrierOp;
import dev.ranvier.ir.op.QueueCreateOp;
import dev.ranvier.ir.op.QueuePopOp;
import dev.ranvier.ir.op.QueuePushOp;
import dev.ranvier.ir.op.Result;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.LineType;
import dev.ranvier.ir.type.ProjectionType;
import dev.ranvier.ir.type.QueueType;
import dev.ranvier.ir.type.StackType;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Replaces queues by the tensors in which the target keeps them, and their ops by tensor ops.
/// Queues that are arguments or results of functions or loops become their parts there too.
public final class LowerQueues extends PartsRewriter {
  private final Target target;
  private final QueueUses uses;
  private final Map<QueueType, QueueLowering> lowerings = new HashMap<>();

  private LowerQueues(Target target, QueueUses uses) {
    this.target = target;
    this.uses = uses;
  }

  public static Module run(Module module, Target target) {
    return new LowerQueues(target, QueueUses.of(module)).rewrite(module);
  }

  /// How a target keeps the queues of one type of a module.
  public static QueueLowering choose(Module module, Target target, QueueType type) {
    return target.lower(type, QueueUses.of(module).of(type));
  }

  /// How a target could keep the queues of one type of a module, its own choice first.
  public static List<QueueLowering> choices(Module module, Target target, QueueType type) {
    return target.taken(
        Queues.of(type).lowerings(type, QueueUses.of(module).of(type)).stream()
            .filter(one -> one.lacks().isEmpty())
            .toList());
  }

  private QueueLowering lowering(Type type) {
    return lowerings.computeIfAbsent(
        (QueueType) type, queues -> target.lower(queues, uses.of(queues)));
  }

  @Override
  protected Optional<List<Part>> partsOf(Type type) {
    return switch (type) {
      case TensorType _, ProjectionType _, LineType _, StackType _ -> Optional.empty();
      case QueueType queues ->
          Optional.of(
              lowering(queues).parts().stream()
                  .map(part -> new Part(part.name(), part.type()))
                  .toList());
    };
  }

  @Override
  protected void rewrite(Instruction instruction, Builder out) {
    switch (instruction.op()) {
      case QueueCreateOp create ->
          replace(instruction.result(0), lowering(create.type()).create(out));
      case QueuePushOp push -> push(instruction, push, out);
      case QueuePopOp pop -> pop(instruction, pop, out);
      default -> copy(instruction, out);
    }
  }

  private void push(Instruction instruction, QueuePushOp push, Builder out) {
    List<Value> parts = all(push.queue());
    QueueLowering.Pushed pushed =
        switch (lowering(push.queue().type())) {
          case PerSynapse each -> each.push(out, parts, one(push.mask()), one(push.delay()));
          case LookingBack each -> each.push(out, parts, one(push.mask()), one(push.delay()));
        };
    replace(instruction.result(0), pushed.parts());
    replace(instruction.result(1), List.of(pushed.dropped()));
  }

  private void pop(Instruction instruction, QueuePopOp pop, Builder out) {
    List<Value> parts = all(pop.queue());
    QueueLowering.Popped popped =
        switch (lowering(pop.queue().type())) {
          case PerSynapse each -> inPlace(each, parts, out);
          case LookingBack each -> each.pop(out, parts, delays(instruction, each.type(), out));
        };
    replace(instruction.result(0), popped.parts());
    replace(instruction.result(1), List.of(popped.arrived()));
  }

  /// What arrives is taken out before the queues are changed, and a barrier says so: else XLA keeps
  /// a copy of the queues, to be able to do both in any order, and computes steps that are written
  /// out over and over. What is left of a queue in several parts, each of which is computed from
  /// all, stands behind a barrier of its own: so they are new before a push writes over the old
  /// ones. Queues in rows look after that by themselves. Where each step is a turn of a loop of
  /// several kernels, a barrier would only keep both from being done in one of them.
  private QueueLowering.Popped inPlace(PerSynapse each, List<Value> parts, Builder out) {
    boolean apart = target.time() == TimeLoops.WHILE;
    if (apart || parts.isEmpty() || !isElementwise(each)) {
      return each.pop(out, parts);
    }
    List<Value> read = new ArrayList<>();
    read.add(each.pop(out, parts).arrived());
    read.addAll(parts);
    List<Value> ordered = out.append(new OptimizationBarrierOp(read));
    List<Value> left = each.pop(out, ordered.subList(1, ordered.size())).parts();
    return new QueueLowering.Popped(
        left.size() > 1 ? out.append(new OptimizationBarrierOp(left)) : left, ordered.getFirst());
  }

  private static boolean isElementwise(QueueLowering lowering) {
    List<Long> dimensions = lowering.type().dimensions();
    return lowering.parts().stream().allMatch(part -> part.type().dimensions().equals(dimensions));
  }

  /// The delays of the push that follows; any, if there is none.
  private Value delays(Instruction pop, QueueType type, Builder out) {
    return uses.delaysAfter(pop)
        .map(delays -> early(delays, out))
        .orElseGet(() -> out.splat(type.shapedLike(ElementType.I32), 1L));
  }

  /// A value that is computed further down from what is known here, computed now.
  private Value early(Value value, Builder out) {
    if (!isReplaced(value)) {
      Instruction instruction = ((Result) value).instruction();
      instruction.op().operands().forEach(operand -> early(operand, out));
      copy(instruction, out);
    }
    return one(value);
  }
}
