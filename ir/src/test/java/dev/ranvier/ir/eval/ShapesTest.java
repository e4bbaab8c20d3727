package dev.ranvier.ir.eval;

import static dev.ranvier.ir.eval.Programs.eval;
import static dev.ranvier.ir.eval.Programs.matrix;
import static dev.ranvier.ir.eval.Programs.vector;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.ir.op.BroadcastInDimOp;
import dev.ranvier.ir.op.ConcatenateOp;
import dev.ranvier.ir.op.DynamicSliceOp;
import dev.ranvier.ir.op.DynamicUpdateSliceOp;
import dev.ranvier.ir.op.IotaOp;
import dev.ranvier.ir.op.PadOp;
import dev.ranvier.ir.op.ReverseOp;
import dev.ranvier.ir.op.SliceOp;
import dev.ranvier.ir.op.TransposeOp;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShapesTest {
  private static final ElementType I32 = ElementType.I32;
  private static final Tensor MATRIX = matrix(I32, 2, 3, 1, 2, 3, 4, 5, 6);

  private static Tensor scalar(long value) {
    return Tensor.scalar(I32, value);
  }

  @Test
  void iotaCountsAlongOneDimension() {
    assertThat(eval(_ -> new IotaOp(TensorType.of(I32, 2, 3), 1)).toInts())
        .containsExactly(0, 1, 2, 0, 1, 2);
    assertThat(eval(_ -> new IotaOp(TensorType.of(ElementType.BF16, 2, 2), 0)).toDoubles())
        .containsExactly(0, 0, 1, 1);
  }

  @Test
  void broadcastStretchesDimensionsOfSizeOne() {
    Tensor column = matrix(I32, 2, 1, 7, 8);
    Tensor wide =
        eval(
            v -> new BroadcastInDimOp(v.getFirst(), TensorType.of(I32, 3, 2, 2), List.of(2L, 1L)),
            matrix(I32, 2, 1, 7, 8));
    assertThat(wide.toInts()).containsExactly(7, 8, 7, 8, 7, 8, 7, 8, 7, 8, 7, 8);
    Tensor rows =
        eval(
            v -> new BroadcastInDimOp(v.getFirst(), TensorType.of(I32, 2, 3), List.of(0L, 1L)),
            column);
    assertThat(rows.toInts()).containsExactly(7, 7, 7, 8, 8, 8);
  }

  @Test
  void transposeAndReverseMoveElements() {
    assertThat(eval(v -> new TransposeOp(v.getFirst(), List.of(1L, 0L)), MATRIX))
        .isEqualTo(matrix(I32, 3, 2, 1, 4, 2, 5, 3, 6));
    assertThat(eval(v -> new ReverseOp(v.getFirst(), List.of(1L)), MATRIX))
        .isEqualTo(matrix(I32, 2, 3, 3, 2, 1, 6, 5, 4));
  }

  @Test
  void slicesTakeEveryOtherElement() {
    Tensor sliced =
        eval(
            v -> new SliceOp(v.getFirst(), List.of(0L, 0L), List.of(2L, 3L), List.of(1L, 2L)),
            MATRIX);
    assertThat(sliced).isEqualTo(matrix(I32, 2, 2, 1, 3, 4, 6));
  }

  @Test
  void dynamicSlicesAreMovedInside() {
    for (long start : new long[] {-5, 0, 1, 2, 99}) {
      Tensor sliced =
          eval(
              v -> new DynamicSliceOp(v.get(0), v.subList(1, 3), List.of(2L, 2L)),
              MATRIX,
              scalar(start),
              scalar(start));
      assertThat(sliced)
          .isEqualTo(start <= 0 ? matrix(I32, 2, 2, 1, 2, 4, 5) : matrix(I32, 2, 2, 2, 3, 5, 6));
    }
  }

  @Test
  void largeUnsignedIndicesAreBeyondTheEnd() {
    Tensor sliced =
        eval(
            v -> new DynamicSliceOp(v.get(0), v.subList(1, 2), List.of(1L)),
            vector(I32, 1, 2, 3),
            Tensor.scalar(ElementType.U64, -1L));
    assertThat(sliced.toInts()).containsExactly(3);
  }

  @Test
  void dynamicUpdatesAreMovedInside() {
    Tensor updated =
        eval(
            v -> new DynamicUpdateSliceOp(v.get(0), v.get(1), v.subList(2, 4)),
            MATRIX,
            matrix(I32, 1, 2, 8, 9),
            scalar(1),
            scalar(2));
    assertThat(updated).isEqualTo(matrix(I32, 2, 3, 1, 2, 3, 4, 8, 9));
  }

  @Test
  void paddingFillsGapsBeforeNegativeEdgesCutOff() {
    Tensor padded =
        eval(
            v ->
                new PadOp(
                    v.getFirst(), v.getLast(), List.of(0L, 1L), List.of(2L, 1L), List.of(1L, 2L)),
            MATRIX,
            scalar(0));
    assertThat(padded)
        .isEqualTo(
            Tensor.ofInts(
                TensorType.of(I32, 5, 9),
                0,
                1,
                0,
                0,
                2,
                0,
                0,
                3,
                0, //
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0, //
                0,
                4,
                0,
                0,
                5,
                0,
                0,
                6,
                0, //
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0, //
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0));
    Tensor cut =
        eval(
            v -> new PadOp(v.getFirst(), v.getLast(), List.of(-1L), List.of(-2L), List.of(1L)),
            vector(I32, 1, 2, 3),
            scalar(9));
    assertThat(cut.toInts()).containsExactly(9, 2);
  }

  @Test
  void concatenationJoinsAlongOneDimension() {
    Tensor joined =
        eval(v -> new ConcatenateOp(v, 1), MATRIX, matrix(I32, 2, 1, 7, 8), matrix(I32, 2, 0));
    assertThat(joined).isEqualTo(matrix(I32, 2, 4, 1, 2, 3, 7, 4, 5, 6, 8));
  }

  @Test
  void emptyTensorsStayEmpty() {
    Tensor empty = matrix(I32, 0, 3);
    assertThat(eval(v -> new TransposeOp(v.getFirst(), List.of(1L, 0L)), empty).size()).isZero();
    assertThat(eval(v -> new ReverseOp(v.getFirst(), List.of(0L, 1L)), empty)).isEqualTo(empty);
  }
}
