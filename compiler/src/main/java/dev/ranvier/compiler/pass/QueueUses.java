package dev.ranvier.compiler.pass;

import dev.ranvier.compiler.queue.QueueUse;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.QueuePopOp;
import dev.ranvier.ir.op.QueuePushOp;
import dev.ranvier.ir.op.Result;
import dev.ranvier.ir.op.TensorOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.QueueType;
import dev.ranvier.ir.type.Type;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
  private static final QueueUse UNUSED = new QueueUse(0, true, false);

  private final Map<QueueType, QueueUse> uses = new HashMap<>();

  private final IdentityHashMap<Instruction, SharedPush> sharedAfter = new IdentityHashMap<>();

  private QueueUses() {}

  static QueueUses of(Module module) {
    QueueUses uses = new QueueUses();
    module.functions().forEach(function -> uses.visit(function.body()));
    return uses;
  }

  /// What is pushed into the queues that a pop gives, if it is shared in the way of `QueueUse`.
  Optional<SharedPush> pushAfter(Instruction pop) {
    return Optional.ofNullable(sharedAfter.get(pop));
  }

  private boolean notedAsShared(QueuePushOp push, Set<Value> inside) {
    Optional<SharedPush> shared = SharedPush.of(push, inside);
    if (shared.isPresent()
        && push.queue() instanceof Result result
        && result.instruction().op() instanceof QueuePopOp) {
      sharedAfter.put(result.instruction(), shared.get());
      return true;
    }
    return false;
  }

  QueueUse of(QueueType type) {
    return uses.getOrDefault(type, UNUSED);
  }

  private void visit(Block block) {
    Set<Value> inside = valuesOf(block);
    IdentityHashMap<Value, Pushes> pushesOf = new IdentityHashMap<>();
    for (Instruction instruction : block.instructions()) {
      switch (instruction.op()) {
        case QueuePushOp push -> {
          Pushes pushes = pushesOf.getOrDefault(push.queue(), NONE).oneMore();
          pushesOf.put(instruction.result(0), pushes);
          boolean fixed = pushes.inBlock() == 1 && isFixed(push.delay(), inside);
          boolean shared = notedAsShared(push, inside);
          note(push.queue().type(), new QueueUse(pushes.sincePop(), fixed, shared));
        }
        case QueuePopOp pop ->
            pushesOf.put(instruction.result(0), pushesOf.getOrDefault(pop.queue(), NONE).popped());
        default -> instruction.op().regions().forEach(this::visit);
      }
    }
  }

  private void note(Type type, QueueUse use) {
    uses.merge((QueueType) type, use, QueueUse::and);
  }

  private static Set<Value> valuesOf(Block block) {
    Set<Value> values = Collections.newSetFromMap(new IdentityHashMap<>());
    values.addAll(block.arguments());
    block.instructions().forEach(instruction -> values.addAll(instruction.results()));
    return values;
  }

  /// Whether a value is the same every time that the block runs: it comes from outside, or is
  /// computed from such values alone.
  private static boolean isFixed(Value value, Set<Value> inside) {
    if (!inside.contains(value)) {
      return true;
    }
    return value instanceof Result result
        && result.instruction().op() instanceof TensorOp op
        && op.regions().isEmpty()
        && op.operands().stream().allMatch(operand -> isFixed(operand, inside));
  }
}
