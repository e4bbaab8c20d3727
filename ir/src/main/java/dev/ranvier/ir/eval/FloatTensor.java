package dev.ranvier.ir.eval;

import dev.ranvier.ir.type.TensorType;
import org.jspecify.annotations.Nullable;

/// `f32` elements.
final class FloatTensor extends Tensor {
  final float[] elements;

  /// @param elements taken over, not copied
  FloatTensor(TensorType type, float[] elements) {
    super(type);
    this.elements = elements;
  }

  @Override
  public int size() {
    return elements.length;
  }

  @Override
  public long bits(int index) {
    return Integer.toUnsignedLong(Float.floatToRawIntBits(elements[index]));
  }

  @Override
  public double asDouble(int index) {
    return elements[index];
  }

  @Override
  void setBits(int index, long bits) {
    elements[index] = Float.intBitsToFloat((int) bits);
  }

  @Override
  void setFloat(int index, double value) {
    elements[index] = (float) value;
  }

  @Override
  FloatTensor pick(TensorType result, int[] from, @Nullable Tensor fill) {
    float other = fill instanceof FloatTensor single ? single.elements[0] : 0;
    float[] picked = new float[from.length];
    for (int i = 0; i < picked.length; i++) {
      picked[i] = from[i] < 0 ? other : elements[from[i]];
    }
    return new FloatTensor(result, picked);
  }

  @Override
  FloatTensor reshaped(TensorType result) {
    return new FloatTensor(result, elements);
  }

  @Override
  FloatTensor copy() {
    return new FloatTensor(type(), elements.clone());
  }

  @Override
  void put(int at, Tensor source, int from, int count) {
    System.arraycopy(((FloatTensor) source).elements, from, elements, at, count);
  }
}
