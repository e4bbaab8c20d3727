package dev.ranvier.compiler.autodiff;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.DotDimensionNumbers;
import dev.ranvier.ir.op.DotGeneralOp;
import dev.ranvier.ir.op.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/// The reverse-mode rule of the product of tensors: the cotangent times the other operand, summed
/// over the other's free dimensions.
final class ContractionRules {
  private ContractionRules() {}

  static void dotGeneral(DotGeneralOp op, Value cotangent, Sweep sweep) {
    DotDimensionNumbers numbers = op.dimensions();
    int batch = numbers.lhsBatching().size();
    int lhsFree = op.lhs().tensorType().rank() - batch - numbers.lhsContracting().size();
    if (sweep.isActive(op.lhs())) {
      Side mine = new Side(op.lhs(), numbers.lhsBatching(), numbers.lhsContracting());
      Side other = new Side(op.rhs(), numbers.rhsBatching(), numbers.rhsContracting());
      sweep.flow(op.lhs(), cotangent(op, cotangent, mine, other, batch + lhsFree, sweep));
    }
    if (sweep.isActive(op.rhs())) {
      Side mine = new Side(op.rhs(), numbers.rhsBatching(), numbers.rhsContracting());
      Side other = new Side(op.lhs(), numbers.lhsBatching(), numbers.lhsContracting());
      sweep.flow(op.rhs(), cotangent(op, cotangent, mine, other, batch, sweep));
    }
  }

  private record Side(Value operand, List<Long> batching, List<Long> contracting) {
    List<Long> free() {
      return LongStream.range(0, operand.tensorType().rank())
          .boxed()
          .filter(axis -> !batching.contains(axis) && !contracting.contains(axis))
          .toList();
    }
  }

  /// @param otherFree where the free dimensions of the other operand begin in the result
  private static Value cotangent(
      DotGeneralOp op, Value cotangent, Side mine, Side other, int otherFree, Sweep sweep) {
    Builder out = sweep.out();
    List<Long> free = other.free();
    DotDimensionNumbers numbers =
        new DotDimensionNumbers(
            range(0, mine.batching().size()),
            other.batching(),
            range(otherFree, otherFree + free.size()),
            free);
    Value factor = out.convert(sweep.primal(other.operand()), op.type().element());
    Value product = product(op, cotangent, factor, numbers, out);
    Value ordered = ShapeRules.inverse(out, product, axes(mine, other));
    return out.convert(ordered, mine.operand().tensorType().element());
  }

  private static Value product(
      DotGeneralOp op, Value lhs, Value rhs, DotDimensionNumbers numbers, Builder out) {
    DotGeneralOp plain = DotGeneralOp.of(lhs, rhs, numbers);
    boolean sameElements = op.lhs().tensorType().element() == op.type().element();
    return out.add(
        new DotGeneralOp(
            lhs,
            rhs,
            numbers,
            op.precision(),
            sameElements ? op.algorithm() : Optional.empty(),
            plain.type()));
  }

  /// Which of the operand's dimensions each one of the product is: batching ones, free ones, then
  /// the contracting ones in the order in which the other operand has theirs.
  private static List<Long> axes(Side mine, Side other) {
    List<Long> axes = new ArrayList<>(mine.batching());
    axes.addAll(mine.free());
    LongStream.range(0, mine.contracting().size())
        .boxed()
        .sorted(Comparator.comparing(i -> other.contracting().get(i.intValue())))
        .forEach(i -> axes.add(mine.contracting().get(i.intValue())));
    return axes;
  }

  private static List<Long> range(long from, long to) {
    return LongStream.range(from, to).boxed().toList();
  }
}
