package dev.ranvier.ir.eval;

import dev.ranvier.ir.op.Literal;
import dev.ranvier.ir.op.Numbers;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A tensor's elements in row-major order, exact to the bit; what the evaluator takes and gives.
/// Immutable once made: kernels fill a fresh tensor and then let it go.
///
/// `f32` lies in a `float[]` and `f64` in a `double[]`, so that the arithmetic of models runs over
/// plain arrays; every other element type lies as the bit patterns of `Literal` in a `long[]`.
public abstract sealed class Tensor implements Datum
    permits FloatTensor, DoubleTensor, PatternTensor {
  private final TensorType type;

  Tensor(TensorType type) {
    this.type = type;
  }

  public final TensorType type() {
    return type;
  }

  /// The number of elements.
  public abstract int size();

  /// An element's pattern: see `Literal` for what a pattern is.
  public abstract long bits(int index);

  /// An element as a number; 64-bit integers lose what a double cannot hold.
  public abstract double asDouble(int index);

  /// An integer or boolean element; unsigned 64-bit values wrap.
  ///
  /// @throws IllegalArgumentException if the elements are floats
  public final long asLong(int index) {
    if (type.element().isFloat()) {
      throw new IllegalArgumentException("tensor: expected integers, got " + type);
    }
    return bits(index);
  }

  /// The element that is picked for every position: `from[i]` is an index into this tensor, or
  /// negative for the only element of `fill`.
  abstract Tensor pick(TensorType result, int[] from, @Nullable Tensor fill);

  /// The same elements under another shape.
  abstract Tensor reshaped(TensorType result);

  /// A tensor of its own that may be filled before it is let go.
  abstract Tensor copy();

  /// Copies a run of elements of a tensor of the same element type into this one, which must not
  /// have been let go yet.
  abstract void put(int at, Tensor source, int from, int count);

  final void put(int at, Tensor source, int from) {
    put(at, source, from, 1);
  }

  /// All elements 0, to be filled.
  static Tensor blank(TensorType type) {
    int size = sizeOf(type);
    return switch (type.element()) {
      case F32 -> new FloatTensor(type, new float[size]);
      case F64 -> new DoubleTensor(type, new double[size]);
      case I1, I8, I16, I32, I64, U8, U16, U32, U64, F8E4M3FN, BF16, F16 ->
          new PatternTensor(type, new long[size]);
    };
  }

  /// The number of elements of a tensor that fits a Java array.
  static int sizeOf(TensorType type) {
    long size = type.size();
    if (size > Integer.MAX_VALUE - 8) {
      throw Fault.of("expected a tensor of at most 2^31 elements, got %s", type);
    }
    return (int) size;
  }

  private static void checkCount(TensorType type, int count) {
    if (type.size() != count) {
      throw new IllegalArgumentException(
          "tensor: expected %d elements of %s, got %d".formatted(type.size(), type, count));
    }
  }

  /// @param bits one pattern for each element
  public static Tensor ofBits(TensorType type, long... bits) {
    checkCount(type, bits.length);
    Tensor tensor = blank(type);
    for (int i = 0; i < bits.length; i++) {
      tensor.setBits(i, bits[i]);
    }
    return tensor;
  }

  abstract void setBits(int index, long bits);

  /// Sets a float element to the nearest number.
  abstract void setFloat(int index, double value);

  /// Sets an integer or boolean element, wrapped.
  final void setInteger(int index, long value) {
    setBits(index, Numbers.bitsOf(type.element(), value));
  }

  public static Tensor ofFloats(TensorType type, float... values) {
    checkCount(type, values.length);
    if (type.element() == ElementType.F32) {
      return new FloatTensor(type, values.clone());
    }
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return ofDoubles(type, wide);
  }

  /// Numbers, each rounded to a float element type or truncated and wrapped to an integer one.
  public static Tensor ofDoubles(TensorType type, double... values) {
    checkCount(type, values.length);
    if (type.element() == ElementType.F64) {
      return new DoubleTensor(type, values.clone());
    }
    return ofBits(
        type, Arrays.stream(values).mapToLong(v -> Numbers.bitsOf(type.element(), v)).toArray());
  }

  public static Tensor ofInts(TensorType type, int... values) {
    return ofLongs(type, Arrays.stream(values).asLongStream().toArray());
  }

  /// Integers, each wrapped to an integer element type or rounded to a float one.
  public static Tensor ofLongs(TensorType type, long... values) {
    checkCount(type, values.length);
    return ofBits(
        type, Arrays.stream(values).map(v -> Numbers.bitsOf(type.element(), v)).toArray());
  }

  public static Tensor ofBooleans(TensorType type, boolean... values) {
    long[] bits = new long[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = values[i] ? 1 : 0;
    }
    return ofLongs(type, bits);
  }

  /// Elements as they lie in host memory, little-endian; a boolean takes one byte.
  public static Tensor ofBytes(TensorType type, byte... bytes) {
    return HostMemory.read(type, bytes);
  }

  public static Tensor of(Literal literal) {
    Tensor tensor = blank(literal.type());
    for (int i = 0; i < tensor.size(); i++) {
      tensor.setBits(i, literal.bits(i));
    }
    return tensor;
  }

  public static Tensor scalar(ElementType element, double value) {
    return ofDoubles(TensorType.scalar(element), value);
  }

  public static Tensor scalar(ElementType element, long value) {
    return ofLongs(TensorType.scalar(element), value);
  }

  public final Literal toLiteral() {
    return Literal.ofBits(type, toBits());
  }

  public final long[] toBits() {
    long[] bits = new long[size()];
    Arrays.setAll(bits, this::bits);
    return bits;
  }

  public final double[] toDoubles() {
    double[] values = new double[size()];
    Arrays.setAll(values, this::asDouble);
    return values;
  }

  public final float[] toFloats() {
    float[] values = new float[size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) asDouble(i);
    }
    return values;
  }

  /// Integer elements, by their low 64 bits.
  public final long[] toLongs() {
    long[] values = new long[size()];
    Arrays.setAll(values, this::asLong);
    return values;
  }

  /// Integer elements, by their low 32 bits.
  public final int[] toInts() {
    int[] values = new int[size()];
    Arrays.setAll(values, index -> (int) asLong(index));
    return values;
  }

  public final boolean[] toBooleans() {
    boolean[] values = new boolean[size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = asLong(i) != 0;
    }
    return values;
  }

  /// See [#ofBytes].
  public final byte[] toBytes() {
    return HostMemory.write(this);
  }

  /// Equal type and equal bits in every element: NaN equals the same NaN, and 0 is not -0.
  @Override
  public final boolean equals(Object other) {
    return other instanceof Tensor that
        && type.equals(that.type)
        && Arrays.equals(toBits(), that.toBits());
  }

  @Override
  public final int hashCode() {
    return type.hashCode() * 31 + Arrays.hashCode(toBits());
  }

  /// The type and the first elements.
  @Override
  public final String toString() {
    StringBuilder text = new StringBuilder(type.toString()).append(" [");
    int shown = Math.min(size(), 16);
    for (int i = 0; i < shown; i++) {
      text.append(i == 0 ? "" : ", ");
      text.append(type.element().isFloat() ? "" + asDouble(i) : integerText(i));
    }
    return text.append(shown < size() ? ", ...]" : "]").toString();
  }

  private String integerText(int index) {
    return type.element() == ElementType.U64
        ? Long.toUnsignedString(bits(index))
        : Long.toString(bits(index));
  }
}
