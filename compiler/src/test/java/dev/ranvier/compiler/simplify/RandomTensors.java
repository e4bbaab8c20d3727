package dev.ranvier.compiler.simplify;

import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.op.Numbers;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/// Tensors of numbers that passes go wrong with: zeros of both signs, ones, the largest and the
/// smallest, infinities and NaN, and others between.
final class RandomTensors {
  /// The same bits, but any NaN for any: Java does not say which one arithmetic gives.
  static final Comparator<Tensor> BITS_SAVE_OF_NAN = (left, right) -> areSame(left, right) ? 0 : 1;

  private static final double[] FLOATS = {
    0.0,
    -0.0,
    1,
    -1,
    0.5,
    2,
    -3.25,
    1e-45,
    Float.MIN_NORMAL,
    Double.MIN_VALUE,
    1e30,
    -1e30,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY
  };

  private static final long[] INTEGERS = {
    0, 1, -1, 2, 3, 7, 127, 128, -128, 255, Integer.MAX_VALUE, Integer.MIN_VALUE, Long.MIN_VALUE
  };

  private RandomTensors() {}

  static List<Tensor> of(List<? extends Type> types, Random random) {
    return types.stream().map(type -> of((TensorType) type, random)).toList();
  }

  static Tensor of(TensorType type, Random random) {
    long[] bits = new long[(int) type.size()];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = bits(type.element(), random);
    }
    return Tensor.ofBits(type, bits);
  }

  static long bits(ElementType element, Random random) {
    boolean special = random.nextInt(3) == 0;
    if (element.isFloat()) {
      double number = special ? FLOATS[random.nextInt(FLOATS.length)] : random.nextGaussian();
      return Numbers.bitsOf(element, number);
    }
    long number = special ? INTEGERS[random.nextInt(INTEGERS.length)] : random.nextInt(21) - 10L;
    return Numbers.bitsOf(element, number);
  }

  private static boolean areSame(Tensor left, Tensor right) {
    if (!left.type().equals(right.type())) {
      return false;
    }
    for (int i = 0; i < left.size(); i++) {
      boolean nan =
          left.type().element().isFloat()
              && Double.isNaN(left.asDouble(i))
              && Double.isNaN(right.asDouble(i));
      if (!nan && left.bits(i) != right.bits(i)) {
        return false;
      }
    }
    return true;
  }
}
