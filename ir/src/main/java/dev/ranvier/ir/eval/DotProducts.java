package dev.ranvier.ir.eval;

import dev.ranvier.ir.op.DotDimensionNumbers;
import dev.ranvier.ir.op.Numbers;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;

/// `dot_general`. Products are added up in the order of the contracted indices, each product and
/// each sum rounded to the result's element type, without fused multiply-add; for floats smaller
/// than `f32`, rounded to `f32`, and the whole once more at the end. The specification leaves both
/// order and precision open; XLA adds in another order and fuses, and so differs in the last
/// digits.
final class DotProducts {
  private final Tensor lhs;
  private final Tensor rhs;
  private final TensorType result;
  private final int[] batchLeft;
  private final int[] batchRight;
  private final int[] freeLeft;
  private final int[] freeRight;
  private final int[] summedLeft;
  private final int[] summedRight;

  DotProducts(Tensor lhs, Tensor rhs, TensorType result, DotDimensionNumbers dimensions) {
    this.lhs = Conversions.convert(lhs, result.element());
    this.rhs = Conversions.convert(rhs, result.element());
    this.result = result;
    this.batchLeft = positions(lhs, Indices.ints(dimensions.lhsBatching()));
    this.batchRight = positions(rhs, Indices.ints(dimensions.rhsBatching()));
    this.summedLeft = positions(lhs, Indices.ints(dimensions.lhsContracting()));
    this.summedRight = positions(rhs, Indices.ints(dimensions.rhsContracting()));
    this.freeLeft =
        positions(
            lhs,
            Indices.others(
                lhs.type().rank(), dimensions.lhsBatching(), dimensions.lhsContracting()));
    this.freeRight =
        positions(
            rhs,
            Indices.others(
                rhs.type().rank(), dimensions.rhsBatching(), dimensions.rhsContracting()));
  }

  private static int[] positions(Tensor side, int[] dimensions) {
    return Indices.sums(Indices.axes(side.type(), dimensions));
  }

  Tensor evaluate() {
    return switch (result.element().kind()) {
      case FLOAT -> result.element() == ElementType.F64 ? doubles() : floats();
      case BOOLEAN, SIGNED, UNSIGNED -> integers();
    };
  }

  private Tensor floats() {
    float[] left = lhs instanceof FloatTensor x ? x.elements : lhs.toFloats();
    float[] right = rhs instanceof FloatTensor x ? x.elements : rhs.toFloats();
    float[] sums = new float[Tensor.sizeOf(result)];
    for (int b = 0, at = 0; b < batchLeft.length; b++) {
      for (int i = 0; i < freeLeft.length; i++, at += freeRight.length) {
        for (int k = 0; k < summedLeft.length; k++) {
          float factor = left[batchLeft[b] + freeLeft[i] + summedLeft[k]];
          int base = batchRight[b] + summedRight[k];
          for (int j = 0; j < freeRight.length; j++) {
            sums[at + j] += factor * right[base + freeRight[j]];
          }
        }
      }
    }
    return result.element() == ElementType.F32
        ? new FloatTensor(result, sums)
        : Tensor.ofFloats(result, sums);
  }

  private Tensor doubles() {
    double[] left = lhs.toDoubles();
    double[] right = rhs.toDoubles();
    double[] sums = new double[Tensor.sizeOf(result)];
    for (int b = 0, at = 0; b < batchLeft.length; b++) {
      for (int i = 0; i < freeLeft.length; i++, at += freeRight.length) {
        for (int k = 0; k < summedLeft.length; k++) {
          double factor = left[batchLeft[b] + freeLeft[i] + summedLeft[k]];
          int base = batchRight[b] + summedRight[k];
          for (int j = 0; j < freeRight.length; j++) {
            sums[at + j] += factor * right[base + freeRight[j]];
          }
        }
      }
    }
    return new DoubleTensor(result, sums);
  }

  private Tensor integers() {
    long[] left = Maps.patterns(lhs);
    long[] right = Maps.patterns(rhs);
    long[] sums = new long[Tensor.sizeOf(result)];
    for (int b = 0, at = 0; b < batchLeft.length; b++) {
      for (int i = 0; i < freeLeft.length; i++, at += freeRight.length) {
        for (int k = 0; k < summedLeft.length; k++) {
          long factor = left[batchLeft[b] + freeLeft[i] + summedLeft[k]];
          int base = batchRight[b] + summedRight[k];
          for (int j = 0; j < freeRight.length; j++) {
            sums[at + j] += factor * right[base + freeRight[j]];
          }
        }
      }
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] = Numbers.bitsOf(result.element(), sums[i]);
    }
    return new PatternTensor(result, sums);
  }
}
