package dev.ranvier.compiler.autodiff;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.AddOp;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.CompareOp;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.ConstantOp;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.Literal;
import dev.ranvier.ir.op.PadOp;
import dev.ranvier.ir.op.ReduceWindowOp;
import dev.ranvier.ir.op.Result;
import dev.ranvier.ir.op.SelectAndScatterOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.op.Window;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Rules of what slides a window over a tensor, in both directions.
final class WindowRules {
  private WindowRules() {}

  static Fold fold(Instruction instruction, ReduceWindowOp op) {
    boolean sameElement =
        instruction.result(0).tensorType().element()
            == op.inputs().getFirst().tensorType().element();
    return Fold.of(op.body())
        .filter(fold -> fold != Fold.PRODUCT && sameElement)
        .orElseThrow(
            () ->
                new NotDifferentiable(
                    instruction,
                    "expected a fold of one tensor, without a change of type, that is a sum,"
                        + " maximum or minimum, got another"));
  }

  static void transpose(Instruction instruction, ReduceWindowOp op, Value cotangent, Sweep sweep) {
    Fold fold = fold(instruction, op);
    if (fold == Fold.SUM) {
      sum(op, cotangent, sweep);
    } else {
      extreme(instruction, op, fold, cotangent, sweep);
    }
  }

  private static void sum(ReduceWindowOp op, Value cotangent, Sweep sweep) {
    Value input = op.inputs().getFirst();
    Value initial = op.initial().getFirst();
    if (sweep.isActive(input)) {
      sweep.flow(input, spread(op, cotangent, sweep));
    }
    if (sweep.isActive(initial)) {
      sweep.flow(
          initial, ShapeRules.total(sweep.out(), sweep.out().multiply(cotangent, uses(op, sweep))));
    }
  }

  /// How often the initial value goes into each result: as such, and as padding.
  private static Value uses(ReduceWindowOp op, Sweep sweep) {
    Value input = op.inputs().getFirst();
    Value one = sweep.out().scalar(input.tensorType().element(), 1.0);
    Block body = new Copies(sweep::primal).copy(op.body());
    return sweep
        .out()
        .add(new ReduceWindowOp(List.of(sweep.like(input, 0)), List.of(one), op.window(), body));
  }

  /// The transpose of a windowed sum is a windowed sum, with strides and base dilations exchanged.
  private static Value spread(ReduceWindowOp op, Value cotangent, Sweep sweep) {
    Builder out = sweep.out();
    Window window = op.window();
    TensorType input = op.inputs().getFirst().tensorType();
    List<Long> low = new ArrayList<>();
    List<Long> high = new ArrayList<>();
    for (int i = 0; i < input.rank(); i++) {
      long wide = dilated(window.dimensions().get(i), window.windowDilations().get(i));
      long inside = dilated(input.dimension(i), window.baseDilations().get(i));
      long places = dilated(cotangent.tensorType().dimension(i), window.strides().get(i));
      low.add(wide - window.low(i) - 1);
      high.add(inside + wide - 1 - places - low.getLast());
    }
    List<Long> gaps = window.strides().stream().map(stride -> stride - 1).toList();
    Value zero = out.scalar(input.element(), 0.0);
    Value padded = out.add(new PadOp(cotangent, zero, low, high, gaps));
    List<Long> ones = Collections.nCopies(input.rank(), 1L);
    Window back =
        new Window(
            window.dimensions(),
            window.baseDilations(),
            ones,
            window.windowDilations(),
            Window.of(window.dimensions()).padding());
    Block body = adding(out, input.element());
    return out.add(new ReduceWindowOp(List.of(padded), List.of(zero), back, body));
  }

  static long dilated(long size, long dilation) {
    return size == 0 ? 0 : (size - 1) * dilation + 1;
  }

  static Block adding(Builder out, ElementType element) {
    TensorType scalar = TensorType.scalar(element);
    return Builder.block(
        List.of(scalar, scalar),
        out.location(),
        (inner, pair) -> inner.returns(inner.add(new AddOp(pair.get(0), pair.get(1)))));
  }

  /// To the first element that attains the maximum, unless the initial value does.
  private static void extreme(
      Instruction instruction, ReduceWindowOp op, Fold fold, Value cotangent, Sweep sweep) {
    Value input = op.inputs().getFirst();
    List<Long> ones = Collections.nCopies(input.tensorType().rank(), 1L);
    if (!op.window().baseDilations().equals(ones) || !op.window().windowDilations().equals(ones)) {
      throw new NotDifferentiable(
          instruction, "expected a window without dilations in reverse mode, got one with them");
    }
    if (sweep.isActive(op.initial().getFirst())) {
      throw new NotDifferentiable(
          instruction, "expected an initial value that nothing depends on, got another");
    }
    Builder out = sweep.out();
    ElementType element = input.tensorType().element();
    Value zero = out.scalar(element, 0.0);
    TensorType scalar = TensorType.scalar(element);
    Block wins =
        Builder.block(
            List.of(scalar, scalar),
            out.location(),
            (inner, pair) -> inner.returns(wins(inner, fold, pair.get(0), pair.get(1))));
    Value source = bounded(op, instruction.result(0), cotangent, sweep);
    sweep.flow(
        input,
        out.add(
            new SelectAndScatterOp(
                sweep.primal(input), source, zero, op.window(), wins, adding(out, element))));
  }

  private static Value wins(Builder out, Fold fold, Value one, Value other) {
    ComparisonDirection direction =
        fold == Fold.MAXIMUM ? ComparisonDirection.GE : ComparisonDirection.LE;
    return out.add(CompareOp.of(direction, one, other));
  }

  /// Nothing where the initial value is what remains.
  private static Value bounded(ReduceWindowOp op, Value result, Value cotangent, Sweep sweep) {
    Value initial = op.initial().getFirst();
    if (initial instanceof Result made
        && made.instruction().op() instanceof ConstantOp constant
        && Double.isInfinite(constant.value().asDouble(0))) {
      return cotangent;
    }
    Builder out = sweep.out();
    Value bound = out.broadcast(sweep.primal(initial), result.tensorType());
    Value remains = out.compare(ComparisonDirection.EQ, sweep.primal(result), bound);
    return out.select(remains, sweep.like(cotangent, 0), cotangent);
  }

  /// The tangent of a windowed maximum or minimum: carried beside what attains it.
  static Value push(ReduceWindowOp op, Fold fold, Tangents tangents) {
    Builder out = tangents.out();
    Value input = op.inputs().getFirst();
    Value initial = op.initial().getFirst();
    TensorType scalar = TensorType.scalar(input.tensorType().element());
    Block body =
        Builder.block(
            Collections.nCopies(4, scalar),
            out.location(),
            (inner, both) -> {
              Value first = wins(inner, fold, both.get(0), both.get(2));
              inner.returns(
                  inner.select(first, both.get(0), both.get(2)),
                  inner.select(first, both.get(1), both.get(3)));
            });
    List<Value> results =
        out.append(
            new ReduceWindowOp(
                List.of(tangents.primal(input), tangents.orZeros(input)),
                List.of(tangents.primal(initial), tangents.orZeros(initial)),
                op.window(),
                body));
    return results.getLast();
  }

  static void transpose(
      Instruction instruction, SelectAndScatterOp op, Value cotangent, Sweep sweep) {
    checkAdds(instruction, op);
    if (sweep.isActive(op.source())) {
      sweep.flow(op.source(), picked(op, cotangent, sweep));
    }
    if (sweep.isActive(op.initial())) {
      sweep.flow(op.initial(), ShapeRules.total(sweep.out(), cotangent));
    }
  }

  static void checkAdds(Instruction instruction, SelectAndScatterOp op) {
    boolean sameElement =
        instruction.result(0).tensorType().element() == op.source().tensorType().element();
    if (!sameElement || Fold.of(op.scatter()).filter(fold -> fold == Fold.SUM).isEmpty()) {
      throw new NotDifferentiable(
          instruction, "expected a fold that adds, without a change of type, got another");
    }
  }

  /// At each place of the window, the cotangent of the element that is picked there. The third
  /// tensor says what is an element and no padding.
  private static Value picked(SelectAndScatterOp op, Value cotangent, Sweep sweep) {
    Builder out = sweep.out();
    TensorType type = op.operand().tensorType();
    TensorType scalar = TensorType.scalar(type.element());
    TensorType flag = TensorType.scalar(ElementType.I1);
    Value zero = out.scalar(type.element(), 0.0);
    Block body =
        Builder.block(
            List.of(scalar, scalar, flag, scalar, scalar, flag),
            out.location(),
            (inner, both) -> {
              Value ours =
                  new Copies(sweep::primal)
                      .inline(op.select(), List.of(both.get(0), both.get(3)), inner)
                      .getFirst();
              Value first = inner.or(inner.not(both.get(5)), inner.and(both.get(2), ours));
              inner.returns(
                  inner.select(first, both.get(0), both.get(3)),
                  inner.select(first, both.get(1), both.get(4)),
                  inner.or(both.get(2), both.get(5)));
            });
    Value real = out.constant(Literal.splat(type.withElement(ElementType.I1), 1L));
    List<Value> results =
        out.append(
            new ReduceWindowOp(
                List.of(sweep.primal(op.operand()), cotangent, real),
                List.of(zero, zero, out.scalar(ElementType.I1, 0L)),
                op.window(),
                body));
    return results.get(1);
  }
}
