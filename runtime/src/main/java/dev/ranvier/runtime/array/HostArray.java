package dev.ranvier.runtime.array;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// An array in host memory: what goes up to a device and what comes back. Little endian, row major
/// (the last dimension varies fastest). Its content does not change once it is built.
public final class HostArray {
  /// What fits on Java's heap in one piece; more lies beside it.
  private static final int MOST_ON_HEAP = Integer.MAX_VALUE - 8;

  private final ArrayType type;
  private final MemorySegment data;

  private HostArray(ArrayType type, MemorySegment data) {
    this.type = type;
    this.data = data.asReadOnly();
  }

  /// Takes over the bytes from a buffer's beginning to its capacity; the caller no longer writes to
  /// it.
  public static HostArray wrap(ArrayType type, ByteBuffer data) {
    return wrap(type, MemorySegment.ofBuffer(data.duplicate().clear()));
  }

  /// Takes over a segment; the caller no longer writes to it.
  public static HostArray wrap(ArrayType type, MemorySegment data) {
    if (data.byteSize() != type.bytes()) {
      throw new IllegalArgumentException(
          "%s: expected %d bytes, got %d".formatted(type, type.bytes(), data.byteSize()));
    }
    return new HostArray(type, data);
  }

  /// An array of zeros.
  public static HostArray zeros(ArrayType type) {
    return new HostArray(type, allocateSegment(type));
  }

  /// An `f32` array. No dimensions: a scalar, of one value.
  public static HostArray of(float[] values, long... dims) {
    ByteBuffer data = allocate(ArrayType.of(DType.F32, dims), values.length);
    data.asFloatBuffer().put(values);
    return wrap(ArrayType.of(DType.F32, dims), data);
  }

  /// An `f64` array.
  public static HostArray of(double[] values, long... dims) {
    ByteBuffer data = allocate(ArrayType.of(DType.F64, dims), values.length);
    data.asDoubleBuffer().put(values);
    return wrap(ArrayType.of(DType.F64, dims), data);
  }

  /// An `i32` array.
  public static HostArray of(int[] values, long... dims) {
    ByteBuffer data = allocate(ArrayType.of(DType.I32, dims), values.length);
    data.asIntBuffer().put(values);
    return wrap(ArrayType.of(DType.I32, dims), data);
  }

  /// An `i64` array.
  public static HostArray of(long[] values, long... dims) {
    ByteBuffer data = allocate(ArrayType.of(DType.I64, dims), values.length);
    data.asLongBuffer().put(values);
    return wrap(ArrayType.of(DType.I64, dims), data);
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
    return new HostArray(type, MemorySegment.ofArray(bytes.clone()));
  }

  /// Memory for an array that is to be filled and then wrapped: zeros.
  public static MemorySegment allocateSegment(ArrayType type) {
    return type.bytes() <= MOST_ON_HEAP
        ? MemorySegment.ofArray(new byte[(int) type.bytes()])
        : Arena.ofAuto().allocate(type.bytes(), Long.BYTES);
  }

  /// The same as a buffer.
  ///
  /// @throws IllegalArgumentException if the array is too large for one
  public static ByteBuffer allocate(ArrayType type) {
    var _ = requireBytes(type);
    return allocateSegment(type).asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }

  /// An array's bytes, if a buffer can have them.
  ///
  /// @throws IllegalArgumentException if it cannot
  public static int requireBytes(ArrayType type) {
    if (type.bytes() > MOST_ON_HEAP) {
      throw new IllegalArgumentException(
          "array %s: it has %d bytes, expected at most %d; split it"
              .formatted(type, type.bytes(), MOST_ON_HEAP));
    }
    return (int) type.bytes();
  }

  public ArrayType type() {
    return type;
  }

  /// The array's bytes, read-only.
  public MemorySegment segment() {
    return data;
  }

  /// The array's bytes, read-only, little endian, from position 0 to the end.
  ///
  /// @throws IllegalStateException if there are more than a buffer can have, 2 GiB; a [#segment]
  ///   can
  public ByteBuffer data() {
    if (data.byteSize() > MOST_ON_HEAP) {
      throw new IllegalStateException(
          "array %s: it has %d bytes, more than a buffer can; use its segment"
              .formatted(type, data.byteSize()));
    }
    return data.asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
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
      values[i] = data.get(ValueLayout.JAVA_BYTE, i) != 0;
    }
    return values;
  }

  /// The array's bytes, whatever its type.
  public byte[] bytes() {
    return data.toArray(ValueLayout.JAVA_BYTE);
  }

  /// Same type and same bits.
  @Override
  public boolean equals(Object other) {
    return other instanceof HostArray that
        && type.equals(that.type)
        && data.mismatch(that.data) == -1;
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
