package dev.ranvier.compiler.simplify.rule;

import dev.ranvier.ir.op.Op;
import java.util.Optional;

/// A law by which an op with one result can be replaced by something simpler that gives the same
/// bits. It looks at the op, and at those that define its operands.
public interface Rule {
  /// What stands for the op; empty where the rule says nothing of it.
  Optional<Replacement> apply(Op op);
}
