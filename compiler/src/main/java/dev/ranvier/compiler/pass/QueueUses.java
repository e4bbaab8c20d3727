package dev.ranvier.compiler.pass;

import dev.ranvier.compiler.queue.QueueUse;
import dev.ranvier.compiler.queue.Queues;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.QueuePopOp;
import dev.ranvier.ir.op.QueuePushOp;
import dev.ranvier.ir.op.Result;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.QueueType;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/// How a module uses its queues, by their types: what holds of all queues of one type, since queues
/// of one type may meet as arguments and results of functions.
final class QueueUses {
  /// How often a queue has been pushed so far: a second push of a block may have another delay.
  private record Pushes(int sincePop, int inBlock) {
    Pushes oneMore() {
      return new Pushes(sincePop + 1, inBlock + 1);
    }

    Pushes popped() {
      return new Pushes(0, inBlock);
    }
  }

  private static final Pushes NONE = new Pushes(0, 0);

  private final Map<QueueType, QueueUse> uses = new HashMap<>();
  private final IdentityHashMap<Instruction, QueuePushOp> pushAfter = new IdentityHashMap<>();

  private QueueUses() {}

  static QueueUses of(Module module) {
    QueueUses uses = new QueueUses();
    module.functions().forEach(function -> uses.visit(function.body()));
    return uses;
  }

  QueueUse of(QueueType type) {
    return uses.getOrDefault(type, QueueUse.NONE);
  }

  /// The delays, known there already, of what is pushed into the queues that a pop gives.
  Optional<Value> delaysAfter(Instruction pop) {
    return Optional.ofNullable(pushAfter.get(pop)).map(QueuePushOp::delay);
  }

  private void visit(Block block) {
    KnownDelays known = KnownDelays.in(block);
    IdentityHashMap<Value, Pushes> pushesOf = new IdentityHashMap<>();
    for (Instruction instruction : block.instructions()) {
      switch (instruction.op()) {
        case QueuePushOp push -> {
          Pushes pushes = pushesOf.getOrDefault(push.queue(), NONE).oneMore();
          pushesOf.put(instruction.result(0), pushes);
          note(push, pushes, known);
        }
        case QueuePopOp pop ->
            pushesOf.put(instruction.result(0), pushesOf.getOrDefault(pop.queue(), NONE).popped());
        default -> instruction.op().regions().forEach(this::visit);
      }
    }
  }

  private void note(QueuePushOp push, Pushes pushes, KnownDelays known) {
    QueueType type = (QueueType) push.queue().type();
    boolean isFixed = pushes.inBlock() == 1 && known.isFixed(push.delay());
    Optional<Instruction> pop = popBefore(push);
    if (isFixed) {
      pop.ifPresent(before -> pushAfter.put(before, push));
    }
    QueueUse use =
        new QueueUse(
            pushes.sincePop(),
            isFixed,
            isFixed && pop.isPresent(),
            KnownDelays.isUniform(push.delay()),
            KnownDelays.isWithin(push.delay(), Queues.reach(type)));
    uses.merge(type, use, QueueUse::and);
  }

  private static Optional<Instruction> popBefore(QueuePushOp push) {
    return push.queue() instanceof Result result && result.instruction().op() instanceof QueuePopOp
        ? Optional.of(result.instruction())
        : Optional.empty();
  }
}
