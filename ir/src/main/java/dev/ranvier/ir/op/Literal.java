package dev.ranvier.ir.op;

import dev.ranvier.ir.type.TensorType;
import java.util.Arrays;

/// The elements of a constant tensor, in row-major order, exact to the bit. Integers are held as
/// themselves (unsigned ones by their low bits), booleans as 0 and 1, floats as the bits of their
/// own format. A splat holds one element for all.
public final class Literal {
  private final TensorType type;
  private final long[] bits;

  private Literal(TensorType type, long[] bits) {
    this.type = type;
    this.bits = bits;
  }

  /// @param bits one pattern for each element, or one alone for a splat; see the class for what a
  ///   pattern is
  public static Literal ofBits(TensorType type, long... bits) {
    if (bits.length != 1 && bits.length != type.size()) {
      throw new IllTypedException(
          "constant", "expected " + type.size() + " elements of " + type + ", got " + bits.length);
    }
    return new Literal(type, bits.clone());
  }

  /// The same number in every element, rounded to the element type.
  public static Literal splat(TensorType type, double value) {
    return new Literal(type, new long[] {Numbers.bitsOf(type.element(), value)});
  }

  /// The same integer in every element, wrapped to the element type.
  public static Literal splat(TensorType type, long value) {
    return new Literal(type, new long[] {Numbers.bitsOf(type.element(), value)});
  }

  public static Literal of(TensorType type, double... values) {
    return ofBits(
        type, Arrays.stream(values).mapToLong(v -> Numbers.bitsOf(type.element(), v)).toArray());
  }

  public static Literal of(TensorType type, long... values) {
    return ofBits(
        type, Arrays.stream(values).map(v -> Numbers.bitsOf(type.element(), v)).toArray());
  }

  public TensorType type() {
    return type;
  }

  /// True when one stored element stands for all.
  public boolean isSplat() {
    return bits.length == 1;
  }

  public long bits(int index) {
    return bits.length == 1 ? bits[0] : bits[index];
  }

  /// An element as a number; 64-bit integers lose what a double cannot hold.
  public double asDouble(int index) {
    return Numbers.toDouble(type.element(), bits(index));
  }

  /// An integer or boolean element; unsigned 64-bit values wrap.
  public long asLong(int index) {
    if (type.element().isFloat()) {
      throw new IllTypedException("constant", "expected integers, got " + type);
    }
    return bits(index);
  }

  private boolean isEmpty() {
    return type.dimensions().contains(0L);
  }

  /// Equal type and equal bits in every element, whether held as a splat or not.
  @Override
  public boolean equals(Object other) {
    if (!(other instanceof Literal that) || !type.equals(that.type)) {
      return false;
    }
    if (isEmpty()) {
      return true;
    }
    if (bits.length == that.bits.length) {
      return Arrays.equals(bits, that.bits);
    }
    long[] dense = bits.length == 1 ? that.bits : bits;
    long splat = bits.length == 1 ? bits[0] : that.bits[0];
    return Arrays.stream(dense).allMatch(element -> element == splat);
  }

  @Override
  public int hashCode() {
    return type.hashCode() * 31 + (isEmpty() ? 0 : Long.hashCode(bits[0]));
  }

  @Override
  public String toString() {
    return "literal of " + type;
  }
}
