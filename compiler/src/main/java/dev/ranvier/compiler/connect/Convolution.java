package dev.ranvier.compiler.connect;

import dev.ranvier.compiler.problem.Problems;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// A two-dimensional convolution whose synapses share the weights of one kernel. Source neuron `(y,
/// x, c)` is number `(y * width + x) * channels + c`, and targets are counted alike; weight `(ky,
/// kx, c, o)` of the kernel is number `((ky * kernelWidth + kx) * channels + c) * outputs + o`.
/// Target `(y, x, o)` is reached by source `(y * stride + ky - padding, x * stride + kx - padding,
/// c)`; as in most libraries of deep learning, the kernel is not mirrored.
///
///     Convolution.over(28, 28, 1).kernel(5, 5).outputs(8).stride(2).padding(2)   // to 14 x 14 x 8
///
/// @param channels of the source
/// @param outputs channels of the target
/// @param padding how far the kernel reaches beyond each edge, where there is nothing
public record Convolution(
    int height,
    int width,
    int channels,
    int kernelHeight,
    int kernelWidth,
    int outputs,
    int stride,
    int padding)
    implements Connectivity {
  /// Keeps the product of four sizes within 64 bits.
  private static final int LARGEST = 1 << 15;

  /// A kernel of 3 x 3, one output channel, stride 1 and no padding, until said otherwise.
  public static Convolution over(int height, int width, int channels) {
    return new Convolution(height, width, channels, 3, 3, 1, 1, 0);
  }

  public Convolution kernel(int rows, int columns) {
    return new Convolution(height, width, channels, rows, columns, outputs, stride, padding);
  }

  public Convolution outputs(int other) {
    return new Convolution(
        height, width, channels, kernelHeight, kernelWidth, other, stride, padding);
  }

  public Convolution stride(int other) {
    return new Convolution(
        height, width, channels, kernelHeight, kernelWidth, outputs, other, padding);
  }

  public Convolution padding(int other) {
    return new Convolution(
        height, width, channels, kernelHeight, kernelWidth, outputs, stride, other);
  }

  public int outputHeight() {
    return rows().outputs();
  }

  public int outputWidth() {
    return columns().outputs();
  }

  private Axis rows() {
    return new Axis(height, kernelHeight, stride, padding);
  }

  private Axis columns() {
    return new Axis(width, kernelWidth, stride, padding);
  }

  private long kernelElements() {
    return (long) kernelHeight * kernelWidth * channels * outputs;
  }

  @Override
  public boolean check(Problems problems, int sources, int targets, boolean recurrent) {
    return haveSize(problems)
        && fits(problems)
        && isOf(problems, "sources", sources, height, width, channels)
        && isOf(problems, "targets", targets, outputHeight(), outputWidth(), outputs);
  }

  private boolean haveSize(Problems problems) {
    return problems.require(
        IntStream.of(height, width, channels, kernelHeight, kernelWidth, outputs, stride)
            .allMatch(size -> size >= 1 && size <= LARGEST),
        toString(),
        "of sizes and a stride between 1 and " + LARGEST,
        "see Convolution for what each number says");
  }

  private boolean fits(Problems problems) {
    int most = Math.min(kernelHeight, kernelWidth) - 1;
    return problems.require(
            padding >= 0 && padding <= most,
            "padding %d of %s".formatted(padding, this),
            "between 0 and %d, within the kernel".formatted(most),
            "change the padding, or the kernel")
        && problems.require(
            kernelHeight <= height + 2 * padding && kernelWidth <= width + 2 * padding,
            "kernel of " + this,
            "at most %d x %d, the input with its padding"
                .formatted(height + 2 * padding, width + 2 * padding),
            "use a smaller kernel, or a larger input")
        && problems.require(
            kernelElements() <= MOST_SYNAPSES,
            "number of weights %d of %s".formatted(kernelElements(), this),
            "at most " + MOST_SYNAPSES,
            "use a smaller kernel, or fewer channels");
  }

  private boolean isOf(Problems problems, String ends, int size, int y, int x, int c) {
    long expected = (long) y * x * c;
    return problems.require(
        size == expected,
        "%d %s of %s".formatted(size, ends, this),
        "%d = %d x %d x %d".formatted(expected, y, x, c),
        "change the size of the population, or the convolution");
  }

  @Override
  public OptionalLong synapses(int sources, int targets) {
    return OptionalLong.of(rows().taps() * columns().taps() * channels * outputs);
  }

  /// One for each element of the kernel.
  @Override
  public OptionalLong weights(int sources, int targets) {
    return OptionalLong.of(kernelElements());
  }

  @Override
  public Wiring draw(RandomGenerator random, int sources, int targets) {
    return new ConvolutionRows(this, rows(), columns()).wiring(sources, targets);
  }

  @Override
  public String toString() {
    return "convolution(%dx%dx%d, kernel %dx%d, outputs %d, stride %d, padding %d)"
        .formatted(height, width, channels, kernelHeight, kernelWidth, outputs, stride, padding);
  }

  /// One of the two dimensions.
  record Axis(int size, int kernel, int stride, int padding) {
    int outputs() {
      return (size + 2 * padding - kernel) / stride + 1;
    }

    /// How often an element of the kernel lies on an element of the input.
    long taps() {
      return IntStream.range(0, outputs())
          .map(output -> output * stride - padding)
          .mapToLong(start -> Math.min(kernel, size - start) - Math.max(0, -start))
          .sum();
    }

    /// The first output that the input at `position` reaches.
    int first(int position) {
      return Math.max(0, Math.ceilDiv(position + padding - kernel + 1, stride));
    }

    /// The output after the last that the input at `position` reaches.
    int end(int position) {
      return Math.min(outputs(), (position + padding) / stride + 1);
    }

    /// The element of the kernel that lies on `position` for `output`.
    int tap(int position, int output) {
      return position + padding - output * stride;
    }
  }
}
