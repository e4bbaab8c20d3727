package dev.ranvier.tests.differential;

import dev.ranvier.ir.Module;
import dev.ranvier.ir.eval.Evaluator;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.CallOp;
import dev.ranvier.ir.op.CompositeOp;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.type.ElementType;
import java.util.List;
import java.util.function.Predicate;

/// One element on which the evaluator and a plugin differ.
///
/// @param operands what the plugin gave to the step
/// @param result which of the step's results
/// @param index of the element, in row-major order
record Difference(
    Module module,
    Step step,
    List<Tensor> operands,
    int result,
    int index,
    Tensor expected,
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

  /// Whether both have the same bits once these have been made of them.
  boolean areSame(BitsOfElement bits) {
    return bits.of(expected, index) == bits.of(got, index);
  }

  interface BitsOfElement {
    long of(Tensor tensor, int index);
  }

  /// Whether both are 0, of whatever sign.
  boolean areZeros() {
    return expectedNumber() == 0 && gotNumber() == 0;
  }

  /// Whether both are 0 or subnormal.
  boolean areSmall() {
    return element().isFloat()
        && FloatBits.isSmall(expected, index)
        && FloatBits.isSmall(got, index);
  }

  /// What the evaluator makes of other operands, at the same place.
  Difference withOperands(List<Tensor> others) {
    Tensor other = Evaluator.evaluate(module, step.function(), others).get(result);
    return new Difference(module, step, others, result, index, other, got);
  }

  /// Whether the step holds such an op, in regions and functions that it calls too.
  boolean uses(Predicate<Op> which) {
    return uses(step.function(), which);
  }

  private boolean uses(String function, Predicate<Op> which) {
    return uses(module.function(function).orElseThrow().body(), which);
  }

  private boolean uses(Block block, Predicate<Op> which) {
    return block.instructions().stream()
        .map(Instruction::op)
        .anyMatch(
            op ->
                which.test(op)
                    || op.regions().stream().anyMatch(region -> uses(region, which))
                    || (op instanceof CallOp call && uses(call.callee(), which))
                    || (op instanceof CompositeOp call && uses(call.decomposition(), which)));
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
