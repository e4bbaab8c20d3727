package dev.ranvier.ir.text;

import dev.ranvier.ir.op.Numbers;
import dev.ranvier.ir.type.ElementType;
import java.math.BigInteger;

/// A number as it stands in text, before its type is known.
///
/// @param digits without sign; integers may be hexadecimal
record NumberText(boolean isNegative, String digits, boolean isReal) {
  /// No integer of 64 bits needs more characters.
  private static final int MOST_DIGITS = 64;

  static NumberText take(Cursor cursor) {
    boolean negative = cursor.accept(Token.MINUS);
    if (cursor.is(Token.REAL)) {
      return new NumberText(negative, cursor.take(Token.REAL), true);
    }
    return new NumberText(negative, cursor.take(Token.INTEGER), false);
  }

  private boolean isHexadecimal() {
    return digits.startsWith("0x");
  }

  /// The number's pattern; see `Literal`.
  long bits(ElementType type, Cursor cursor, int start) {
    if (!type.isFloat()) {
      return integer(type, cursor, start);
    }
    if (isReal) {
      double magnitude = Double.parseDouble(digits);
      return Numbers.bitsOf(type, isNegative ? -magnitude : magnitude);
    }
    if (isHexadecimal() && !isNegative) {
      return pattern(type, cursor, start);
    }
    throw problem(cursor, start, "a real number or the bits of one in hexadecimal");
  }

  private long pattern(ElementType type, Cursor cursor, int start) {
    BigInteger bits = magnitude(cursor, start);
    if (bits.bitLength() > type.bits()) {
      throw problem(
          cursor, start, "the %d bits of a number of type %s".formatted(type.bits(), type));
    }
    return bits.longValue();
  }

  /// Types without a sign of their own take the patterns of negative numbers too.
  private long integer(ElementType type, Cursor cursor, int start) {
    if (isReal) {
      throw problem(cursor, start, "an integer of type " + type);
    }
    BigInteger magnitude = magnitude(cursor, start);
    BigInteger value = isNegative ? magnitude.negate() : magnitude;
    boolean fits =
        isNegative
            ? !type.isUnsigned() && value.bitLength() < Math.max(2, type.bits())
            : value.bitLength() <= type.bits();
    if (!fits) {
      throw problem(cursor, start, "an integer that fits " + type);
    }
    return Numbers.bitsOf(type, value.longValue());
  }

  private BigInteger magnitude(Cursor cursor, int start) {
    if (digits.length() > MOST_DIGITS) {
      throw problem(cursor, start, "a number of 64 bits");
    }
    return isHexadecimal() ? new BigInteger(digits.substring(2), 16) : new BigInteger(digits);
  }

  private ParseException problem(Cursor cursor, int start, String wanted) {
    String got = (isNegative ? "-" : "") + Cursor.brief(digits);
    return cursor.problems().fatal(start, "expected %s, got %s".formatted(wanted, got));
  }
}
