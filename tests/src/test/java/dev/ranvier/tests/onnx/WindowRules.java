package dev.ranvier.tests.onnx;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.AddOp;
import dev.ranvier.ir.op.AndOp;
import dev.ranvier.ir.op.ConvolutionDimensionNumbers;
import dev.ranvier.ir.op.ConvolutionDimensionNumbers.Input;
import dev.ranvier.ir.op.ConvolutionDimensionNumbers.Kernel;
import dev.ranvier.ir.op.ConvolutionDimensionNumbers.Output;
import dev.ranvier.ir.op.ConvolutionOp;
import dev.ranvier.ir.op.ConvolutionWindow;
import dev.ranvier.ir.op.Literal;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.MaximumOp;
import dev.ranvier.ir.op.MinimumOp;
import dev.ranvier.ir.op.MultiplyOp;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.ReduceWindowOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.op.Window;
import dev.ranvier.ir.op.XorOp;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiFunction;

/// Convolutions and windows of random shapes: layouts, strides, paddings that may take away,
/// dilations of either operand, groups of features or batches, kernels back to front.
final class WindowRules {
  private static final double TOLERANCE = 1e-6;

  private final long seed;
  private final SplittableRandom random;

  WindowRules(long seed) {
    this.seed = seed;
    this.random = new SplittableRandom(seed);
  }

  private long between(long least, long most) {
    return random.nextLong(least, most + 1);
  }

  private List<Long> sizes(int count, long least, long most) {
    List<Long> sizes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sizes.add(between(least, most));
    }
    return sizes;
  }

  private Literal padding(int count) {
    long[] padding = new long[2 * count];
    for (int i = 0; i < padding.length; i++) {
      padding[i] = random.nextInt(3) == 0 ? between(-1, 3) : 0;
    }
    return Literal.of(TensorType.of(ElementType.I64, count, 2), padding);
  }

  OnnxRule convolution(ElementType element, int spatial) {
    long groups = between(1, 3);
    boolean ofFeatures = random.nextBoolean();
    long taken = between(1, 3);
    List<List<Long>> layouts = List.of(layout(spatial), layout(spatial), layout(spatial));
    List<Long> lhs =
        laidOut(
            layouts.get(0),
            between(1, 2) * (ofFeatures ? 1 : groups),
            taken * (ofFeatures ? groups : 1),
            sizes(spatial, 3, 6));
    List<Long> rhs = laidOut(layouts.get(1), taken, between(1, 2) * groups, sizes(spatial, 1, 3));
    ConvolutionDimensionNumbers numbers = numbers(layouts, spatial);
    ConvolutionWindow window =
        new ConvolutionWindow(
            sizes(spatial, 1, 2),
            padding(spatial),
            random.nextBoolean() ? Collections.nCopies(spatial, 1L) : sizes(spatial, 1, 3),
            sizes(spatial, 1, 2),
            sizes(spatial, 0, 1).stream().map(each -> each == 1).toList());
    long features = ofFeatures ? groups : 1;
    long batches = ofFeatures ? 1 : groups;
    return new OnnxRule(
        "shapes of seed %d, %s by %s, %d groups of features, %d of batches"
            .formatted(seed, numbers, window, features, batches),
        element.isFloat() ? TOLERANCE : 0,
        List.of(new TensorType(lhs, element), new TensorType(rhs, element)),
        (out, in) -> convolve(out, in, numbers, window, features, batches));
  }

  private List<Long> layout(int spatial) {
    List<Long> layout = new ArrayList<>();
    for (long i = 0; i < spatial + 2; i++) {
      layout.add(random.nextInt(layout.size() + 1), i);
    }
    return layout;
  }

  private static List<Long> laidOut(List<Long> layout, long first, long second, List<Long> rest) {
    List<Long> sizes = new ArrayList<>(layout);
    sizes.set(layout.get(0).intValue(), first);
    sizes.set(layout.get(1).intValue(), second);
    for (int i = 0; i < rest.size(); i++) {
      sizes.set(layout.get(i + 2).intValue(), rest.get(i));
    }
    return sizes;
  }

  private static ConvolutionDimensionNumbers numbers(List<List<Long>> layouts, int spatial) {
    List<Long> input = layouts.get(0);
    List<Long> kernel = layouts.get(1);
    List<Long> output = layouts.get(2);
    return new ConvolutionDimensionNumbers(
        new Input(input.get(0), input.get(1), input.subList(2, spatial + 2)),
        new Kernel(kernel.get(0), kernel.get(1), kernel.subList(2, spatial + 2)),
        new Output(output.get(0), output.get(1), output.subList(2, spatial + 2)));
  }

  private static Value convolve(
      Builder out,
      List<Value> in,
      ConvolutionDimensionNumbers numbers,
      ConvolutionWindow window,
      long featureGroups,
      long batchGroups) {
    Value lhs = small(out, in.get(0));
    Value rhs = small(out, in.get(1));
    List<Long> places =
        window.over(at(rhs, numbers.kernel().spatial())).places(at(lhs, numbers.input().spatial()));
    List<Long> layout =
        new ArrayList<>(List.of(numbers.output().batch(), numbers.output().feature()));
    layout.addAll(numbers.output().spatial());
    long batches = lhs.tensorType().dimension((int) numbers.input().batch()) / batchGroups;
    long features = rhs.tensorType().dimension((int) numbers.kernel().output());
    TensorType type = lhs.tensorType().withDimensions(laidOut(layout, batches, features, places));
    return out.add(
        new ConvolutionOp(lhs, rhs, numbers, window, featureGroups, batchGroups, List.of(), type));
  }

  private static List<Long> at(Value value, List<Long> axes) {
    return axes.stream().map(axis -> value.tensorType().dimension(axis.intValue())).toList();
  }

  /// Floats between -1 and 1, and no NaN.
  private static Value small(Builder out, Value x) {
    return x.tensorType().element().isFloat()
        ? out.multiply(OnnxRules.plain(out, x), out.splat(x.tensorType(), 0.02))
        : x;
  }

  /// Maxima, minima and sums, and what integers have besides.
  OnnxRule window(ElementType element, int rank) {
    Window window =
        new Window(
            sizes(rank, 1, 3),
            sizes(rank, 1, 2),
            random.nextBoolean() ? Collections.nCopies(rank, 1L) : sizes(rank, 1, 2),
            sizes(rank, 1, 2),
            padding(rank));
    List<BiFunction<Value, Value, Op>> folds = new ArrayList<>();
    folds.addAll(List.of(AddOp::new, MaximumOp::new, MinimumOp::new));
    if (element.isInteger()) {
      folds.addAll(List.of(MultiplyOp::new, XorOp::new));
    }
    if (element.isBoolean()) {
      folds.addAll(List.of(MultiplyOp::new, AndOp::new));
    }
    BiFunction<Value, Value, Op> fold = folds.get(random.nextInt(folds.size()));
    boolean beyondAll = element.isFloat() && random.nextBoolean();
    return new OnnxRule(
        "shapes of seed %d, %s%s".formatted(seed, window, beyondAll ? " from -inf" : ""),
        element.isFloat() ? TOLERANCE : 0,
        List.of(new TensorType(sizes(rank, 2, 5), element)),
        (out, in) -> sweep(out, in.getFirst(), window, fold, beyondAll));
  }

  private static Value sweep(
      Builder out, Value in, Window window, BiFunction<Value, Value, Op> fold, boolean beyondAll) {
    TensorType scalar = TensorType.scalar(in.tensorType().element());
    Value initial = beyondAll ? out.splat(scalar, Double.NEGATIVE_INFINITY) : out.splat(scalar, 1L);
    return out.add(
        new ReduceWindowOp(
            List.of(small(out, in)),
            List.of(initial),
            window,
            Builder.block(
                List.of(scalar, scalar),
                Location.UNKNOWN,
                (b, pair) -> b.returns(b.add(fold.apply(pair.get(0), pair.get(1)))))));
  }
}
