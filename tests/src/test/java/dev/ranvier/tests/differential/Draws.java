package dev.ranvier.tests.differential;

import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.op.Numbers;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.LongStream;

/// Types and tensors at random. Half of the elements are ones that implementations trip over.
final class Draws {
  static final List<ElementType> FLOATS =
      Arrays.stream(ElementType.values()).filter(ElementType::isFloat).toList();
  static final List<ElementType> INTEGERS =
      Arrays.stream(ElementType.values()).filter(ElementType::isInteger).toList();
  static final List<ElementType> NUMBERS =
      Arrays.stream(ElementType.values()).filter(type -> !type.isBoolean()).toList();

  private final Random random;

  Draws(Random random) {
    this.random = random;
  }

  <T> T any(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  /// True once in so many times.
  boolean oneIn(int times) {
    return random.nextInt(times) == 0;
  }

  /// From `low` to `high`, both included.
  long between(long low, long high) {
    return low + random.nextLong(high - low + 1);
  }

  ElementType element() {
    return any(List.of(ElementType.values()));
  }

  ElementType element(Predicate<ElementType> which) {
    return any(Arrays.stream(ElementType.values()).filter(which).toList());
  }

  /// Sizes of 1 to 4, seldom 0.
  List<Long> sizes(int leastRank, int mostRank) {
    List<Long> sizes = new ArrayList<>();
    long rank = between(leastRank, mostRank);
    for (int i = 0; i < rank; i++) {
      sizes.add(oneIn(40) ? 0 : between(1, 4));
    }
    return sizes;
  }

  /// The same, none of them 0.
  List<Long> filledSizes(int leastRank, int mostRank) {
    return sizes(leastRank, mostRank).stream().map(size -> Math.max(1, size)).toList();
  }

  TensorType type(ElementType element) {
    return new TensorType(sizes(0, 3), element);
  }

  /// The numbers below `count`, shuffled.
  List<Long> shuffled(int count) {
    List<Long> all = new ArrayList<>(LongStream.range(0, count).boxed().toList());
    Collections.shuffle(all, random);
    return all;
  }

  /// Some of them, in ascending order.
  <T extends Comparable<T>> List<T> some(List<T> all, int count) {
    List<T> some = new ArrayList<>(all);
    Collections.shuffle(some, random);
    return some.subList(0, count).stream().sorted().toList();
  }

  /// Elements of any value.
  Tensor tensor(TensorType type) {
    return filled(type, () -> bits(type.element()));
  }

  /// Small whole numbers: sums of a few of them are exact in most types, in any order.
  Tensor tame(TensorType type) {
    return integers(type, type.element().isUnsigned() ? 0 : -3, 3);
  }

  Tensor integers(TensorType type, long low, long high) {
    return filled(type, () -> Numbers.bitsOf(type.element(), between(low, high)));
  }

  /// Numbers that are all different, as far as the element type has so many.
  Tensor distinct(TensorType type) {
    List<Long> numbers = shuffled((int) type.size());
    long shift = type.element().isUnsigned() ? 0 : type.size() / 2;
    return filled(type, () -> Numbers.bitsOf(type.element(), numbers.removeLast() - shift));
  }

  private static Tensor filled(TensorType type, LongSupplier next) {
    long[] bits = new long[(int) type.size()];
    Arrays.setAll(bits, _ -> next.getAsLong());
    return Tensor.ofBits(type, bits);
  }

  private long bits(ElementType element) {
    return switch (element.kind()) {
      case BOOLEAN -> random.nextInt(2);
      case SIGNED, UNSIGNED -> integer(element);
      case FLOAT -> number(element);
    };
  }

  private long integer(ElementType element) {
    int width = element.bits();
    long[] edges = {
      0,
      1,
      -1,
      2,
      3,
      7,
      width - 1,
      width,
      width + 1,
      64,
      128,
      255,
      -1L >>> 1,
      1L << (width - 1),
      (1L << (width - 1)) - 1,
      (1L << (width - 1)) + 1,
      -2
    };
    long value =
        switch (random.nextInt(4)) {
          case 0, 1 -> edges[random.nextInt(edges.length)];
          case 2 -> random.nextLong();
          default -> between(-10, 10);
        };
    return Numbers.bitsOf(element, value);
  }

  private long number(ElementType element) {
    return switch (random.nextInt(8)) {
      case 0, 1, 2 -> edge(element);
      case 3 -> random.nextLong() & mask(element);
      case 4 -> Numbers.bitsOf(element, Math.rint(random.nextGaussian() * 8) / 2);
      case 5 -> Numbers.bitsOf(element, random.nextGaussian() * 1000);
      default -> Numbers.bitsOf(element, random.nextGaussian());
    };
  }

  private static long mask(ElementType element) {
    return -1L >>> (64 - element.bits());
  }

  /// Zeros, subnormal numbers, the smallest normal and the largest, infinities, NaN, and numbers
  /// about 1, of both signs.
  private long edge(ElementType element) {
    long infinity = Numbers.bitsOf(element, Double.POSITIVE_INFINITY);
    long normal = 1L << FloatBits.fractionBits(element);
    long one = Numbers.bitsOf(element, 1.0);
    long half = Numbers.bitsOf(element, 0.5);
    long nan = Numbers.bitsOf(element, Double.NaN);
    long[] edges = {
      0,
      0,
      1,
      normal - 1,
      normal,
      normal + 1,
      infinity - 1,
      infinity,
      nan,
      one,
      one,
      one + 1,
      one - 1,
      half,
      half + 1,
      half - 1,
      Numbers.bitsOf(element, 2.0)
    };
    long sign = random.nextBoolean() ? 0 : 1L << (element.bits() - 1);
    return edges[random.nextInt(edges.length)] | sign;
  }
}
