package dev.ranvier.compiler.queue;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.ShiftLeftOp;
import dev.ranvier.ir.op.ShiftRightLogicalOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.TensorType;

/// Arithmetic on words of four stamps of 7 bits, one in each byte. A high bit is 0 save within a
/// method: there it takes what would else leave the byte.
final class Bytes {
  private static final long ONES = 0x01010101L;
  private static final long STAMPS = 0x7F7F7F7FL;
  private static final long HIGHS = 0x80808080L;

  private final Builder builder;
  private final TensorType words;

  /// @param words `ui32`
  Bytes(Builder builder, TensorType words) {
    this.builder = builder;
    this.words = words;
  }

  Value number(long number) {
    return builder.splat(words, number);
  }

  Value zero() {
    return number(0);
  }

  Value and(Value one, Value other) {
    return builder.and(one, other);
  }

  Value or(Value one, Value other) {
    return builder.or(one, other);
  }

  Value smaller(Value one, Value other) {
    return builder.minimum(one, other);
  }

  Value up(Value word, long bits) {
    return builder.add(new ShiftLeftOp(word, number(bits)));
  }

  Value down(Value word, long bits) {
    return bits == 0 ? word : builder.add(new ShiftRightLogicalOp(word, number(bits)));
  }

  Value isNotZero(Value word) {
    return builder.compare(ComparisonDirection.NE, word, zero());
  }

  /// `word` where `test` is 0, and else 0.
  Value whereZero(Value test, Value word) {
    return builder.select(isNotZero(test), zero(), word);
  }

  /// A stamp in every byte.
  Value everywhere(Value stamp) {
    return builder.multiply(stamp, number(ONES));
  }

  /// The word without the bytes of a mask.
  Value without(Value word, Value mask) {
    return and(word, builder.not(mask));
  }

  /// All stamps one step older: a free one stays free, and the largest becomes free.
  Value aged(Value word) {
    Value older = builder.add(word, down(highs(word, STAMPS), 7));
    return and(older, number(STAMPS));
  }

  /// All stamps one step older: a free one stays free, and the largest stays.
  Value agedUntilDue(Value word) {
    Value waits = without(highs(word, STAMPS), highs(word, ONES));
    return builder.add(word, down(waits, 7));
  }

  /// A mask of the stamps that are held.
  Value held(Value word) {
    return mask(highs(word, STAMPS));
  }

  /// A mask of the stamps that are at least `stamp`.
  Value notBelow(Value word, Value stamp) {
    Value difference = builder.subtract(or(word, number(HIGHS)), everywhere(stamp));
    return mask(and(difference, number(HIGHS)));
  }

  /// A mask of the first byte outside of a mask of the first few bytes; 0 if that has all bytes.
  Value firstOutside(Value mask) {
    Value next = or(up(mask, 8), number(0x7F));
    return without(next, mask);
  }

  /// The high bits of the bytes that reach 128 when a number is added to each.
  private Value highs(Value word, long added) {
    return and(builder.add(word, number(added)), number(HIGHS));
  }

  /// 7 bits for each high bit.
  private Value mask(Value highs) {
    return builder.subtract(highs, down(highs, 7));
  }
}
