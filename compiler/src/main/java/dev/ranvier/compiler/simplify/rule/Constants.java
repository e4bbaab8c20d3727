package dev.ranvier.compiler.simplify.rule;

import dev.ranvier.ir.op.ConstantOp;
import dev.ranvier.ir.op.Literal;
import dev.ranvier.ir.op.Numbers;
import dev.ranvier.ir.op.Result;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import java.util.Optional;
import java.util.OptionalLong;

/// What is known of values when the program is built.
public final class Constants {
  private Constants() {}

  /// The elements of a value that is a constant.
  public static Optional<Literal> literal(Value value) {
    return value instanceof Result result && result.instruction().op() instanceof ConstantOp op
        ? Optional.of(op.value())
        : Optional.empty();
  }

  /// The pattern of all elements of a constant of integers or booleans.
  static OptionalLong integer(Value value) {
    return literal(value)
        .filter(literal -> literal.isSplat() && !literal.type().element().isFloat())
        .map(literal -> OptionalLong.of(literal.bits(0)))
        .orElse(OptionalLong.empty());
  }

  /// Integers or booleans that are all 0.
  static boolean isZero(Value value) {
    return is(value, 0);
  }

  /// Integers that are all 1, or booleans that are all true.
  static boolean isOne(Value value) {
    return is(value, 1);
  }

  /// Integers or booleans all of whose bits are set.
  static boolean isOnes(Value value) {
    ElementType element = value.tensorType().element();
    return !element.isFloat() && is(value, Numbers.bitsOf(element, -1L));
  }

  private static boolean is(Value value, long bits) {
    OptionalLong found = integer(value);
    return found.isPresent() && found.getAsLong() == bits;
  }

  /// Whether the elements are integers or booleans, whose arithmetic is exact.
  static boolean isExact(Value value) {
    return !value.tensorType().element().isFloat();
  }
}
