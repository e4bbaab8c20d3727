package dev.ranvier.ir.op;

import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.List;

/// Constraint checks of ops: each names the label under which the specification knows it (`_c1` a
/// constraint, `_i1` what it says of the first input, `_o1` of the first output).
final class Check {
  private Check() {}

  /// @throws IllTypedException with the label and the message unless `holds`
  static void that(boolean holds, String label, String message, Object... details) {
    if (!holds) {
      throw new IllTypedException(label, message.formatted(details));
    }
  }

  static void floats(Value value, String label) {
    that(value.tensorType().element().isFloat(), label, "expected floats, got %s", value.type());
  }

  static void integers(Value value, String label) {
    that(
        value.tensorType().element().isInteger(), label, "expected integers, got %s", value.type());
  }

  static void numbers(Value value, String label) {
    that(
        !value.tensorType().element().isBoolean(),
        label,
        "expected integers or floats, got %s",
        value.type());
  }

  static void booleansOrIntegers(Value value, String label) {
    that(
        !value.tensorType().element().isFloat(),
        label,
        "expected booleans or integers, got %s",
        value.type());
  }

  static void signedOrFloats(Value value, String label) {
    ElementType.Kind kind = value.tensorType().element().kind();
    that(
        kind == ElementType.Kind.SIGNED || kind == ElementType.Kind.FLOAT,
        label,
        "expected signed integers or floats, got %s",
        value.type());
  }

  static void sameTensorType(Value lhs, Value rhs, String label) {
    that(
        lhs.tensorType().equals(rhs.tensorType()),
        label,
        "expected operands of one type, got %s and %s",
        lhs.type(),
        rhs.type());
  }

  static void sameElement(Value lhs, Value rhs, String label) {
    that(
        lhs.tensorType().element() == rhs.tensorType().element(),
        label,
        "expected operands of one element type, got %s and %s",
        lhs.type(),
        rhs.type());
  }

  /// All of the same shape, whatever their elements.
  static void sameShape(List<Value> values, String label) {
    for (Value value : values) {
      that(
          value.tensorType().dimensions().equals(values.getFirst().tensorType().dimensions()),
          label,
          "expected operands of one shape, got %s and %s",
          values.getFirst().type(),
          value.type());
    }
  }

  static void axes(List<Long> axes, TensorType type, String label, String what) {
    that(
        Axes.within(axes, type.rank()),
        label,
        "expected %s that are dimensions of %s, got %s",
        what,
        type,
        axes);
  }

  static void unique(List<Long> axes, String label, String what) {
    that(Axes.unique(axes), label, "expected %s without repeats, got %s", what, axes);
  }

  static void sorted(List<Long> axes, String label, String what) {
    that(Axes.sorted(axes), label, "expected %s in ascending order, got %s", what, axes);
  }

  static void count(long expected, List<?> list, String label, String what) {
    that(list.size() == expected, label, "expected %d %s, got %d", expected, what, list.size());
  }
}
