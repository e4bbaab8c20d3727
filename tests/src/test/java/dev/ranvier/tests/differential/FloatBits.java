package dev.ranvier.tests.differential;

import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.op.Numbers;
import dev.ranvier.ir.type.ElementType;
import java.util.List;
import java.util.stream.IntStream;

/// Floats by their bits.
final class FloatBits {
  private FloatBits() {}

  static int fractionBits(ElementType element) {
    return switch (element) {
      case F8E4M3FN -> 3;
      case BF16 -> 7;
      case F16 -> 10;
      case F32 -> 23;
      case F64 -> 52;
      case I1, I8, I16, I32, I64, U8, U16, U32, U64 ->
          throw new IllegalArgumentException("expected a float type, got " + element);
    };
  }

  /// Half the distance from 1 to the next number.
  static double unitRoundoff(ElementType element) {
    return Math.scalb(1.0, -fractionBits(element) - 1);
  }

  /// How many numbers of the type lie from the one to the other; very many if one is NaN.
  static long units(Difference found) {
    if (Double.isNaN(found.expectedNumber()) != Double.isNaN(found.gotNumber())) {
      return Long.MAX_VALUE;
    }
    return Math.abs(
        place(found.element(), found.expected().bits(found.index()))
            - place(found.element(), found.got().bits(found.index())));
  }

  private static long place(ElementType element, long bits) {
    long sign = 1L << (element.bits() - 1);
    return (bits & sign) == 0 ? bits : -(bits & ~sign);
  }

  /// Whether the element is subnormal, of a type of which such numbers are flushed to zero. That of
  /// `f16` and `f8` are normal in `f32`, in which they are computed.
  static boolean isSubnormal(Tensor tensor, int index) {
    ElementType element = tensor.type().element();
    boolean flushes =
        element == ElementType.F32 || element == ElementType.BF16 || element == ElementType.F64;
    if (!flushes) {
      return false;
    }
    long magnitude = tensor.bits(index) & ~(1L << (element.bits() - 1));
    return magnitude != 0 && magnitude >>> fractionBits(element) == 0;
  }

  static boolean hasSubnormal(Tensor tensor) {
    return IntStream.range(0, tensor.size()).anyMatch(i -> isSubnormal(tensor, i));
  }

  /// Whether the element is 0 or such a number.
  static boolean isSmall(Tensor tensor, int index) {
    return tensor.asDouble(index) == 0 || isSubnormal(tensor, index);
  }

  /// An element's bits, those of zero if it is subnormal.
  static long flushed(Tensor tensor, int index) {
    if (!tensor.type().element().isFloat()) {
      return tensor.bits(index);
    }
    long sign = 1L << (tensor.type().element().bits() - 1);
    return isSubnormal(tensor, index) ? tensor.bits(index) & sign : tensor.bits(index);
  }

  static Tensor flushed(Tensor tensor) {
    long[] bits = tensor.toBits();
    for (int i = 0; i < bits.length; i++) {
      bits[i] = flushed(tensor, i);
    }
    return Tensor.ofBits(tensor.type(), bits);
  }

  /// Floats without their signs; integers, which are indices where floats are summed, as they are.
  static List<Tensor> magnitudes(List<Tensor> tensors) {
    return tensors.stream().map(FloatBits::magnitude).toList();
  }

  private static Tensor magnitude(Tensor tensor) {
    ElementType element = tensor.type().element();
    if (!element.isFloat()) {
      return tensor;
    }
    long[] bits = tensor.toBits();
    for (int i = 0; i < bits.length; i++) {
      bits[i] &= Numbers.bitsOf(element, -0.0) - 1;
    }
    return Tensor.ofBits(tensor.type(), bits);
  }
}
