package dev.ranvier.ir.eval;

import static dev.ranvier.ir.eval.Programs.f32;
import static dev.ranvier.ir.eval.Programs.floats;
import static dev.ranvier.ir.eval.Programs.matrix;
import static dev.ranvier.ir.eval.Programs.vector;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.ir.op.DotDimensionNumbers;
import dev.ranvier.ir.op.DotGeneralOp;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

class DotGeneralTest {
  private static final List<Long> NONE = List.of();
  private static final ElementType I32 = ElementType.I32;

  private static Tensor dot(
      Tensor lhs, Tensor rhs, DotDimensionNumbers dimensions, TensorType result) {
    return Programs.eval(
        v -> new DotGeneralOp(v.getFirst(), v.getLast(), dimensions, List.of(), result), lhs, rhs);
  }

  @Test
  void multipliesMatrices() {
    assertThat(
            dot(
                matrix(I32, 2, 2, 1, 2, 3, 4),
                matrix(I32, 2, 3, 1, 0, 2, 0, 1, 3),
                new DotDimensionNumbers(NONE, NONE, List.of(1L), List.of(0L)),
                TensorType.of(I32, 2, 3)))
        .isEqualTo(matrix(I32, 2, 3, 1, 2, 8, 3, 4, 18));
  }

  @Test
  void batchesComeFirstInTheResult() {
    Tensor lhs = Tensor.ofInts(TensorType.of(I32, 2, 1, 2), 1, 2, 3, 4);
    Tensor rhs = Tensor.ofInts(TensorType.of(I32, 2, 2, 1), 5, 6, 7, 8);
    assertThat(
            dot(
                    lhs,
                    rhs,
                    new DotDimensionNumbers(List.of(0L), List.of(1L), List.of(2L), List.of(0L)),
                    TensorType.of(I32, 2, 1, 1))
                .toInts())
        .containsExactly(1 * 5 + 2 * 7, 3 * 6 + 4 * 8);
  }

  @Test
  void withoutContractionIsTheOuterProduct() {
    assertThat(
            dot(
                vector(I32, 2, 3),
                vector(I32, 5, 7),
                new DotDimensionNumbers(NONE, NONE, NONE, NONE),
                TensorType.of(I32, 2, 2)))
        .isEqualTo(matrix(I32, 2, 2, 10, 14, 15, 21));
  }

  @Test
  void integersWrap() {
    assertThat(
            dot(
                    vector(ElementType.I8, 100, 100),
                    vector(ElementType.I8, 2, 2),
                    new DotDimensionNumbers(NONE, NONE, List.of(0L), List.of(0L)),
                    TensorType.scalar(ElementType.I8))
                .toInts())
        .containsExactly((byte) 400);
  }

  @Test
  void singlePrecisionSumsAreRoundedInOrder() {
    assertThat(
            dot(
                    f32(1e8f, 1, -1e8f),
                    f32(1, 1, 1),
                    new DotDimensionNumbers(NONE, NONE, List.of(0L), List.of(0L)),
                    TensorType.scalar(ElementType.F32))
                .toFloats())
        .containsExactly(0);
  }

  @Test
  void smallFloatsAreSummedInSinglePrecision() {
    DotDimensionNumbers inner = new DotDimensionNumbers(NONE, NONE, List.of(0L), List.of(0L));
    Tensor x = floats(ElementType.BF16, 256, 1, 1);
    Tensor ones = floats(ElementType.BF16, 1, 1, 1);
    assertThat(dot(x, ones, inner, TensorType.scalar(ElementType.BF16)).toDoubles())
        .containsExactly(258);
    assertThat(dot(x, ones, inner, TensorType.scalar(ElementType.F32)).toDoubles())
        .containsExactly(258);
  }
}
