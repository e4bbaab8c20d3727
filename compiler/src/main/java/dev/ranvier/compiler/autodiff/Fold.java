package dev.ranvier.compiler.autodiff;

import dev.ranvier.ir.op.AddOp;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.MaximumOp;
import dev.ranvier.ir.op.MinimumOp;
import dev.ranvier.ir.op.MultiplyOp;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.Result;
import dev.ranvier.ir.op.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The folds whose derivatives are known.
enum Fold {
  SUM,
  PRODUCT,
  MAXIMUM,
  MINIMUM;

  /// The fold of a body that does nothing but combine its two arguments by one op.
  static Optional<Fold> of(Block body) {
    List<Value> yielded = body.terminator().operands();
    if (yielded.size() != 1
        || body.arguments().size() != 2
        || !(yielded.getFirst() instanceof Result result)) {
      return Optional.empty();
    }
    Op op = result.instruction().op();
    if (!new HashSet<>(op.operands()).equals(Set.copyOf(body.arguments()))) {
      return Optional.empty();
    }
    return switch (op) {
      case AddOp _ -> Optional.of(SUM);
      case MultiplyOp _ -> Optional.of(PRODUCT);
      case MaximumOp _ -> Optional.of(MAXIMUM);
      case MinimumOp _ -> Optional.of(MINIMUM);
      default -> Optional.empty();
    };
  }
}
