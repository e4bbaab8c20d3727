package dev.ranvier.ir.eval;

import dev.ranvier.ir.type.TensorType;
import org.jspecify.annotations.Nullable;

/// `f64` elements.
final class DoubleTensor extends Tensor {
  final double[] elements;

  /// @param elements taken over, not copied
  DoubleTensor(TensorType type, double[] elements) {
    super(type);
    this.elements = elements;
  }

  @Override
  public int size() {
    return elements.length;
  }

  @Override
  public long bits(int index) {
    return Double.doubleToRawLongBits(elements[index]);
  }

  @Override
  public double asDouble(int index) {
    return elements[index];
  }

  @Override
  void setBits(int index, long bits) {
    elements[index] = Double.longBitsToDouble(bits);
  }

  @Override
  void setFloat(int index, double value) {
    elements[index] = value;
  }

  @Override
  DoubleTensor pick(TensorType result, int[] from, @Nullable Tensor fill) {
    double other = fill instanceof DoubleTensor single ? single.elements[0] : 0;
    double[] picked = new double[from.length];
    for (int i = 0; i < picked.length; i++) {
      picked[i] = from[i] < 0 ? other : elements[from[i]];
    }
    return new DoubleTensor(result, picked);
  }

  @Override
  DoubleTensor reshaped(TensorType result) {
    return new DoubleTensor(result, elements);
  }

  @Override
  DoubleTensor copy() {
    return new DoubleTensor(type(), elements.clone());
  }

  @Override
  void put(int at, Tensor source, int from, int count) {
    System.arraycopy(((DoubleTensor) source).elements, from, elements, at, count);
  }
}
