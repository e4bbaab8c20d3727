package dev.ranvier.ir.op;

import dev.ranvier.ir.type.ElementType;

/// Numbers to and from the bit patterns of an element type. Floats are rounded to nearest, ties to
/// even.
public final class Numbers {
  private Numbers() {}

  /// The pattern of a number: floats are rounded, integers truncated and wrapped, booleans true
  /// unless 0.
  public static long bitsOf(ElementType type, double value) {
    return switch (type) {
      case F64 -> Double.doubleToRawLongBits(value);
      case F32 -> Integer.toUnsignedLong(Float.floatToRawIntBits((float) value));
      case F16 -> SmallFloats.F16.encode(value);
      case BF16 -> SmallFloats.BF16.encode(value);
      case F8E4M3FN -> SmallFloats.F8E4M3FN.encode(value);
      case I1 -> value != 0 ? 1 : 0;
      case U64 -> value >= 0x1p63 ? (long) (value - 0x1p63) + Long.MIN_VALUE : (long) value;
      case I8, I16, I32, I64, U8, U16, U32 -> bitsOf(type, (long) value);
    };
  }

  /// The pattern of an integer: wrapped to the type's width; sign-extended for signed types.
  public static long bitsOf(ElementType type, long value) {
    return switch (type) {
      case F64 -> bitsOf(type, (double) value);
      case F32 -> Integer.toUnsignedLong(Float.floatToRawIntBits((float) value));
      case F16, BF16, F8E4M3FN -> bitsOf(type, stickyDouble(value));
      case I1 -> value != 0 ? 1 : 0;
      case I8 -> (byte) value;
      case I16 -> (short) value;
      case I32 -> (int) value;
      case I64, U64 -> value;
      case U8 -> value & 0xFF;
      case U16 -> value & 0xFFFF;
      case U32 -> value & 0xFFFF_FFFFL;
    };
  }

  /// A double near an integer that rounds to fewer than 50 bits as the integer itself does: what is
  /// cut off leaves its trace in the last bit.
  private static double stickyDouble(long value) {
    if (Math.abs(value) >= 0 && Math.abs(value) < 1L << 52) {
      return value;
    }
    long trace = (value & 0xFFF) == 0 ? 0 : 1;
    return ((value >> 12) | trace) * 0x1p12;
  }

  /// The least number of a float type; negative infinity where there is one.
  public static double lowest(ElementType type) {
    return type == ElementType.F8E4M3FN ? -448 : Double.NEGATIVE_INFINITY;
  }

  public static double toDouble(ElementType type, long bits) {
    return switch (type) {
      case F64 -> Double.longBitsToDouble(bits);
      case F32 -> Float.intBitsToFloat((int) bits);
      case F16 -> SmallFloats.F16.decode(bits);
      case BF16 -> SmallFloats.BF16.decode(bits);
      case F8E4M3FN -> SmallFloats.F8E4M3FN.decode(bits);
      case I1, I8, I16, I32, I64, U8, U16, U32 -> bits;
      case U64 -> bits >= 0 ? bits : ((bits >>> 1) | (bits & 1)) * 2.0;
    };
  }
}
