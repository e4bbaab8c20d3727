package dev.ranvier.compiler.simplify;

import dev.ranvier.compiler.simplify.rule.Constants;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.CaseOp;
import dev.ranvier.ir.op.DivideOp;
import dev.ranvier.ir.op.IfOp;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.RemainderOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.op.WhileOp;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/// Which ops may run in front of a loop instead of in it.
///
/// A loop may run no step at all, so what is moved is pure, and can neither trap nor go on for
/// ever: loops and branches stay, and so do divisions of integers, save by constants without 0 and
/// -1. What is moved lives as long as the loop, so it is no bigger than its operands together, or
/// than `MOST_BYTES`.
final class Movability {
  private static final long MOST_BYTES = 65_536;

  private final Purity purity = new Purity();

  boolean isMovable(Instruction instruction) {
    Op op = instruction.op();
    return !op.operands().isEmpty()
        && instruction.annotations().isEmpty()
        && purity.isPure(op)
        && canNotTrap(op)
        && isSmall(op)
        && isClosed(op);
  }

  private static boolean canNotTrap(Op op) {
    return switch (op) {
      case WhileOp _, IfOp _, CaseOp _ -> false;
      case DivideOp(Value _, Value divisor) -> isHarmless(divisor);
      case RemainderOp(Value _, Value divisor) -> isHarmless(divisor);
      default -> true;
    };
  }

  private static boolean isHarmless(Value divisor) {
    if (divisor.tensorType().element().isFloat()) {
      return true;
    }
    return Constants.literal(divisor).filter(Exactness::isHarmlessDivisor).isPresent();
  }

  private static boolean isSmall(Op op) {
    long bytes = bytes(op.resultTypes());
    return bytes <= MOST_BYTES || bytes <= bytes(op.operands().stream().map(Value::type).toList());
  }

  private static long bytes(List<Type> types) {
    return types.stream().mapToLong(type -> ((TensorType) type).bytes()).sum();
  }

  /// Whether the regions of an op use nothing that is defined around them.
  private static boolean isClosed(Op op) {
    Set<Value> defined = Collections.newSetFromMap(new IdentityHashMap<>());
    return op.regions().stream().allMatch(region -> isClosed(region, defined));
  }

  private static boolean isClosed(Block block, Set<Value> defined) {
    defined.addAll(block.arguments());
    for (Instruction instruction : block.instructions()) {
      Op op = instruction.op();
      if (!defined.containsAll(op.operands())
          || !op.regions().stream().allMatch(region -> isClosed(region, defined))) {
        return false;
      }
      defined.addAll(instruction.results());
    }
    return true;
  }
}
