package dev.ranvier.runtime.array;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// An array in host memory: what goes up to a device and what comes back. Little endian, row major
/// (the last dimension varies fastest). Its content does not change once it is built.
public final class HostArray {
  private static final ValueLayout.OfShort I16 = little(ValueLayout.JAVA_SHORT_UNALIGNED);
  private static final ValueLayout.OfInt I32 = little(ValueLayout.JAVA_INT_UNALIGNED);
  private static final ValueLayout.OfLong I64 = little(ValueLayout.JAVA_LONG_UNALIGNED);
  private static final ValueLayout.OfFloat F32 = little(ValueLayout.JAVA_FLOAT_UNALIGNED);
  private static final ValueLayout.OfDouble F64 = little(ValueLayout.JAVA_DOUBLE_UNALIGNED);

  private static final int LARGEST_JAVA_ARRAY = Integer.MAX_VALUE - 8;

  private final ArrayType type;
  private final MemorySegment data;

  private HostArray(ArrayType type, MemorySegment data) {
    this.type = type;
    this.data = data.asReadOnly();
  }

  /// Takes over a segment that holds the array's bytes; the caller no longer writes to it.
  public static HostArray wrap(ArrayType type, MemorySegment data) {
    if (data.byteSize() != type.bytes()) {
      throw new IllegalArgumentException(
          "%s: expected %d bytes, got %d".formatted(type, type.bytes(), data.byteSize()));
    }
    return new HostArray(type, data);
  }

  /// An array of zeros.
  public static HostArray zeros(ArrayType type) {
    return new HostArray(type, allocate(type));
  }

  /// An `f32` array. No dimensions: a scalar, of one value.
  public static HostArray of(float[] values, long... dims) {
    return copy(
        ArrayType.of(DType.F32, dims), MemorySegment.ofArray(values), ValueLayout.JAVA_FLOAT, F32);
  }

  /// An `f64` array.
  public static HostArray of(double[] values, long... dims) {
    return copy(
        ArrayType.of(DType.F64, dims), MemorySegment.ofArray(values), ValueLayout.JAVA_DOUBLE, F64);
  }

  /// An `i32` array.
  public static HostArray of(int[] values, long... dims) {
    return copy(
        ArrayType.of(DType.I32, dims), MemorySegment.ofArray(values), ValueLayout.JAVA_INT, I32);
  }

  /// An `i64` array.
  public static HostArray of(long[] values, long... dims) {
    return copy(
        ArrayType.of(DType.I64, dims), MemorySegment.ofArray(values), ValueLayout.JAVA_LONG, I64);
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
    return copy(type, MemorySegment.ofArray(bytes), ValueLayout.JAVA_BYTE, ValueLayout.JAVA_BYTE);
  }

  public ArrayType type() {
    return type;
  }

  /// The array's bytes, read-only.
  public MemorySegment data() {
    return data;
  }

  /// The values of an `f32` array, row major.
  public float[] floats() {
    expect(DType.F32);
    float[] values = new float[length()];
    MemorySegment.copy(data, F32, 0, values, 0, values.length);
    return values;
  }

  /// The values of an `f64` array.
  public double[] doubles() {
    expect(DType.F64);
    double[] values = new double[length()];
    MemorySegment.copy(data, F64, 0, values, 0, values.length);
    return values;
  }

  /// The values of an `i32` or `ui32` array.
  public int[] ints() {
    expect(DType.I32, DType.U32);
    int[] values = new int[length()];
    MemorySegment.copy(data, I32, 0, values, 0, values.length);
    return values;
  }

  /// The values of an `i64` or `ui64` array.
  public long[] longs() {
    expect(DType.I64, DType.U64);
    long[] values = new long[length()];
    MemorySegment.copy(data, I64, 0, values, 0, values.length);
    return values;
  }

  /// The values of an `i16` or `ui16` array, or the bits of an `f16` or `bf16` one.
  public short[] shorts() {
    expect(DType.I16, DType.U16, DType.F16, DType.BF16);
    short[] values = new short[length()];
    MemorySegment.copy(data, I16, 0, values, 0, values.length);
    return values;
  }

  /// The values of an `i1` array.
  public boolean[] booleans() {
    expect(DType.I1);
    boolean[] values = new boolean[length()];
    for (int i = 0; i < values.length; i++) {
      values[i] = data.get(ValueLayout.JAVA_BYTE, i) != 0;
    }
    return values;
  }

  /// The array's bytes, whatever its type.
  public byte[] bytes() {
    byte[] values = new byte[length(type.bytes())];
    MemorySegment.copy(data, ValueLayout.JAVA_BYTE, 0, values, 0, values.length);
    return values;
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

  private static HostArray copy(
      ArrayType type, MemorySegment values, ValueLayout from, ValueLayout to) {
    long count = values.byteSize() / from.byteSize();
    if (values.byteSize() != type.bytes()) {
      throw new IllegalArgumentException(
          "%s: expected %d values, got %d".formatted(type, type.size(), count));
    }
    MemorySegment data = allocate(type);
    MemorySegment.copy(values, from, 0, data, to, 0, count);
    return new HostArray(type, data);
  }

  /// Memory for an array that is to be filled and then wrapped: zeros.
  public static MemorySegment allocate(ArrayType type) {
    return type.bytes() <= LARGEST_JAVA_ARRAY
        ? MemorySegment.ofArray(new byte[(int) type.bytes()])
        : Arena.ofAuto().allocate(type.bytes(), Long.BYTES);
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

  private int length() {
    return length(type.size());
  }

  private int length(long size) {
    if (size > LARGEST_JAVA_ARRAY) {
      throw new IllegalStateException(
          "array %s: too large for one Java array; read it through data()".formatted(type));
    }
    return (int) size;
  }

  private static <L extends ValueLayout> L little(L layout) {
    @SuppressWarnings("unchecked") // withOrder keeps the layout's own type
    L ordered = (L) layout.withOrder(ByteOrder.LITTLE_ENDIAN);
    return ordered;
  }
}
