package dev.ranvier.tests.differential;

import dev.ranvier.ir.Module;
import dev.ranvier.ir.eval.Evaluator;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.type.ElementType;
import java.util.List;

/// One element on which the evaluator and a plugin differ.
///
/// @param operands what the plugin gave to the step
/// @param result which of the step's results
/// @param index of the element, in row-major order
record Difference(
    Module module, Step step, List<Tensor> operands, int result, int index, Tensor expected,
    Tensor got) {

  ElementType element() {
    return expected.type().element();
  }

  double expectedNumber() {
    return expected.asDouble(index);
  }

  double gotNumber() {
    return got.asDouble(index);
  }

  /// What the evaluator makes of other operands, at the same place.
  Difference withOperands(List<Tensor> others) {
    Tensor other = Evaluator.evaluate(module, step.function(), others).get(result);
    return new Difference(module, step, others, result, index, other, got);
  }

  @Override
  public String toString() {
    return "%s, result %d of %s, element %d: expected %s, got %s, of %s"
        .formatted(
            step.op().getSimpleName(),
            result,
            expected.type(),
            index,
            text(expected),
            text(got),
            operands);
  }

  private String text(Tensor tensor) {
    String bits = "0x" + Long.toHexString(tensor.bits(index));
    return element().isFloat() ? tensor.asDouble(index) + " (" + bits + ")" : bits;
  }
}
