package dev.ranvier.runtime.pjrt;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// Element type and dimensions of a dense, row-major array. Its size in bytes fits a `long`,
/// however zero dimensions and huge ones are mixed: plugins multiply without looking.
public record Shape(ElementType type, List<Long> dims) {
  public Shape {
    dims = List.copyOf(dims);
    long elements = 1;
    for (long dim : dims) {
      if (dim < 0) {
        throw new IllegalArgumentException(
            "shape " + text(type, dims) + ": dimension " + dim + " is negative");
      }
      if (Math.multiplyHigh(elements, Math.max(1, dim)) != 0
          || elements * Math.max(1, dim) > Long.MAX_VALUE / type.bytes()
          || elements * Math.max(1, dim) < 0) {
        throw new IllegalArgumentException(
            "shape " + text(type, dims) + " has more bytes than 2^63");
      }
      elements *= Math.max(1, dim);
    }
  }

  public static Shape of(ElementType type, long... dims) {
    return new Shape(type, LongStream.of(dims).boxed().toList());
  }

  public long elements() {
    return dims.stream().reduce(1L, (a, b) -> a * b);
  }

  public long bytes() {
    return elements() * type.bytes();
  }

  long[] dimsArray() {
    return dims.stream().mapToLong(Long::longValue).toArray();
  }

  /// As StableHLO writes it: `tensor<2x3xf32>`.
  @Override
  public String toString() {
    return text(type, dims);
  }

  private static String text(ElementType type, List<Long> dims) {
    return dims.stream().map(dim -> dim + "x").collect(Collectors.joining("", "tensor<", ""))
        + type.spelling()
        + ">";
  }
}
