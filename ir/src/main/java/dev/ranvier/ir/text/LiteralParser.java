package dev.ranvier.ir.text;

import dev.ranvier.ir.op.Literal;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.ArrayList;
import java.util.List;

/// Reads `dense<...> : tensor<...>`. The type stands behind the elements, so that these are first
/// measured, and read once it is known.
final class LiteralParser {
  private final Cursor cursor;
  private final TypeParser types;
  private long bytesSoFar;
  private int numberDepth;

  LiteralParser(Cursor cursor, TypeParser types) {
    this.cursor = cursor;
    this.types = types;
  }

  Literal dense() {
    int start = cursor.offset();
    cursor.expectWord("dense");
    cursor.expect(Token.LESS);
    int inside = cursor.offset();
    List<Long> shape = new ArrayList<>();
    boolean bytes = cursor.is(Token.STRING);
    boolean empty = cursor.is(Token.GREATER);
    long count = 0;
    numberDepth = Integer.MAX_VALUE;
    if (bytes) {
      cursor.advance();
    } else if (!empty) {
      count = measure(shape, 0);
    }
    cursor.expect(Token.GREATER);
    cursor.expect(Token.COLON);
    TensorType type = tensor();
    Cursor.Mark after = cursor.mark();
    Literal value;
    if (bytes) {
      value = fromBytes(type, inside);
    } else if (empty) {
      value = nothing(type, start);
    } else {
      checkShape(type, shape, start);
      value = fromNumbers(type, (int) count, inside);
    }
    cursor.reset(after);
    return value;
  }

  private TensorType tensor() {
    int start = cursor.offset();
    Type type = types.type();
    if (type instanceof TensorType tensor) {
      return tensor;
    }
    throw cursor.problems().fatal(start, "expected a tensor type, got " + type);
  }

  /// Goes over a number or a list of lists; notes the size of each dimension.
  private long measure(List<Long> shape, int depth) {
    if (cursor.is(Token.LEFT_BRACKET) && depth >= numberDepth) {
      throw cursor.expected("lists that hold either numbers or lists");
    }
    if (!cursor.accept(Token.LEFT_BRACKET)) {
      if (depth < shape.size()) {
        throw cursor.expected("a list of %d elements".formatted(shape.get(depth)));
      }
      skipNumber();
      numberDepth = depth;
      return 1;
    }
    if (depth >= cursor.limits().rank()) {
      throw cursor.expected("lists nested at most %d deep".formatted(cursor.limits().rank()));
    }
    boolean first = depth == shape.size();
    if (first) {
      shape.add(-1L);
    }
    long size = 0;
    long count = 0;
    if (!cursor.is(Token.RIGHT_BRACKET)) {
      do {
        count += measure(shape, depth + 1);
        size++;
      } while (cursor.accept(Token.COMMA));
    }
    if (first) {
      shape.set(depth, size);
    } else if (shape.get(depth) != size) {
      throw cursor.expected("lists of one length: %d, not %d".formatted(shape.get(depth), size));
    }
    cursor.expect(Token.RIGHT_BRACKET);
    return count;
  }

  private void skipNumber() {
    if (cursor.is(Token.LEFT_PARENTHESIS)) {
      throw cursor.expected("a number, since complex ones are not supported");
    }
    cursor.accept(Token.MINUS);
    if (!cursor.accept(Token.INTEGER)
        && !cursor.accept(Token.REAL)
        && !cursor.acceptWord("true")
        && !cursor.acceptWord("false")) {
      throw cursor.expected("a number, true, false or a list of them");
    }
  }

  private void checkShape(TensorType type, List<Long> shape, int start) {
    if (!shape.isEmpty() && !shape.equals(type.dimensions())) {
      throw cursor
          .problems()
          .fatal(start, "expected elements for %s, got a shape of %s".formatted(type, shape));
    }
  }

  private Literal nothing(TensorType type, int start) {
    if (type.size() != 0) {
      throw cursor
          .problems()
          .fatal(start, "expected %d elements of %s, got none".formatted(type.size(), type));
    }
    return Literal.ofBits(type);
  }

  private Literal fromNumbers(TensorType type, int count, int inside) {
    charge(type, count, inside);
    if (type.size() == 0) {
      return Literal.ofBits(type);
    }
    long[] bits = new long[count];
    cursor.moveTo(inside);
    for (int i = 0; i < count; i++) {
      while (cursor.accept(Token.LEFT_BRACKET)
          || cursor.accept(Token.RIGHT_BRACKET)
          || cursor.accept(Token.COMMA)) {
        // Their places are known.
      }
      bits[i] = element(type.element());
    }
    return Literal.ofBits(type, bits);
  }

  private long element(ElementType type) {
    int start = cursor.offset();
    if (type.isBoolean()) {
      if (cursor.acceptWord("true")) {
        return 1;
      }
      if (cursor.acceptWord("false")) {
        return 0;
      }
    } else if (cursor.is(Token.WORD)) {
      throw cursor.expected("a number of type " + type);
    }
    return NumberText.take(cursor).bits(type, cursor, start);
  }

  /// `"0x..."`: the bytes of all elements, or of one for all, little-endian.
  private Literal fromBytes(TensorType type, int inside) {
    cursor.moveTo(inside);
    int end = inside + cursor.spelling().length() - 1;
    int digits = end - inside - 3;
    long size = 2L * type.element().bytes();
    boolean listed = digits >= 0 && digits == size * type.size();
    if (cursor.charAt(inside + 1) != '0'
        || cursor.charAt(inside + 2) != 'x'
        || (!listed && digits != size)) {
      throw cursor.expected("0x and %d bytes for %s".formatted(type.bytes(), type));
    }
    if (type.size() == 0) {
      return Literal.ofBits(type);
    }
    charge(type, digits / size, inside);
    long[] bits = new long[(int) (digits / size)];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = fromBytes(type.element(), inside + 3 + (int) size * i);
    }
    return Literal.ofBits(type, bits);
  }

  private long fromBytes(ElementType type, int start) {
    long bits = 0;
    for (int i = 0; i < type.bytes(); i++) {
      int high = Character.digit(cursor.charAt(start + 2 * i), 16);
      int low = Character.digit(cursor.charAt(start + 2 * i + 1), 16);
      if (high < 0 || low < 0) {
        throw cursor.expected("hexadecimal digits");
      }
      bits |= (16L * high + low) << (8 * i);
    }
    return switch (type) {
      case I1 -> bits == 0 ? 0 : 1;
      case I8 -> (byte) bits;
      case I16 -> (short) bits;
      case I32 -> (int) bits;
      case I64, U8, U16, U32, U64, F8E4M3FN, BF16, F16, F32, F64 -> bits;
    };
  }

  /// Counts a constant against the limit before it takes memory.
  private void charge(TensorType type, long count, int start) {
    bytesSoFar += count * type.element().bytes();
    if (bytesSoFar > cursor.limits().constantBytes()) {
      throw cursor
          .problems()
          .fatal(
              start,
              "expected constants of at most %d bytes together, got more"
                  .formatted(cursor.limits().constantBytes()));
    }
  }
}
