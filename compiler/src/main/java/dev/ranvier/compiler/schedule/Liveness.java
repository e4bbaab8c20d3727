package dev.ranvier.compiler.schedule;

import dev.ranvier.compiler.signature.Port;
import dev.ranvier.compiler.signature.Role;
import dev.ranvier.compiler.signature.Signature;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.op.ConstantOp;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.Result;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.TensorType;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/// How long values are needed, ops being taken in the order of the text. Constants cost nothing.
/// What is computed from parameters alone is the same in every call: what steps use of it is taken
/// as if it were alive throughout, as parameters are, and what it takes to compute it is left out.
final class Liveness {
  private final List<Instruction> instructions;
  private final Set<Value> fixed = new HashSet<>();
  private final Set<Value> used = new HashSet<>();
  private final IdentityHashMap<Value, Integer> last = new IdentityHashMap<>();
  private final IdentityHashMap<Value, Long> depths = new IdentityHashMap<>();
  private long ops;
  private long depth;
  private long peak;
  private long fixedBytes;

  private Liveness(Function main, Signature signature) {
    this.instructions = main.body().instructions();
    findLastUses();
    long live = 0;
    List<Port> ports = signature.inputs();
    for (int i = 0; i < ports.size(); i++) {
      Value argument = main.body().arguments().get(i);
      if (ports.get(i).role() == Role.PARAMETER) {
        fixed.add(argument);
      } else {
        live += bytes(argument);
      }
    }
    run(live);
  }

  static Liveness of(Function main, Signature signature) {
    return new Liveness(main, signature);
  }

  /// How many, constants left out.
  long ops() {
    return ops;
  }

  /// The longest chain of ops.
  long depth() {
    return depth;
  }

  /// The most bytes at a time, of all that changes from step to step.
  long peak() {
    return peak;
  }

  /// What steps use of what is computed from parameters alone.
  long fixedBytes() {
    return fixedBytes;
  }

  private void findLastUses() {
    for (int at = 0; at < instructions.size(); at++) {
      for (Value operand : instructions.get(at).op().operands()) {
        if (!isConstant(operand)) {
          last.put(operand, at);
        }
      }
    }
  }

  private void run(long inputs) {
    long live = inputs;
    peak = live;
    for (int at = 0; at < instructions.size(); at++) {
      Instruction instruction = instructions.get(at);
      long before = depthBefore(instruction);
      long own = costs(instruction) ? 1 : 0;
      boolean isFixed = isFixed(instruction);
      ops += own;
      depth = Math.max(depth, before + own);
      for (Value result : instruction.results()) {
        depths.put(result, before + own);
        if (own == 0 || !last.containsKey(result)) {
          continue;
        }
        if (isFixed) {
          fixed.add(result);
        } else {
          live += bytes(result);
        }
      }
      fixedBytes += isFixed ? 0 : newlyUsed(instruction);
      peak = Math.max(peak, live);
      live -= freedAt(at, instruction);
    }
  }

  private long freedAt(int at, Instruction instruction) {
    return instruction.op().operands().stream()
        .distinct()
        .filter(
            operand -> !fixed.contains(operand) && Integer.valueOf(at).equals(last.get(operand)))
        .mapToLong(Liveness::bytes)
        .sum();
  }

  /// What is used for the first time by a step, of what is computed from parameters.
  private long newlyUsed(Instruction instruction) {
    return instruction.op().operands().stream()
        .filter(
            operand -> operand instanceof Result && fixed.contains(operand) && used.add(operand))
        .mapToLong(Liveness::bytes)
        .sum();
  }

  private boolean isFixed(Instruction instruction) {
    List<Value> operands =
        instruction.op().operands().stream().filter(operand -> !isConstant(operand)).toList();
    return !operands.isEmpty() && fixed.containsAll(operands);
  }

  private long depthBefore(Instruction instruction) {
    return instruction.op().operands().stream()
        .mapToLong(operand -> depths.getOrDefault(operand, 0L))
        .max()
        .orElse(0);
  }

  private static boolean costs(Instruction instruction) {
    return !(instruction.op() instanceof ConstantOp) && !instruction.results().isEmpty();
  }

  private static boolean isConstant(Value value) {
    return value instanceof Result result && result.instruction().op() instanceof ConstantOp;
  }

  private static long bytes(Value value) {
    return value.type() instanceof TensorType tensor ? tensor.bytes() : 0;
  }
}
