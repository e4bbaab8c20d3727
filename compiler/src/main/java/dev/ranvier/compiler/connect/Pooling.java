package dev.ranvier.compiler.connect;

import dev.ranvier.compiler.problem.Problems;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Pooling of spikes: all sources of a window reach one target, each channel for itself, and all
/// synapses share one weight. With weight 1 and delta synapses a target's voltage counts the spikes
/// of its window; over the window's size, it averages them (as in Diehl et al., IJCNN 2015).
///
/// Neurons are counted as those of a [Convolution]: `(y, x, c)` is number `(y * width + x) *
/// channels
/// + c`. Target `(y, x, c)` is reached by the sources `(y * stride + i, x * stride + j, c)`.
///
///   Pooling.over(28, 28, 8).window(2, 2) // to 14 x 14 x 8
///
/// @param channels of source and target
/// @param stride from window to window
public record Pooling(
    int height, int width, int channels, int windowHeight, int windowWidth, int stride)
    implements Connectivity {
  /// As in [Convolution].
  private static final int LARGEST = 1 << 15;

  /// Windows of 2 x 2 that don't overlap, until said otherwise.
  public static Pooling over(int height, int width, int channels) {
    return new Pooling(height, width, channels, 2, 2, 2);
  }

  /// Windows of this size; the stride becomes the number of their rows.
  public Pooling window(int rows, int columns) {
    return new Pooling(height, width, channels, rows, columns, rows);
  }

  public Pooling stride(int other) {
    return new Pooling(height, width, channels, windowHeight, windowWidth, other);
  }

  public int outputHeight() {
    return rows().outputs();
  }

  public int outputWidth() {
    return columns().outputs();
  }

  private Convolution.Axis rows() {
    return new Convolution.Axis(height, windowHeight, stride, 0);
  }

  private Convolution.Axis columns() {
    return new Convolution.Axis(width, windowWidth, stride, 0);
  }

  @Override
  public boolean check(Problems problems, int sources, int targets, boolean recurrent) {
    boolean sized =
        problems.require(
            IntStream.of(height, width, channels, windowHeight, windowWidth, stride)
                .allMatch(size -> size >= 1 && size <= LARGEST),
            toString(),
            "of sizes and a stride between 1 and " + LARGEST,
            "see Pooling for what each number says");
    return sized
        && problems.require(
            windowHeight <= height && windowWidth <= width,
            "window of " + this,
            "at most %d x %d, the input".formatted(height, width),
            "use a smaller window, or a larger input")
        && isOf(problems, "sources", sources, height, width)
        && isOf(problems, "targets", targets, outputHeight(), outputWidth());
  }

  private boolean isOf(Problems problems, String ends, int size, int y, int x) {
    long expected = (long) y * x * channels;
    return problems.require(
        size == expected,
        "%d %s of %s".formatted(size, ends, this),
        "%d = %d x %d x %d".formatted(expected, y, x, channels),
        "change the size of the population, or the pooling");
  }

  @Override
  public OptionalLong synapses(int sources, int targets) {
    return OptionalLong.of(rows().taps() * columns().taps() * channels);
  }

  /// One for all.
  @Override
  public OptionalLong weights(int sources, int targets) {
    return OptionalLong.of(1);
  }

  @Override
  public Wiring draw(RandomGenerator random, int sources, int targets) {
    int synapses = Math.toIntExact(synapses(sources, targets).orElseThrow());
    int[] rowStarts = new int[sources + 1];
    int[] targetOf = new int[synapses];
    int count = 0;
    for (int source = 0; source < sources; source++) {
      int y = source / channels / width;
      int x = source / channels % width;
      for (int outY = rows().first(y); outY < rows().end(y); outY++) {
        for (int outX = columns().first(x); outX < columns().end(x); outX++) {
          targetOf[count++] = (outY * outputWidth() + outX) * channels + source % channels;
        }
      }
      rowStarts[source + 1] = count;
    }
    return Wiring.shared(targets, rowStarts, targetOf, new int[synapses], 1);
  }

  @Override
  public String toString() {
    return "pooling(%dx%dx%d, window %dx%d, stride %d)"
        .formatted(height, width, channels, windowHeight, windowWidth, stride);
  }
}
