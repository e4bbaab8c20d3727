package dev.ranvier.ir.eval;

import dev.ranvier.ir.op.ConvolutionDimensionNumbers;
import dev.ranvier.ir.op.ConvolutionOp;
import dev.ranvier.ir.op.Numbers;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.List;

/// `convolution`. Products are added up place by place of the kernel, feature by feature of the
/// input, and rounded as those of `DotProducts` are. Padding and the gaps of dilation are zeros
/// that are multiplied like all others: against an infinity in the kernel they make a NaN.
final class Convolutions {
  /// Where sums of products are kept.
  private interface Sums {
    /// Adds a product; `left` is negative for a zero.
    void add(int at, int left, int right);

    Tensor tensor();
  }

  private final ConvolutionOp op;
  private final Tensor lhs;
  private final Tensor rhs;
  private final Sums sums;
  private final int[] pixels;
  private final int[] kernel;
  private final int[] places;
  private final int[][] cover;
  private final int[] order;

  Convolutions(ConvolutionOp op, Tensor lhs, Tensor rhs) {
    this.op = op;
    this.lhs = Conversions.convert(lhs, op.type().element());
    this.rhs = Conversions.convert(rhs, op.type().element());
    this.sums =
        switch (op.type().element().kind()) {
          case FLOAT -> op.type().element() == ElementType.F64 ? doubles() : floats();
          case BOOLEAN, SIGNED, UNSIGNED -> integers();
        };
    ConvolutionDimensionNumbers numbers = op.dimensions();
    this.pixels = along(lhs.type(), numbers.input().spatial());
    this.kernel = along(rhs.type(), numbers.kernel().spatial());
    this.places = along(op.type(), numbers.output().spatial());
    TensorType window = part(rhs.type(), numbers.kernel().spatial());
    this.cover =
        WindowCover.of(
            op.window().over(window.dimensions()),
            part(lhs.type(), numbers.input().spatial()),
            part(op.type(), numbers.output().spatial()));
    this.order = order(window, op.window().reversals());
  }

  /// The type that is left of a tensor's when only some dimensions are kept.
  private static TensorType part(TensorType type, List<Long> dimensions) {
    return type.withDimensions(
        dimensions.stream().map(axis -> type.dimension(axis.intValue())).toList());
  }

  private static int[] along(TensorType type, long dimension) {
    return along(type, List.of(dimension));
  }

  private static int[] along(TensorType type, List<Long> dimensions) {
    return Indices.sums(Indices.axes(type, Indices.ints(dimensions)));
  }

  /// For each element of the kernel, which of those that the window covers it meets.
  private static int[] order(TensorType window, List<Boolean> reversals) {
    int[] strides = Indices.strides(window);
    int[][] axes = new int[strides.length][];
    for (int i = 0; i < axes.length; i++) {
      int size = (int) window.dimension(i);
      axes[i] =
          reversals.get(i)
              ? Indices.axis(size, (size - 1) * strides[i], -strides[i])
              : Indices.axis(size, 0, strides[i]);
    }
    return Indices.sums(axes);
  }

  Tensor evaluate() {
    ConvolutionDimensionNumbers numbers = op.dimensions();
    int[] batches = along(lhs.type(), numbers.input().batch());
    int[] features = along(lhs.type(), numbers.input().feature());
    int[] outputs = along(rhs.type(), numbers.kernel().output());
    int[] taken = along(rhs.type(), numbers.kernel().input());
    int[] toBatches = along(op.type(), numbers.output().batch());
    int[] toFeatures = along(op.type(), numbers.output().feature());
    int perGroup = outputs.length / (int) (op.featureGroups() * op.batchGroups());
    for (int o = 0; o < outputs.length; o++) {
      int group = o / perGroup;
      int firstFeature = op.featureGroups() == 1 ? 0 : group * taken.length;
      int firstBatch = op.batchGroups() == 1 ? 0 : group * toBatches.length;
      for (int b = 0; b < toBatches.length; b++) {
        int[] seen = shifted(features, firstFeature, batches[firstBatch + b], taken.length);
        slide(toBatches[b] + toFeatures[o], seen, outputs[o], taken);
      }
    }
    return sums.tensor();
  }

  /// `count` positions from `first` on, moved.
  private static int[] shifted(int[] positions, int first, int by, int count) {
    int[] moved = new int[count];
    for (int i = 0; i < count; i++) {
      moved[i] = positions[first + i] + by;
    }
    return moved;
  }

  /// Moves the kernel over one image, for one feature of the output.
  private void slide(int to, int[] seen, int output, int[] taken) {
    for (int place = 0; place < places.length; place++) {
      for (int k = 0; k < kernel.length; k++) {
        int at = cover[place][order[k]];
        for (int i = 0; i < taken.length; i++) {
          int left = at < 0 ? Indices.NONE : pixels[at] + seen[i];
          sums.add(to + places[place], left, output + kernel[k] + taken[i]);
        }
      }
    }
  }

  private Sums floats() {
    float[] left = lhs.toFloats();
    float[] right = rhs.toFloats();
    float[] totals = new float[Tensor.sizeOf(op.type())];
    return new Sums() {
      @Override
      public void add(int at, int l, int r) {
        totals[at] += (l < 0 ? 0 : left[l]) * right[r];
      }

      @Override
      public Tensor tensor() {
        return Tensor.ofFloats(op.type(), totals);
      }
    };
  }

  private Sums doubles() {
    double[] left = lhs.toDoubles();
    double[] right = rhs.toDoubles();
    double[] totals = new double[Tensor.sizeOf(op.type())];
    return new Sums() {
      @Override
      public void add(int at, int l, int r) {
        totals[at] += (l < 0 ? 0 : left[l]) * right[r];
      }

      @Override
      public Tensor tensor() {
        return new DoubleTensor(op.type(), totals);
      }
    };
  }

  private Sums integers() {
    long[] left = Maps.patterns(lhs);
    long[] right = Maps.patterns(rhs);
    long[] totals = new long[Tensor.sizeOf(op.type())];
    return new Sums() {
      @Override
      public void add(int at, int l, int r) {
        totals[at] += (l < 0 ? 0 : left[l]) * right[r];
      }

      @Override
      public Tensor tensor() {
        for (int i = 0; i < totals.length; i++) {
          totals[i] = Numbers.bitsOf(op.type().element(), totals[i]);
        }
        return new PatternTensor(op.type(), totals);
      }
    };
  }
}
