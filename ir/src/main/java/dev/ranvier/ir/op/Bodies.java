package dev.ranvier.ir.op;

import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.ArrayList;
import java.util.List;

/// What the regions of ops must take and hand over.
final class Bodies {
  private Bodies() {}

  /// A body that folds two values of each operand's element type into one: `(E0.., E0..) ->
  /// (E0..)`, where an operand's element can be widened to its `E`.
  static void reducer(Block body, List<ElementType> elements, String label) {
    List<Type> yielded = body.yieldedTypes();
    List<Type> taken = new ArrayList<>(yielded);
    taken.addAll(yielded);
    boolean widened = yielded.size() == elements.size();
    for (int i = 0; widened && i < elements.size(); i++) {
      widened =
          yielded.get(i) instanceof TensorType type
              && type.isScalar()
              && isPromotable(elements.get(i), type.element());
    }
    Check.that(
        widened && body.argumentTypes().equals(taken),
        label,
        "expected a body that folds two scalars of each of %s into one, got %s -> %s",
        elements,
        body.argumentTypes(),
        yielded);
  }

  /// A body that takes `taken` and hands over `given`.
  static void function(Block body, List<Type> taken, List<Type> given, String label) {
    Check.that(
        body.argumentTypes().equals(taken) && body.yieldedTypes().equals(given),
        label,
        "expected a body of type %s -> %s, got %s -> %s",
        taken,
        given,
        body.argumentTypes(),
        body.yieldedTypes());
  }

  /// The element types that a reducer hands over.
  static List<ElementType> yieldedElements(Block body) {
    return body.terminator().operands().stream()
        .map(value -> value.tensorType().element())
        .toList();
  }

  /// Whether every `from` is also a `to`: of the same kind, and no narrower.
  static boolean isPromotable(ElementType from, ElementType to) {
    return from.kind() == to.kind() && from.bits() <= to.bits();
  }
}
