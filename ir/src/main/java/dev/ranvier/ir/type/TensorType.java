package dev.ranvier.ir.type;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A dense tensor of static shape. A scalar has rank 0.
///
/// @param dimensions sizes, outermost first, each at least 0
/// @param element what one element is
public record TensorType(List<Long> dimensions, ElementType element) implements Type {
  public TensorType {
    dimensions = List.copyOf(dimensions);
    for (long dimension : dimensions) {
      if (dimension < 0) {
        throw new IllegalArgumentException(
            "tensor type: expected dimensions of at least 0, got " + dimensions);
      }
    }
  }

  public static TensorType of(ElementType element, long... dimensions) {
    return new TensorType(Arrays.stream(dimensions).boxed().toList(), element);
  }

  public static TensorType scalar(ElementType element) {
    return new TensorType(List.of(), element);
  }

  public int rank() {
    return dimensions.size();
  }

  public boolean isScalar() {
    return dimensions.isEmpty();
  }

  public long dimension(int axis) {
    return dimensions.get(axis);
  }

  /// The number of elements.
  ///
  /// @throws ArithmeticException if it does not fit a `long`
  public long size() {
    long size = 1;
    for (long dimension : dimensions) {
      size = Math.multiplyExact(size, dimension);
    }
    return size;
  }

  /// Bytes in host memory.
  public long bytes() {
    return Math.multiplyExact(size(), (long) element.bytes());
  }

  public TensorType withElement(ElementType other) {
    return new TensorType(dimensions, other);
  }

  public TensorType withDimensions(List<Long> others) {
    return new TensorType(others, element);
  }

  /// This type with one more dimension in front.
  public TensorType stacked(long size) {
    List<Long> stacked = new ArrayList<>();
    stacked.add(size);
    stacked.addAll(dimensions);
    return new TensorType(stacked, element);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("tensor<");
    dimensions.forEach(dimension -> text.append(dimension).append('x'));
    return text.append(element).append('>').toString();
  }
}
