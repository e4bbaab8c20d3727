package dev.ranvier.runtime.array;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// A dense array's element type and static shape. Written `f32[4,120]`; a scalar is `f32[]`.
///
/// @param dims sizes, outermost first, each at least 0
public record ArrayType(DType dtype, List<Long> dims) {
  public ArrayType {
    dims = List.copyOf(dims);
    for (long dim : dims) {
      if (dim < 0) {
        throw new IllegalArgumentException(
            "array type: expected dimensions of at least 0, got " + dims);
      }
    }
  }

  public static ArrayType of(DType dtype, long... dims) {
    return new ArrayType(dtype, Arrays.stream(dims).boxed().toList());
  }

  /// The number of elements.
  ///
  /// @throws ArithmeticException if it does not fit a `long`
  public long size() {
    long size = 1;
    for (long dim : dims) {
      size = Math.multiplyExact(size, dim);
    }
    return size;
  }

  /// Bytes in host memory.
  ///
  /// @throws ArithmeticException if they do not fit a `long`
  public long bytes() {
    return Math.multiplyExact(size(), (long) dtype.bytes());
  }

  @Override
  public String toString() {
    return dims.stream().map(String::valueOf).collect(Collectors.joining(",", dtype + "[", "]"));
  }
}
