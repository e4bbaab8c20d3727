package dev.ranvier.runtime.array;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// An array in host memory: what goes up to a device and what comes back. Little endian, row major
/// (the last dimension varies fastest). Its content does not change once it is built. It has at
/// most 2 GiB.
public final class HostArray {
  /// The most bytes that an array can have.
  public static final int MOST_BYTES = Integer.MAX_VALUE - 8;

  private final ArrayType type;
  private final ByteBuffer data;

  private HostArray(ArrayType type, ByteBuffer data) {
    this.type = type;
    this.data = data.asReadOnlyBuffer();
  }

  /// Takes over the bytes from a buffer's beginning to its capacity; the caller no longer writes to
  /// it.
  public static HostArray wrap(ArrayType type, ByteBuffer data) {
    if (data.capacity() != type.bytes()) {
      throw new IllegalArgumentException(
          "%s: expected %d bytes, got %d".formatted(type, type.bytes(), data.capacity()));
    }
    return new HostArray(type, data);
  }

  /// An array of zeros.
  public static HostArray zeros(ArrayType type) {
    return new HostArray(type, allocate(type));
  }

  /// An `f32` array. No dimensions: a scalar, of one value.
  public static HostArray of(float[] values, long... dims) {
    ByteBuffer data = allocate(ArrayType.of(DType.F32, dims), values.length);
    data.asFloatBuffer().put(values);
    return new HostArray(ArrayType.of(DType.F32, dims), data);
  }

  /// An `f64` array.
  public static HostArray of(double[] values, long... dims) {
    ByteBuffer data = allocate(ArrayType.of(DType.F64, dims), values.length);
    data.asDoubleBuffer().put(values);
    return new HostArray(ArrayType.of(DType.F64, dims), data);
  }

  /// An `i32` array.
  public static HostArray of(int[] values, long... dims) {
    ByteBuffer data = allocate(ArrayType.of(DType.I32, dims), values.length);
    data.asIntBuffer().put(values);
    return new HostArray(ArrayType.of(DType.I32, dims), data);
  }

  /// An `i64` array.
  public static HostArray of(long[] values, long... dims) {
    ByteBuffer data = allocate(ArrayType.of(DType.I64, dims), values.length);
    data.asLongBuffer().put(values);
    return new HostArray(ArrayType.of(DType.I64, dims), data);
  }

  /// An `i8` array.
  public static HostArray of(byte[] values, long... dims) {
    return ofBytes(ArrayType.of(DType.I8, dims), values);
  }

  /// An `i1` array.
  public static HostArray of(boolean[] values, long... dims) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) (values[i] ? 1 : 0);
    }
    return ofBytes(ArrayType.of(DType.I1, dims), bytes);
  }

  /// An array of any type from its bytes.
  public static HostArray ofBytes(ArrayType type, byte[] bytes) {
    if (bytes.length != type.bytes()) {
      throw new IllegalArgumentException(
          "%s: expected %d bytes, got %d".formatted(type, type.bytes(), bytes.length));
    }
    return new HostArray(type, ByteBuffer.wrap(bytes.clone()));
  }

  /// Memory for an array that is to be filled and then wrapped: zeros.
  ///
  /// @throws IllegalArgumentException if the array is too large
  public static ByteBuffer allocate(ArrayType type) {
    return ByteBuffer.allocate(requireBytes(type)).order(ByteOrder.LITTLE_ENDIAN);
  }

  /// An array's bytes, if it is not too large.
  ///
  /// @throws IllegalArgumentException if it is
  public static int requireBytes(ArrayType type) {
    if (type.bytes() > MOST_BYTES) {
      throw new IllegalArgumentException(
          "array %s: it has %d bytes, expected at most %d; split it"
              .formatted(type, type.bytes(), MOST_BYTES));
    }
    return (int) type.bytes();
  }

  public ArrayType type() {
    return type;
  }

  /// The array's bytes, read-only, little endian, from position 0 to the end.
  public ByteBuffer data() {
    return data.duplicate().clear().order(ByteOrder.LITTLE_ENDIAN);
  }

  /// The values of an `f32` array, row major.
  public float[] floats() {
    expect(DType.F32);
    float[] values = new float[(int) type.size()];
    data().asFloatBuffer().get(values);
    return values;
  }

  /// The values of an `f64` array.
  public double[] doubles() {
    expect(DType.F64);
    double[] values = new double[(int) type.size()];
    data().asDoubleBuffer().get(values);
    return values;
  }

  /// The values of an `i32` or `ui32` array.
  public int[] ints() {
    expect(DType.I32, DType.U32);
    int[] values = new int[(int) type.size()];
    data().asIntBuffer().get(values);
    return values;
  }

  /// The values of an `i64` or `ui64` array.
  public long[] longs() {
    expect(DType.I64, DType.U64);
    long[] values = new long[(int) type.size()];
    data().asLongBuffer().get(values);
    return values;
  }

  /// The values of an `i16` or `ui16` array, or the bits of an `f16` or `bf16` one.
  public short[] shorts() {
    expect(DType.I16, DType.U16, DType.F16, DType.BF16);
    short[] values = new short[(int) type.size()];
    data().asShortBuffer().get(values);
    return values;
  }

  /// The values of an `i1` array.
  public boolean[] booleans() {
    expect(DType.I1);
    boolean[] values = new boolean[(int) type.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = data.get(i) != 0;
    }
    return values;
  }

  /// The array's bytes, whatever its type.
  public byte[] bytes() {
    byte[] values = new byte[data.capacity()];
    data().get(values);
    return values;
  }

  /// Same type and same bits.
  @Override
  public boolean equals(Object other) {
    return other instanceof HostArray that
        && type.equals(that.type)
        && data().mismatch(that.data()) == -1;
  }

  @Override
  public int hashCode() {
    return type.hashCode();
  }

  @Override
  public String toString() {
    return "array " + type;
  }

  private static ByteBuffer allocate(ArrayType type, int values) {
    if (values != type.size()) {
      throw new IllegalArgumentException(
          "%s: expected %d values, got %d".formatted(type, type.size(), values));
    }
    return allocate(type);
  }

  private void expect(DType... wanted) {
    for (DType dtype : wanted) {
      if (type.dtype() == dtype) {
        return;
      }
    }
    throw new IllegalStateException(
        "array %s: its values are no %s; ask for the accessor of %s"
            .formatted(type, wanted[0], type.dtype()));
  }
}
