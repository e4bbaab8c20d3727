package dev.ranvier.ir.eval;

import dev.ranvier.ir.op.Numbers;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Tensors to and from the bytes in which runtimes exchange them: row-major, little-endian, without
/// gaps.
final class HostMemory {
  private HostMemory() {}

  static Tensor read(TensorType type, byte[] bytes) {
    if (type.bytes() != bytes.length) {
      throw new IllegalArgumentException(
          "tensor: expected %d bytes for %s, got %d".formatted(type.bytes(), type, bytes.length));
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    Tensor tensor = Tensor.blank(type);
    for (int i = 0; i < tensor.size(); i++) {
      tensor.setBits(i, next(buffer, type.element()));
    }
    return tensor;
  }

  private static long next(ByteBuffer buffer, ElementType element) {
    long raw =
        switch (element.bytes()) {
          case 1 -> buffer.get() & 0xFF;
          case 2 -> buffer.getShort() & 0xFFFF;
          case 4 -> buffer.getInt() & 0xFFFF_FFFFL;
          default -> buffer.getLong();
        };
    return ofRaw(element, raw);
  }

  /// A pattern from an element's bits in memory, which are not sign-extended.
  static long ofRaw(ElementType element, long raw) {
    return element.isFloat() ? raw : Numbers.bitsOf(element, raw);
  }

  /// The pattern in the low bits of a word.
  static long truncated(ElementType element, long word) {
    return ofRaw(element, IntegerMath.zeroExtended(word, element.bits()));
  }

  static byte[] write(Tensor tensor) {
    ByteBuffer buffer =
        ByteBuffer.allocate(Math.toIntExact(tensor.type().bytes())).order(ByteOrder.LITTLE_ENDIAN);
    int width = tensor.type().element().bytes();
    for (int i = 0; i < tensor.size(); i++) {
      long bits = tensor.bits(i);
      switch (width) {
        case 1 -> buffer.put((byte) bits);
        case 2 -> buffer.putShort((short) bits);
        case 4 -> buffer.putInt((int) bits);
        default -> buffer.putLong(bits);
      }
    }
    return buffer.array();
  }
}
