package dev.ranvier.ir.eval;

import dev.ranvier.ir.op.DotAlgorithm;
import dev.ranvier.ir.op.DotGeneralOp;
import dev.ranvier.ir.type.ElementType;

/// `dot_general` by the algorithm that it asks for: operands are rounded to the algorithm's formats
/// and multiplied and summed in its format for sums, in the order that `DotProducts` says. What
/// cannot be done to the letter is an error, as the specification has it.
final class DotAlgorithms {
  private DotAlgorithms() {}

  static Tensor evaluate(DotGeneralOp op, Tensor lhs, Tensor rhs) {
    if (op.algorithm().isEmpty()) {
      return new DotProducts(lhs, rhs, op.type(), op.dimensions()).evaluate();
    }
    DotAlgorithm algorithm = op.algorithm().get();
    ElementType sums = sums(algorithm);
    Tensor left = Conversions.convert(rounded(lhs, algorithm.lhs(), algorithm), sums);
    Tensor right = Conversions.convert(rounded(rhs, algorithm.rhs(), algorithm), sums);
    Tensor product =
        new DotProducts(left, right, op.type().withElement(sums), op.dimensions()).evaluate();
    return Conversions.convert(product, op.type().element());
  }

  private static ElementType sums(DotAlgorithm algorithm) {
    return switch (algorithm.accumulation()) {
      case F32 -> ElementType.F32;
      case F64 -> ElementType.F64;
      case F8E3M4,
          F8E4M3,
          F8E4M3FN,
          F8E5M2,
          F8E4M3FNUZ,
          F8E4M3B11FNUZ,
          F8E5M2FNUZ,
          BF16,
          F16,
          TF32 ->
          throw cannot(algorithm);
    };
  }

  private static Tensor rounded(
      Tensor operand, DotAlgorithm.Format format, DotAlgorithm algorithm) {
    if (algorithm.operations() != 1) {
      throw cannot(algorithm);
    }
    return switch (format) {
      case F8E4M3FN -> Conversions.convert(operand, ElementType.F8E4M3FN);
      case BF16 -> Conversions.convert(operand, ElementType.BF16);
      case F16 -> Conversions.convert(operand, ElementType.F16);
      case F32 -> Conversions.convert(operand, ElementType.F32);
      case F64 -> Conversions.convert(operand, ElementType.F64);
      case TF32 -> tensorFloats(operand);
      case F8E3M4, F8E4M3, F8E5M2, F8E4M3FNUZ, F8E4M3B11FNUZ, F8E5M2FNUZ -> throw cannot(algorithm);
    };
  }

  /// Rounds to 10 bits of mantissa, to even from the middle. What is finite stays so in `f32`'s
  /// exponents but for the largest, which become infinite as elsewhere.
  private static Tensor tensorFloats(Tensor operand) {
    Tensor singles = Conversions.convert(operand, ElementType.F32);
    float[] values = singles.toFloats();
    for (int i = 0; i < values.length; i++) {
      int bits = Float.floatToRawIntBits(values[i]);
      int even = (bits >>> 13) & 1;
      values[i] =
          Float.isFinite(values[i])
              ? Float.intBitsToFloat((bits + 0xFFF + even) & ~0x1FFF)
              : values[i];
    }
    return Tensor.ofFloats(singles.type(), values);
  }

  private static Fault cannot(DotAlgorithm algorithm) {
    return Fault.of(
        "expected an algorithm of one operation on f8E4M3FN, bf16, f16, tf32, f32 or f64 with sums"
            + " in f32 or f64, got %s",
        algorithm);
  }
}
