package dev.ranvier.compiler.onnx;

import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;

/// A tensor of the graph, by its name.
///
/// It may be smaller than the value it stands for: whatever repeats along a dimension is kept once,
/// with size 1 there or, for the outermost dimensions, without them. ONNX's element by element
/// operators repeat such operands themselves, right-aligned; so a constant is one number, however
/// large the tensor. `Translation.full` repeats it where an operator needs all of it.
record Wire(String name, TensorType type) {
  ElementType element() {
    return type.element();
  }

  List<Long> dimensions() {
    return type.dimensions();
  }

  /// One number that stands for all.
  boolean isScalar() {
    return type.isScalar();
  }

  /// The dimensions of an operator's result that repeats its operands as needed.
  static List<Long> broadcast(Wire... operands) {
    List<Long> sizes = new ArrayList<>();
    for (Wire operand : operands) {
      List<Long> own = operand.dimensions();
      while (sizes.size() < own.size()) {
        sizes.addFirst(1L);
      }
      int shift = sizes.size() - own.size();
      for (int i = 0; i < own.size(); i++) {
        if (own.get(i) != 1) {
          sizes.set(shift + i, own.get(i));
        }
      }
    }
    return sizes;
  }
}
