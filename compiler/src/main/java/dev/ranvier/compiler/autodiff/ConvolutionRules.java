package dev.ranvier.compiler.autodiff;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.ConvolutionDimensionNumbers;
import dev.ranvier.ir.op.ConvolutionDimensionNumbers.Input;
import dev.ranvier.ir.op.ConvolutionDimensionNumbers.Kernel;
import dev.ranvier.ir.op.ConvolutionDimensionNumbers.Output;
import dev.ranvier.ir.op.ConvolutionOp;
import dev.ranvier.ir.op.ConvolutionWindow;
import dev.ranvier.ir.op.Literal;
import dev.ranvier.ir.op.ReverseOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.op.Window;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The reverse-mode rule of convolutions: both of its parts are convolutions of the cotangent, with
/// strides and dilations exchanged. That of the input is with the kernel turned round, that of the
/// kernel is with the input, whose batches and features change places.
final class ConvolutionRules {
  private ConvolutionRules() {}

  static void transpose(ConvolutionOp op, Value cotangent, Sweep sweep) {
    if (sweep.isActive(op.lhs())) {
      Value part = input(op, cotangent, sweep);
      sweep.flow(op.lhs(), sweep.out().convert(part, op.lhs().tensorType().element()));
    }
    if (sweep.isActive(op.rhs())) {
      Value part = kernel(op, cotangent, sweep);
      sweep.flow(op.rhs(), sweep.out().convert(part, op.rhs().tensorType().element()));
    }
  }

  private static Value input(ConvolutionOp op, Value cotangent, Sweep sweep) {
    Builder out = sweep.out();
    ConvolutionDimensionNumbers numbers = op.dimensions();
    Kernel from = numbers.kernel();
    long groups = op.featureGroups() * op.batchGroups();
    Value kernel = out.convert(sweep.primal(op.rhs()), op.type().element());
    Value grouped = moved(out, kernel, from.output(), from.input(), groups);
    Value turned = turned(out, grouped, from.spatial(), op.window().reversals(), false);
    ConvolutionDimensionNumbers back =
        new ConvolutionDimensionNumbers(
            asInput(numbers.output()),
            new Kernel(from.output(), from.input(), from.spatial()),
            asOutput(numbers.input()));
    ConvolutionWindow window =
        window(
            op,
            /* strides= */ op.window().inputDilations(),
            /* inputDilations= */ op.window().strides(),
            op.window().kernelDilations(),
            inputPadding(op));
    Value made = convolved(out, op, cotangent, turned, back, window, groups, 1);
    return moved(out, made, numbers.input().feature(), numbers.input().batch(), op.batchGroups());
  }

  private static Value kernel(ConvolutionOp op, Value cotangent, Sweep sweep) {
    Builder out = sweep.out();
    ConvolutionDimensionNumbers numbers = op.dimensions();
    Input input = numbers.input();
    Output output = numbers.output();
    Kernel kernel = numbers.kernel();
    ConvolutionDimensionNumbers back =
        new ConvolutionDimensionNumbers(
            new Input(input.feature(), input.batch(), input.spatial()),
            new Kernel(output.batch(), output.feature(), output.spatial()),
            new Output(kernel.input(), kernel.output(), kernel.spatial()));
    ConvolutionWindow window =
        window(
            op,
            /* strides= */ op.window().kernelDilations(),
            op.window().inputDilations(),
            /* kernelDilations= */ op.window().strides(),
            kernelPadding(op));
    Value lhs = out.convert(sweep.primal(op.lhs()), op.type().element());
    Value made =
        convolved(
            out,
            op,
            lhs,
            cotangent,
            back,
            window,
            /* featureGroups= */ op.batchGroups(),
            /* batchGroups= */ op.featureGroups());
    return turned(out, made, kernel.spatial(), op.window().reversals(), true);
  }

  private static Value convolved(
      Builder out,
      ConvolutionOp op,
      Value lhs,
      Value rhs,
      ConvolutionDimensionNumbers numbers,
      ConvolutionWindow window,
      long featureGroups,
      long batchGroups) {
    TensorType type = type(lhs, rhs, numbers, window, batchGroups);
    return out.add(
        new ConvolutionOp(
            lhs, rhs, numbers, window, featureGroups, batchGroups, op.precision(), type));
  }

  private static TensorType type(
      Value lhs,
      Value rhs,
      ConvolutionDimensionNumbers numbers,
      ConvolutionWindow window,
      long batchGroups) {
    TensorType from = lhs.tensorType();
    TensorType by = rhs.tensorType();
    List<Long> places =
        window
            .over(sizes(by, numbers.kernel().spatial()))
            .places(sizes(from, numbers.input().spatial()));
    List<Long> sizes = new ArrayList<>(Collections.nCopies(from.rank(), 0L));
    Output output = numbers.output();
    sizes.set((int) output.batch(), from.dimension((int) numbers.input().batch()) / batchGroups);
    sizes.set((int) output.feature(), by.dimension((int) numbers.kernel().output()));
    for (int i = 0; i < places.size(); i++) {
      sizes.set(output.spatial().get(i).intValue(), places.get(i));
    }
    return from.withDimensions(sizes);
  }

  private static Input asInput(Output output) {
    return new Input(output.batch(), output.feature(), output.spatial());
  }

  private static Output asOutput(Input input) {
    return new Output(input.batch(), input.feature(), input.spatial());
  }

  /// Cuts one dimension into groups and puts the groups in front of another one.
  private static Value moved(Builder out, Value value, long from, long to, long groups) {
    if (groups == 1) {
      return value;
    }
    List<Long> sizes = new ArrayList<>(value.tensorType().dimensions());
    sizes.set((int) from, sizes.get((int) from) / groups);
    List<Long> cut = new ArrayList<>(sizes);
    cut.add((int) from, groups);
    List<Long> order = new ArrayList<>();
    for (long axis = 0; axis < sizes.size(); axis++) {
      if (axis == to) {
        order.add(from);
      }
      order.add(axis < from ? axis : axis + 1);
    }
    Value split = out.reshape(value, array(cut));
    sizes.set((int) to, sizes.get((int) to) * groups);
    return out.reshape(out.transpose(split, array(order)), array(sizes));
  }

  private static long[] array(List<Long> list) {
    return list.stream().mapToLong(each -> each).toArray();
  }

  /// Turns round those spatial dimensions along which the kernel is, or is not, reversed.
  private static Value turned(
      Builder out, Value value, List<Long> spatial, List<Boolean> reversals, boolean reversed) {
    List<Long> axes = new ArrayList<>();
    for (int i = 0; i < spatial.size(); i++) {
      if (reversals.get(i) == reversed) {
        axes.add(spatial.get(i));
      }
    }
    return axes.isEmpty() ? value : out.add(new ReverseOp(value, axes));
  }

  private static ConvolutionWindow window(
      ConvolutionOp op,
      List<Long> strides,
      List<Long> inputDilations,
      List<Long> kernelDilations,
      long[] padding) {
    int spatial = op.window().strides().size();
    return new ConvolutionWindow(
        strides,
        Literal.of(TensorType.of(ElementType.I64, spatial, 2), padding),
        inputDilations,
        kernelDilations,
        Collections.nCopies(spatial, false));
  }

  /// One less than the kernel is wide, less what was padded; then as much as makes the input whole.
  private static long[] inputPadding(ConvolutionOp op) {
    Extent extent = new Extent(op);
    long[] padding = new long[2 * op.window().strides().size()];
    for (int i = 0; i < padding.length / 2; i++) {
      padding[2 * i] = extent.kernel(i) - extent.window.low(i) - 1;
      padding[2 * i + 1] =
          extent.input(i) + extent.kernel(i) - 1 - extent.output(i) - padding[2 * i];
    }
    return padding;
  }

  /// What was padded; then as much as makes the kernel whole.
  private static long[] kernelPadding(ConvolutionOp op) {
    Extent extent = new Extent(op);
    long[] padding = new long[2 * op.window().strides().size()];
    for (int i = 0; i < padding.length / 2; i++) {
      padding[2 * i] = extent.window.low(i);
      padding[2 * i + 1] =
          extent.output(i) - extent.input(i) + extent.kernel(i) - extent.window.low(i) - 1;
    }
    return padding;
  }

  /// Spatial sizes with the gaps that strides and dilations make.
  private static final class Extent {
    private final ConvolutionOp op;
    private final Window window;

    Extent(ConvolutionOp op) {
      this.op = op;
      this.window =
          op.window().over(sizes(op.rhs().tensorType(), op.dimensions().kernel().spatial()));
    }

    long input(int i) {
      List<Long> sizes = sizes(op.lhs().tensorType(), op.dimensions().input().spatial());
      return WindowRules.dilated(sizes.get(i), window.baseDilations().get(i));
    }

    long kernel(int i) {
      return WindowRules.dilated(window.dimensions().get(i), window.windowDilations().get(i));
    }

    long output(int i) {
      List<Long> sizes = sizes(op.type(), op.dimensions().output().spatial());
      return WindowRules.dilated(sizes.get(i), window.strides().get(i));
    }
  }

  private static List<Long> sizes(TensorType type, List<Long> axes) {
    return axes.stream().map(axis -> type.dimension(axis.intValue())).toList();
  }
}
