package dev.ranvier.ir.eval;

import static dev.ranvier.ir.eval.Programs.eval;
import static dev.ranvier.ir.eval.Programs.fold;
import static dev.ranvier.ir.eval.Programs.matrix;
import static dev.ranvier.ir.eval.Programs.region;
import static dev.ranvier.ir.eval.Programs.vector;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.ir.op.AddOp;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.GatherDimensionNumbers;
import dev.ranvier.ir.op.GatherOp;
import dev.ranvier.ir.op.ScatterDimensionNumbers;
import dev.ranvier.ir.op.ScatterOp;
import dev.ranvier.ir.op.SubtractOp;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

class GatherScatterTest {
  private static final ElementType I32 = ElementType.I32;
  private static final List<Long> NONE = List.of();
  private static final Tensor MATRIX = matrix(I32, 3, 2, 1, 2, 3, 4, 5, 6);

  private static Tensor rows(Tensor operand, Tensor indices) {
    GatherDimensionNumbers rows =
        new GatherDimensionNumbers(List.of(1L), List.of(0L), NONE, NONE, List.of(0L), 1);
    return eval(
        v -> new GatherOp(v.getFirst(), v.getLast(), rows, List.of(1L, 2L), false),
        operand,
        indices);
  }

  @Test
  void gatherMovesIndicesInside() {
    assertThat(rows(MATRIX, vector(I32, 2, -7, 1, 99)))
        .isEqualTo(matrix(I32, 4, 2, 5, 6, 1, 2, 3, 4, 5, 6));
    assertThat(rows(MATRIX, vector(ElementType.U64, -1))).isEqualTo(matrix(I32, 1, 2, 5, 6));
  }

  @Test
  void gatherPairsBatchingDimensions() {
    GatherDimensionNumbers pairs =
        new GatherDimensionNumbers(NONE, List.of(1L), List.of(0L), List.of(0L), List.of(1L), 1);
    Tensor picked =
        eval(
            v -> new GatherOp(v.getFirst(), v.getLast(), pairs, List.of(1L, 1L), false),
            MATRIX,
            vector(I32, 1, 0, 1));
    assertThat(picked.toInts()).containsExactly(2, 3, 6);
  }

  @Test
  void gatherTakesWindowsAtPairsOfIndices() {
    GatherDimensionNumbers windows =
        new GatherDimensionNumbers(List.of(0L, 2L), NONE, NONE, NONE, List.of(1L, 0L), 0);
    Tensor picked =
        eval(
            v -> new GatherOp(v.getFirst(), v.getLast(), windows, List.of(2L, 1L), false),
            MATRIX,
            matrix(I32, 2, 2, 0, 1, 1, 5));
    assertThat(picked).isEqualTo(Tensor.ofInts(TensorType.of(I32, 2, 2, 1), 3, 4, 5, 6));
  }

  private static Tensor scatter(Tensor input, Tensor indices, Tensor updates, Block body) {
    ScatterDimensionNumbers windows =
        new ScatterDimensionNumbers(List.of(1L), NONE, NONE, NONE, List.of(0L), 1);
    return eval(
        v ->
            new ScatterOp(
                List.of(v.get(0)), v.get(1), List.of(v.get(2)), windows, false, false, body),
        input,
        indices,
        updates);
  }

  @Test
  void scatterAddsUpUpdatesOfOnePlace() {
    Tensor sum =
        scatter(
            vector(I32, 1, 1, 1, 1),
            vector(I32, 0, 1, 0),
            matrix(I32, 3, 2, 10, 20, 30, 40, 50, 60),
            fold(I32, AddOp::new));
    assertThat(sum.toInts()).containsExactly(61, 111, 41, 1);
  }

  @Test
  void scatterSkipsElementsOutOfRange() {
    Tensor sum =
        scatter(
            vector(I32, 0, 0, 0),
            vector(I32, -1, 2, 7, Integer.MAX_VALUE),
            matrix(I32, 4, 2, 1, 2, 3, 4, 5, 6, 7, 8),
            fold(I32, AddOp::new));
    assertThat(sum.toInts()).containsExactly(2, 0, 3);
  }

  @Test
  void scatterCanReplaceAndCompute() {
    TensorType scalar = TensorType.scalar(I32);
    Block replace = region(List.of(scalar, scalar), (_, v) -> List.of(v.getLast()));
    Tensor replaced =
        scatter(vector(I32, 1, 2, 3), vector(I32, 1, 1), matrix(I32, 2, 1, 8, 9), replace);
    assertThat(replaced.toInts()).containsExactly(1, 9, 3);
    Block reversed =
        region(
            List.of(scalar, scalar),
            (b, v) -> List.of(b.add(new SubtractOp(v.getLast(), v.getFirst()))));
    Tensor computed =
        scatter(vector(I32, 1, 2, 3), vector(I32, 1), matrix(I32, 1, 2, 10, 20), reversed);
    assertThat(computed.toInts()).containsExactly(1, 8, 17);
  }

  @Test
  void scatterPairsBatchingDimensions() {
    ScatterDimensionNumbers pairs =
        new ScatterDimensionNumbers(NONE, List.of(1L), List.of(0L), List.of(0L), List.of(1L), 1);
    Tensor sum =
        eval(
            v ->
                new ScatterOp(
                    List.of(v.get(0)),
                    v.get(1),
                    List.of(v.get(2)),
                    pairs,
                    false,
                    false,
                    fold(I32, AddOp::new)),
            MATRIX,
            vector(I32, 1, 0, 1),
            vector(I32, 100, 200, 300));
    assertThat(sum.toInts()).containsExactly(1, 102, 203, 4, 5, 306);
  }
}
