package dev.ranvier.ir.eval;

import dev.ranvier.ir.op.Numbers;
import dev.ranvier.ir.type.TensorType;
import org.jspecify.annotations.Nullable;

/// Elements of any type but `f32` and `f64`, by their patterns.
final class PatternTensor extends Tensor {
  final long[] elements;

  /// @param elements taken over, not copied
  PatternTensor(TensorType type, long[] elements) {
    super(type);
    this.elements = elements;
  }

  @Override
  public int size() {
    return elements.length;
  }

  @Override
  public long bits(int index) {
    return elements[index];
  }

  @Override
  public double asDouble(int index) {
    return Numbers.toDouble(type().element(), elements[index]);
  }

  @Override
  void setBits(int index, long bits) {
    elements[index] = bits;
  }

  @Override
  void setFloat(int index, double value) {
    elements[index] = Numbers.bitsOf(type().element(), value);
  }

  @Override
  PatternTensor pick(TensorType result, int[] from, @Nullable Tensor fill) {
    long other = fill instanceof PatternTensor single ? single.elements[0] : 0;
    long[] picked = new long[from.length];
    for (int i = 0; i < picked.length; i++) {
      picked[i] = from[i] < 0 ? other : elements[from[i]];
    }
    return new PatternTensor(result, picked);
  }

  @Override
  PatternTensor reshaped(TensorType result) {
    return new PatternTensor(result, elements);
  }

  @Override
  PatternTensor copy() {
    return new PatternTensor(type(), elements.clone());
  }

  @Override
  void put(int at, Tensor source, int from, int count) {
    System.arraycopy(((PatternTensor) source).elements, from, elements, at, count);
  }
}
