package dev.ranvier.runtime.pjrt;

import dev.ranvier.runtime.pjrt.capi.BufferType;
import java.util.Optional;

/// What one element of a buffer is: the types that have whole bytes in host memory. Spelled as
/// StableHLO spells them.
public enum ElementType {
  I1("i1", 1, BufferType.PRED),
  I8("i8", 1, BufferType.S8),
  I16("i16", 2, BufferType.S16),
  I32("i32", 4, BufferType.S32),
  I64("i64", 8, BufferType.S64),
  U8("ui8", 1, BufferType.U8),
  U16("ui16", 2, BufferType.U16),
  U32("ui32", 4, BufferType.U32),
  U64("ui64", 8, BufferType.U64),
  F8E4M3FN("f8E4M3FN", 1, BufferType.F8E4M3FN),
  BF16("bf16", 2, BufferType.BF16),
  F16("f16", 2, BufferType.F16),
  F32("f32", 4, BufferType.F32),
  F64("f64", 8, BufferType.F64);

  private final String spelling;
  private final int bytes;
  private final BufferType inC;

  ElementType(String spelling, int bytes, BufferType inC) {
    this.spelling = spelling;
    this.bytes = bytes;
    this.inC = inC;
  }

  public String spelling() {
    return spelling;
  }

  /// Bytes of one element in host memory.
  public int bytes() {
    return bytes;
  }

  int code() {
    return inC.code();
  }

  public static Optional<ElementType> ofSpelling(String spelling) {
    for (ElementType type : values()) {
      if (type.spelling.equals(spelling)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  static ElementType ofCode(int code) {
    for (ElementType type : values()) {
      if (type.code() == code) {
        return type;
      }
    }
    String name = BufferType.ofCode(code).map(BufferType::name).orElse("number " + code);
    throw new UnsupportedOperationException(
        "element type " + name + " of the plugin has no counterpart in Ranvier; convert it first");
  }
}
