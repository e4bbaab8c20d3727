package dev.ranvier.compiler.autodiff;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.Value;

/// Where a derivative is taken and written: by a `Sweep` backwards, by `Tangents` forwards.
interface Point {
  /// At the location of the op that is differentiated.
  Builder out();

  /// What stands, where the derivative is written, for a value of the run that is differentiated.
  Value primal(Value value);

  /// The same number in every element, of another value's type.
  default Value like(Value value, double number) {
    return out().splat(value.tensorType(), number);
  }

  default Value scaled(Value value, double factor) {
    return out().multiply(value, like(value, factor));
  }
}
