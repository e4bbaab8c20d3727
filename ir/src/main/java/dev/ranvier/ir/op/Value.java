package dev.ranvier.ir.op;

import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;

/// What an op takes and gives: a result of an instruction or an argument of a block. Values are
/// equal only to themselves; whether two modules are the same is `Isomorphism`'s question.
public sealed interface Value permits Result, BlockArgument {
  Type type();

  Location location();

  /// The type of a value that is known to be a tensor.
  ///
  /// @throws IllTypedException if it is a queue
  default TensorType tensorType() {
    if (type() instanceof TensorType tensor) {
      return tensor;
    }
    throw new IllTypedException("operand", "expected a tensor, got " + type());
  }
}
