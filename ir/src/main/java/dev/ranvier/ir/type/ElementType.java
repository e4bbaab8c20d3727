package dev.ranvier.ir.type;

import java.util.Optional;

/// What one element of a tensor is. Spelled in text as StableHLO spells it (`i32`, `ui8`, `f32`,
/// ...).
public enum ElementType {
  I1("i1", 1, Kind.BOOLEAN),
  I8("i8", 8, Kind.SIGNED),
  I16("i16", 16, Kind.SIGNED),
  I32("i32", 32, Kind.SIGNED),
  I64("i64", 64, Kind.SIGNED),
  U8("ui8", 8, Kind.UNSIGNED),
  U16("ui16", 16, Kind.UNSIGNED),
  U32("ui32", 32, Kind.UNSIGNED),
  U64("ui64", 64, Kind.UNSIGNED),
  F8E4M3FN("f8E4M3FN", 8, Kind.FLOAT),
  BF16("bf16", 16, Kind.FLOAT),
  F16("f16", 16, Kind.FLOAT),
  F32("f32", 32, Kind.FLOAT),
  F64("f64", 64, Kind.FLOAT);

  /// The arithmetic that an element type belongs to.
  public enum Kind {
    BOOLEAN,
    SIGNED,
    UNSIGNED,
    FLOAT
  }

  private final String spelling;
  private final int bits;
  private final Kind kind;

  ElementType(String spelling, int bits, Kind kind) {
    this.spelling = spelling;
    this.bits = bits;
    this.kind = kind;
  }

  /// The type's name in StableHLO text.
  public String spelling() {
    return spelling;
  }

  public int bits() {
    return bits;
  }

  /// Bytes of one element in host memory; a boolean takes one.
  public int bytes() {
    return Math.max(1, bits / 8);
  }

  public Kind kind() {
    return kind;
  }

  public boolean isFloat() {
    return kind == Kind.FLOAT;
  }

  /// True of signed and unsigned integers, not of booleans.
  public boolean isInteger() {
    return kind == Kind.SIGNED || kind == Kind.UNSIGNED;
  }

  public boolean isUnsigned() {
    return kind == Kind.UNSIGNED;
  }

  public boolean isBoolean() {
    return kind == Kind.BOOLEAN;
  }

  public static Optional<ElementType> ofSpelling(String spelling) {
    for (ElementType type : values()) {
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
