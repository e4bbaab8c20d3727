package dev.ranvier.ir.text;

import dev.ranvier.ir.op.Literal;
import dev.ranvier.ir.op.Numbers;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.List;

/// Writes constants, exact to the bit: `dense<1.5>` for equal elements, `dense<[[1, 2], [3, 4]]>`
/// for few, `dense<"0x0000803F...">` (the bytes of the elements, little-endian) for many.
final class LiteralPrinter {
  /// Up to this many elements are written one by one.
  private static final long MOST_LISTED = 64;

  private final StringBuilder out;

  LiteralPrinter(StringBuilder out) {
    this.out = out;
  }

  void dense(Literal value) {
    TensorType type = value.type();
    long size = type.size();
    out.append("dense<");
    if (size > 0 && isUniform(value, size)) {
      number(type.element(), value.bits(0));
    } else if (size > MOST_LISTED && !type.element().isBoolean()) {
      bytes(value, (int) size);
    } else if (size > 0) {
      lists(value, (int) size);
    }
    out.append("> : ").append(type);
  }

  private static boolean isUniform(Literal value, long size) {
    if (value.isSplat()) {
      return true;
    }
    for (int i = 1; i < size; i++) {
      if (value.bits(i) != value.bits(0)) {
        return false;
      }
    }
    return true;
  }

  /// Booleans are always listed: whether their bytes are packed into bits differs between versions
  /// of MLIR.
  private void lists(Literal value, int size) {
    List<Long> dimensions = value.type().dimensions();
    for (int i = 0; i < size; i++) {
      out.append(i == 0 ? "" : ", ");
      out.repeat('[', edges(dimensions, i));
      number(value.type().element(), value.bits(i));
      out.repeat(']', edges(dimensions, i + 1L));
    }
  }

  /// How many lists begin or end at an index.
  private static int edges(List<Long> dimensions, long index) {
    int edges = 0;
    long rest = index;
    for (long dimension : dimensions.reversed()) {
      if (rest % dimension != 0) {
        return edges;
      }
      edges++;
      rest /= dimension;
    }
    return edges;
  }

  private void bytes(Literal value, int size) {
    int bytes = value.type().element().bytes();
    out.append("\"0x");
    for (int i = 0; i < size; i++) {
      long bits = value.bits(i);
      for (int each = 0; each < bytes; each++) {
        hexadecimal(bits >>> (8 * each), 2);
      }
    }
    out.append('"');
  }

  /// One element: a decimal number wherever it reads back to the same bits, else the bits.
  void number(ElementType type, long bits) {
    switch (type.kind()) {
      case BOOLEAN -> out.append(bits != 0);
      case SIGNED -> out.append(bits);
      case UNSIGNED -> out.append(Long.toUnsignedString(bits));
      case FLOAT -> real(type, bits);
    }
  }

  /// A reader of MLIR takes the decimal for a double first and rounds that, hence the same here.
  private void real(ElementType type, long bits) {
    double value = Numbers.toDouble(type, bits);
    if (Double.isFinite(value)) {
      String decimal =
          type == ElementType.F64 ? Double.toString(value) : Float.toString((float) value);
      if (Numbers.bitsOf(type, Double.parseDouble(decimal)) == bits) {
        out.append(decimal);
        return;
      }
    }
    out.append("0x");
    hexadecimal(bits, type.bits() / 4);
  }

  private void hexadecimal(long bits, int digits) {
    for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
      out.append("0123456789ABCDEF".charAt((int) (bits >>> shift) & 0xF));
    }
  }
}
