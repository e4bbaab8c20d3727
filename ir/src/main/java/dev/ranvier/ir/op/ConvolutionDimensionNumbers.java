package dev.ranvier.ir.op;

import java.util.ArrayList;
import java.util.List;

/// Which dimensions of a convolution's three tensors are which: `[b, 0, 1, f]x[0, 1, i, o]->[b, 0,
/// 1, f]`.
public record ConvolutionDimensionNumbers(Input input, Kernel kernel, Output output) {
  /// Dimensions of the input.
  ///
  /// @param spatial those along which the kernel moves
  public record Input(long batch, long feature, List<Long> spatial) {
    public Input {
      spatial = List.copyOf(spatial);
    }
  }

  /// Dimensions of the kernel.
  ///
  /// @param input which runs over the input's features
  /// @param output which runs over the output's
  public record Kernel(long input, long output, List<Long> spatial) {
    public Kernel {
      spatial = List.copyOf(spatial);
    }
  }

  /// Dimensions of the output.
  public record Output(long batch, long feature, List<Long> spatial) {
    public Output {
      spatial = List.copyOf(spatial);
    }
  }

  /// Batches first and features last, as image libraries have it; the kernel's features last too.
  public static ConvolutionDimensionNumbers featuresLast(int spatial) {
    List<Long> inner = new ArrayList<>();
    List<Long> outer = new ArrayList<>();
    for (long i = 0; i < spatial; i++) {
      inner.add(i + 1);
      outer.add(i);
    }
    return new ConvolutionDimensionNumbers(
        new Input(0, spatial + 1, inner),
        new Kernel(spatial, spatial + 1, outer),
        new Output(0, spatial + 1, inner));
  }

  void check(int rank) {
    check(
        rank,
        input.spatial,
        input.batch,
        input.feature,
        "convolution_c12",
        "convolution_c13",
        "input");
    check(
        rank,
        kernel.spatial,
        kernel.input,
        kernel.output,
        "convolution_c17",
        "convolution_c18",
        "kernel");
    check(
        rank,
        output.spatial,
        output.batch,
        output.feature,
        "convolution_c19",
        "convolution_c20",
        "output");
  }

  private static void check(
      int rank,
      List<Long> spatial,
      long first,
      long second,
      String count,
      String all,
      String what) {
    Check.count(rank - 2, spatial, count, "spatial dimensions of the " + what);
    List<Long> axes = Axes.concatenated(List.of(first, second), spatial);
    Check.that(
        Axes.unique(axes) && Axes.within(axes, rank),
        all,
        "expected each of the %d dimensions of the %s once, got %s",
        rank,
        what,
        axes);
  }
}
