package dev.ranvier.runtime.array;

import java.util.Optional;

/// What one element of an array is. Spelled as StableHLO text spells it.
public enum DType {
  I1("i1", 1),
  I8("i8", 1),
  I16("i16", 2),
  I32("i32", 4),
  I64("i64", 8),
  U8("ui8", 1),
  U16("ui16", 2),
  U32("ui32", 4),
  U64("ui64", 8),
  F8E4M3FN("f8E4M3FN", 1),
  BF16("bf16", 2),
  F16("f16", 2),
  F32("f32", 4),
  F64("f64", 8);

  private final String spelling;
  private final int bytes;

  DType(String spelling, int bytes) {
    this.spelling = spelling;
    this.bytes = bytes;
  }

  public String spelling() {
    return spelling;
  }

  /// Bytes of one element in host memory; a boolean takes one.
  public int bytes() {
    return bytes;
  }

  public static Optional<DType> ofSpelling(String spelling) {
    for (DType type : values()) {
      if (type.spelling.equals(spelling)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  @Override
  public String toString() {
    return spelling;
  }
}
