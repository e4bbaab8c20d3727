package dev.ranvier.compiler.autodiff;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.DynamicSliceOp;
import dev.ranvier.ir.op.DynamicUpdateSliceOp;
import dev.ranvier.ir.op.GatherDimensionNumbers;
import dev.ranvier.ir.op.GatherOp;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.Literal;
import dev.ranvier.ir.op.PadOp;
import dev.ranvier.ir.op.ScatterDimensionNumbers;
import dev.ranvier.ir.op.ScatterOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.LongUnaryOperator;

/// Reverse-mode rules of the ops that move elements to places known when the program runs.
final class IndexingRules {
  private IndexingRules() {}

  static void dynamicSlice(DynamicSliceOp op, Value cotangent, Sweep sweep) {
    Value whole = sweep.like(op.operand(), 0);
    List<Value> start = op.start().stream().map(sweep::primal).toList();
    sweep.flow(op.operand(), sweep.out().dynamicUpdateSlice(whole, cotangent, start));
  }

  static void dynamicUpdateSlice(DynamicUpdateSliceOp op, Value cotangent, Sweep sweep) {
    Builder out = sweep.out();
    List<Value> start = op.start().stream().map(sweep::primal).toList();
    if (sweep.isActive(op.operand())) {
      Value hole = sweep.like(op.update(), 0);
      sweep.flow(op.operand(), out.dynamicUpdateSlice(cotangent, hole, start));
    }
    List<Long> sizes = op.update().tensorType().dimensions();
    sweep.flow(op.update(), out.add(new DynamicSliceOp(cotangent, start, sizes)));
  }

  /// Adds every slice up where it was taken from. A gather moves slices inwards and a scatter
  /// leaves them out, so the indices are moved first.
  static void gather(GatherOp op, Value cotangent, Sweep sweep) {
    GatherDimensionNumbers from = op.dimensions();
    ScatterDimensionNumbers to =
        new ScatterDimensionNumbers(
            from.offset(),
            from.collapsed(),
            from.operandBatching(),
            from.indicesBatching(),
            from.startIndexMap(),
            from.indexVector());
    TensorType type = op.operand().tensorType();
    Value indices =
        clamped(
            sweep.out(),
            sweep.primal(op.indices()),
            from.startIndexMap(),
            from.indexVector(),
            _ -> 0,
            axis -> type.dimension((int) axis) - op.sliceSizes().get((int) axis));
    sweep.flow(
        op.operand(),
        sweep
            .out()
            .add(
                new ScatterOp(
                    List.of(sweep.like(op.operand(), 0)),
                    indices,
                    List.of(cotangent),
                    to,
                    op.indicesAreSorted() && from.startIndexMap().size() == 1,
                    false,
                    WindowRules.adding(sweep.out(), type.element()))));
  }

  /// Sums are linear, and so is replacing if no two updates are in dispute.
  static void checkScatter(Instruction instruction, ScatterOp op) {
    if (!adds(op) && !overwrites(op)) {
      throw new NotDifferentiable(
          instruction, "expected a scatter of one tensor that adds or overwrites, got another");
    }
    if (!adds(op) && !op.uniqueIndices()) {
      throw new NotDifferentiable(
          instruction,
          "expected unique indices where updates overwrite, since which of two updates stays is"
              + " the device's choice; promise unique indices, or add");
    }
    if (!op.resultTypes().getFirst().equals(op.inputs().getFirst().type())) {
      throw new NotDifferentiable(
          instruction, "expected a result of the input's type, got " + op.resultTypes().getFirst());
    }
  }

  private static boolean adds(ScatterOp op) {
    return Fold.of(op.body()).filter(fold -> fold == Fold.SUM).isPresent();
  }

  static void scatter(Instruction instruction, ScatterOp op, Value cotangent, Sweep sweep) {
    checkScatter(instruction, op);
    Value update = op.updates().getFirst();
    if (sweep.isActive(op.inputs().getFirst())) {
      sweep.flow(op.inputs().getFirst(), adds(op) ? cotangent : holes(op, cotangent, sweep));
    }
    if (sweep.isActive(update)) {
      sweep.flow(update, taken(op, cotangent, sweep));
    }
  }

  /// Whether the updates simply replace what is there.
  private static boolean overwrites(ScatterOp op) {
    Block body = op.body();
    return op.inputs().size() == 1
        && body.terminator().operands().equals(List.of(body.arguments().getLast()));
  }

  private static Value holes(ScatterOp op, Value cotangent, Sweep sweep) {
    return sweep
        .out()
        .add(
            new ScatterOp(
                List.of(cotangent),
                sweep.primal(op.indices()),
                List.of(sweep.like(op.updates().getFirst(), 0)),
                op.dimensions(),
                op.indicesAreSorted(),
                op.uniqueIndices(),
                new Copies(sweep::primal).copy(op.body())));
  }

  /// What stands where the updates went. A scatter leaves out what falls over the edge, element by
  /// element as the specification has it (XLA leaves out the whole window), so a margin of zeros is
  /// put around, as wide as a window, and the indices are moved into it.
  private static Value taken(ScatterOp op, Value cotangent, Sweep sweep) {
    Builder out = sweep.out();
    ScatterDimensionNumbers from = op.dimensions();
    TensorType type = cotangent.tensorType();
    List<Long> sizes = sliceSizes(op);
    List<Long> margin = new ArrayList<>(Collections.nCopies(type.rank(), 0L));
    from.scatterToOperand()
        .forEach(axis -> margin.set(axis.intValue(), sizes.get(axis.intValue())));
    List<Long> none = Collections.nCopies(type.rank(), 0L);
    Value zero = out.scalar(type.element(), 0.0);
    Value framed = out.add(new PadOp(cotangent, zero, margin, margin, none));
    Value moved =
        clamped(
            out,
            out.convert(sweep.primal(op.indices()), ElementType.I64),
            from.scatterToOperand(),
            from.indexVector(),
            axis -> -sizes.get((int) axis),
            axis -> type.dimension((int) axis));
    Value shift =
        along(
            out,
            moved.tensorType(),
            from.scatterToOperand(),
            from.indexVector(),
            axis -> sizes.get((int) axis));
    GatherDimensionNumbers to =
        new GatherDimensionNumbers(
            from.updateWindow(),
            from.inserted(),
            from.inputBatching(),
            from.indicesBatching(),
            from.scatterToOperand(),
            from.indexVector());
    return out.add(new GatherOp(framed, out.add(moved, shift), to, sizes, op.indicesAreSorted()));
  }

  /// The size of a window along each dimension of the input.
  private static List<Long> sliceSizes(ScatterOp op) {
    TensorType type = op.inputs().getFirst().tensorType();
    TensorType update = op.updates().getFirst().tensorType();
    ScatterDimensionNumbers numbers = op.dimensions();
    List<Long> sizes = new ArrayList<>();
    int window = 0;
    for (long axis = 0; axis < type.rank(); axis++) {
      boolean dropped = numbers.inserted().contains(axis) || numbers.inputBatching().contains(axis);
      sizes.add(
          dropped
              ? Math.min(1, type.dimension((int) axis))
              : update.dimension(numbers.updateWindow().get(window++).intValue()));
    }
    return sizes;
  }

  /// Indices between bounds that depend on the dimension they are of.
  private static Value clamped(
      Builder out,
      Value indices,
      List<Long> axes,
      long vector,
      LongUnaryOperator least,
      LongUnaryOperator most) {
    TensorType type = indices.tensorType();
    return out.clamp(
        along(out, type, axes, vector, least), indices, along(out, type, axes, vector, most));
  }

  /// A number for each dimension that is indexed, repeated for every index.
  private static Value along(
      Builder out, TensorType type, List<Long> axes, long vector, LongUnaryOperator number) {
    ElementType element = type.element();
    long largest =
        element.bits() == 64
            ? Long.MAX_VALUE
            : (1L << (element.isUnsigned() ? element.bits() : element.bits() - 1)) - 1;
    long[] numbers =
        axes.stream().mapToLong(axis -> Math.min(number.applyAsLong(axis), largest)).toArray();
    if (vector >= type.rank()) {
      return out.splat(type, numbers[0]);
    }
    Value row = out.constant(Literal.of(TensorType.of(element, numbers.length), numbers));
    return out.broadcast(row, type, vector);
  }
}
