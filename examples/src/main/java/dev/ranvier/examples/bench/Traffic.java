package dev.ranvier.examples.bench;

import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.ConstantOp;
import dev.ranvier.ir.op.DynamicSliceOp;
import dev.ranvier.ir.op.DynamicUpdateSliceOp;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.IotaOp;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.OptimizationBarrierOp;
import dev.ranvier.ir.op.ReshapeOp;
import dev.ranvier.ir.op.Result;
import dev.ranvier.ir.op.SliceOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.op.WhileOp;
import dev.ranvier.ir.type.TensorType;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// How many bytes of memory a step of a lowered program touches at least: each tensor that is
/// carried or given is read once, or the slices of it that are read; and written once, or the
/// slices of it that are. What lives within a step only is taken to stay in registers. Of programs
/// with loops in their steps it says nothing.
final class Traffic {
  /// For each value inside the loop that is a carried or given tensor in another guise, that
  /// tensor.
  private final IdentityHashMap<Value, Value> sameAs = new IdentityHashMap<>();

  private final Set<Value> readWhole = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Value> inside = Collections.newSetFromMap(new IdentityHashMap<>());
  private long bytes;

  private Traffic() {}

  /// Bytes of a step of the module's time loop.
  ///
  /// @throws IllegalArgumentException if it has none
  static long ofStep(Module module) {
    WhileOp loop =
        module.functions().stream()
            .map(Function::body)
            .flatMap(body -> body.instructions().stream())
            .map(Instruction::op)
            .filter(WhileOp.class::isInstance)
            .map(WhileOp.class::cast)
            .findFirst()
            .orElseThrow(
                () -> new IllegalArgumentException(module.name() + ": expected a time loop"));
    return new Traffic().of(loop.body());
  }

  @SuppressWarnings("ReferenceEquality") // a value is kept if it is that very argument
  private long of(Block body) {
    body.arguments().forEach(argument -> sameAs.put(argument, argument));
    inside.addAll(body.arguments());
    List<Instruction> instructions = body.instructions();
    for (Instruction instruction : instructions.subList(0, instructions.size() - 1)) {
      visit(instruction);
      inside.addAll(instruction.results());
    }
    List<Value> yielded = body.terminator().operands();
    for (int i = 0; i < yielded.size(); i++) {
      if (sameAs.get(yielded.get(i)) != body.arguments().get(i)) {
        bytes += size(yielded.get(i));
      }
    }
    readWhole.forEach(value -> bytes += size(value));
    return bytes;
  }

  private void visit(Instruction instruction) {
    Op op = instruction.op();
    switch (op) {
      case DynamicUpdateSliceOp update -> {
        bytes += size(update.update());
        rename(update.operand(), instruction.result(0));
        use(update.update());
      }
      case DynamicSliceOp slice -> cut(slice.operand(), instruction.result(0));
      case SliceOp slice -> cut(slice.operand(), instruction.result(0));
      case ReshapeOp reshape -> rename(reshape.operand(), instruction.result(0));
      case OptimizationBarrierOp barrier -> {
        for (int i = 0; i < barrier.operands().size(); i++) {
          rename(barrier.operands().get(i), instruction.result(i));
        }
      }
      default -> op.operands().forEach(this::use);
    }
  }

  /// The tensor in memory that a value is, if it is one.
  private Optional<Value> memory(Value value) {
    if (inside.contains(value)) {
      return Optional.ofNullable(sameAs.get(value));
    }
    boolean made =
        value instanceof Result result
            && (result.instruction().op() instanceof ConstantOp
                || result.instruction().op() instanceof IotaOp);
    return made ? Optional.empty() : Optional.of(value);
  }

  private void rename(Value before, Value after) {
    memory(before).ifPresent(memory -> sameAs.put(after, memory));
  }

  private void cut(Value from, Value slice) {
    bytes += memory(from).map(_ -> size(slice)).orElse(0L);
  }

  private void use(Value value) {
    memory(value).ifPresent(readWhole::add);
  }

  private static long size(Value value) {
    TensorType type = value.tensorType();
    return type.size() * Math.max(1, type.element().bits() / 8);
  }
}
