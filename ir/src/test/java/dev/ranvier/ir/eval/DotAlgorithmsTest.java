package dev.ranvier.ir.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ranvier.ir.op.DotAlgorithm;
import dev.ranvier.ir.op.DotAlgorithm.Format;
import dev.ranvier.ir.op.DotDimensionNumbers;
import dev.ranvier.ir.op.DotGeneralOp;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DotAlgorithmsTest {
  private static Tensor dot(
      DotAlgorithm algorithm, ElementType element, double[] lhs, double[] rhs) {
    TensorType row = TensorType.of(element, lhs.length);
    DotDimensionNumbers all = DotDimensionNumbers.contracting(0, 0);
    return Programs.run(
            List.of(Tensor.ofDoubles(row, lhs), Tensor.ofDoubles(row, rhs)),
            (b, v) ->
                List.of(
                    b.add(
                        new DotGeneralOp(
                            v.getFirst(),
                            v.getLast(),
                            all,
                            List.of(),
                            Optional.of(algorithm),
                            TensorType.scalar(element)))))
        .getFirst();
  }

  private static double dot(Format operands, Format sums, ElementType element, double lhs) {
    return dot(DotAlgorithm.of(operands, sums), element, new double[] {lhs}, new double[] {1})
        .asDouble(0);
  }

  /// 1 + 2^-7 is the next bf16 after 1; 1 + 2^-8 lies in the middle, and 1 is even.
  @Test
  void roundsOperandsToTheAlgorithmsFormat() {
    double eighth = 1 + 0x1p-8;
    assertThat(dot(Format.BF16, Format.F32, ElementType.F32, eighth)).isEqualTo(1);
    assertThat(dot(Format.F16, Format.F32, ElementType.F32, eighth)).isEqualTo(eighth);
    assertThat(dot(Format.F32, Format.F32, ElementType.F32, eighth)).isEqualTo(eighth);
  }

  @Test
  void roundsToTensorFloatsToEven() {
    assertThat(dot(Format.TF32, Format.F32, ElementType.F32, 1 + 0x1p-11)).isEqualTo(1);
    assertThat(dot(Format.TF32, Format.F32, ElementType.F32, 1 + 0x3p-11)).isEqualTo(1 + 0x1p-9);
    assertThat(dot(Format.TF32, Format.F32, ElementType.F32, -1 - 0x1.8p-11))
        .isEqualTo(-1 - 0x1p-10);
    assertThat(dot(Format.TF32, Format.F32, ElementType.F32, Float.MAX_VALUE)).isInfinite();
    assertThat(dot(Format.TF32, Format.F32, ElementType.F32, Double.NaN)).isNaN();
  }

  @Test
  void sumsInTheAlgorithmsFormatWhateverTheResultIs() {
    double[] lhs = {1, 0x1p-30};
    double[] ones = {1, 1};
    assertThat(dot(DotAlgorithm.of(Format.F32, Format.F32), ElementType.F64, lhs, ones).asDouble(0))
        .isEqualTo(1);
    assertThat(dot(DotAlgorithm.of(Format.F64, Format.F64), ElementType.F64, lhs, ones).asDouble(0))
        .isEqualTo(1 + 0x1p-30);
    double[] cancelling = {1, 0x1p-30, -1};
    double[] three = {1, 1, 1};
    assertThat(
            dot(DotAlgorithm.of(Format.F64, Format.F64), ElementType.F32, cancelling, three)
                .asDouble(0))
        .isEqualTo(0x1p-30);
  }

  @Test
  void saysWhichAlgorithmsItLacks() {
    String wanted =
        "expected an algorithm of one operation on f8E4M3FN, bf16, f16, tf32, f32 or f64 with sums"
            + " in f32 or f64, got ";
    assertThatThrownBy(
            () ->
                dot(
                    new DotAlgorithm(Format.BF16, Format.BF16, Format.F32, 1, 1, 6, false),
                    ElementType.F32,
                    new double[] {1},
                    new double[] {1}))
        .isInstanceOf(EvaluationException.class)
        .hasMessageContaining(wanted + "bf16_bf16_f32_x6");
    assertThatThrownBy(() -> dot(Format.F16, Format.F16, ElementType.F16, 1))
        .hasMessageContaining(wanted + "f16_f16_f16");
    assertThatThrownBy(() -> dot(Format.F8E5M2, Format.F32, ElementType.F32, 1))
        .hasMessageContaining(wanted + "f8e5m2_f8e5m2_f32");
  }
}
