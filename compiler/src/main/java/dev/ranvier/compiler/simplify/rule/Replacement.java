package dev.ranvier.compiler.simplify.rule;

import dev.ranvier.ir.op.ConstantOp;
import dev.ranvier.ir.op.Literal;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.TensorType;
import java.util.Optional;

/// What stands for the only result of an op from now on.
public sealed interface Replacement {
  /// A value that is there already.
  record Existing(Value value) implements Replacement {}

  /// The result of another op in the same place.
  record Rewritten(Op op) implements Replacement {}

  static Optional<Replacement> none() {
    return Optional.empty();
  }

  static Optional<Replacement> by(Value value) {
    return Optional.of(new Existing(value));
  }

  static Optional<Replacement> by(Op op) {
    return Optional.of(new Rewritten(op));
  }

  /// The same integer in every element.
  static Optional<Replacement> by(TensorType type, long number) {
    return by(new ConstantOp(Literal.splat(type, number)));
  }
}
