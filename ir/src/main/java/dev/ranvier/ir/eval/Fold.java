package dev.ranvier.ir.eval;

import dev.ranvier.ir.op.BinaryElementwise;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.BlockArgument;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.LongBinaryOperator;

/// Folds one more element into an accumulator: what the region of a reduction or of a scatter does.
/// A region that is a single elementwise op of its two arguments, or that hands one of them back,
/// is not interpreted; the result is the same.
@FunctionalInterface
interface Fold {
  /// `totals[..][at] = body(totals[..][at], elements[..][from])`.
  void fold(List<Tensor> totals, int at, List<Tensor> elements, int from);

  static Fold of(Block body, Region region) {
    List<BlockArgument> arguments = body.arguments();
    List<Value> yielded = body.terminator().operands();
    if (arguments.size() != 2) {
      return interpreted(region);
    }
    if (body.instructions().size() == 1 && yielded.getFirst() == arguments.getLast()) {
      return (totals, at, elements, from) -> totals.getFirst().put(at, elements.getFirst(), from);
    }
    if (body.instructions().size() == 2) {
      Instruction only = body.instructions().getFirst();
      if (only.op() instanceof BinaryElementwise op
          && op.lhs() == arguments.getFirst()
          && op.rhs() == arguments.getLast()
          && yielded.equals(only.results())) {
        return direct(op, arguments.getFirst().tensorType().element());
      }
    }
    return interpreted(region);
  }

  private static Fold interpreted(Region region) {
    return (totals, at, elements, from) -> {
      List<Tensor> arguments = new ArrayList<>();
      totals.forEach(total -> arguments.add(scalar(total, at)));
      elements.forEach(element -> arguments.add(scalar(element, from)));
      List<Tensor> results = region.apply(arguments);
      for (int i = 0; i < results.size(); i++) {
        totals.get(i).put(at, results.get(i), 0);
      }
    };
  }

  /// One element as a tensor of rank 0.
  static Tensor scalar(Tensor tensor, int index) {
    Tensor scalar = Tensor.blank(TensorType.scalar(tensor.type().element()));
    scalar.put(0, tensor, index);
    return scalar;
  }

  private static Fold direct(BinaryElementwise op, ElementType element) {
    if (!element.isFloat()) {
      LongBinaryOperator function = BinaryKernels.onIntegers(op, element);
      return (totals, at, elements, from) -> {
        Tensor total = totals.getFirst();
        total.setInteger(at, function.applyAsLong(total.bits(at), elements.getFirst().bits(from)));
      };
    }
    DoubleBinaryOperator function = BinaryKernels.onFloats(op);
    return (totals, at, elements, from) -> {
      Tensor total = totals.getFirst();
      total.setFloat(
          at, function.applyAsDouble(total.asDouble(at), elements.getFirst().asDouble(from)));
    };
  }
}
