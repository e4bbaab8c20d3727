package dev.ranvier.ir.eval;

import static dev.ranvier.ir.eval.Programs.f32;
import static dev.ranvier.ir.eval.Programs.matrix;
import static dev.ranvier.ir.eval.Programs.region;
import static dev.ranvier.ir.eval.Programs.vector;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.ir.op.AbsOp;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.CompareOp;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.ComparisonType;
import dev.ranvier.ir.op.SortOp;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SortTest {
  private static final ElementType I32 = ElementType.I32;

  private static Block comparator(
      ElementType element, ComparisonDirection direction, Optional<ComparisonType> type) {
    TensorType key = TensorType.scalar(element);
    TensorType payload = TensorType.scalar(I32);
    return region(
        List.of(key, key, payload, payload),
        (b, v) -> List.of(b.add(new CompareOp(v.get(0), v.get(1), direction, type))));
  }

  private static List<Tensor> sort(Tensor keys, Tensor payload, long dimension, Block comparator) {
    return Programs.run(
        List.of(keys, payload), (b, v) -> b.append(new SortOp(v, dimension, true, comparator)));
  }

  @Test
  void equalKeysKeepTheirOrder() {
    List<Tensor> sorted =
        sort(
            vector(I32, 3, 1, 3, 1, 2),
            vector(I32, 0, 1, 2, 3, 4),
            0,
            comparator(I32, ComparisonDirection.LT, Optional.empty()));
    assertThat(sorted).containsExactly(vector(I32, 1, 1, 2, 3, 3), vector(I32, 1, 3, 4, 0, 2));
    List<Tensor> descending =
        sort(
            vector(I32, 3, 1, 3, 1, 2),
            vector(I32, 0, 1, 2, 3, 4),
            -1,
            comparator(I32, ComparisonDirection.GT, Optional.empty()));
    assertThat(descending).containsExactly(vector(I32, 3, 3, 2, 1, 1), vector(I32, 0, 2, 4, 1, 3));
  }

  @Test
  void sortsAlongAnyDimension() {
    Tensor keys = matrix(I32, 2, 3, 9, 1, 5, 2, 8, 5);
    Tensor payload = matrix(I32, 2, 3, 0, 1, 2, 3, 4, 5);
    Block ascending = comparator(I32, ComparisonDirection.LT, Optional.empty());
    assertThat(sort(keys, payload, 0, ascending).getLast())
        .isEqualTo(matrix(I32, 2, 3, 3, 1, 2, 0, 4, 5));
    assertThat(sort(keys, payload, 1, ascending).getLast())
        .isEqualTo(matrix(I32, 2, 3, 1, 2, 0, 3, 5, 4));
  }

  @Test
  void totalOrderPutsNanLast() {
    List<Tensor> sorted =
        sort(
            f32(Float.NaN, 0f, -0f, -1, Float.POSITIVE_INFINITY),
            vector(I32, 0, 1, 2, 3, 4),
            0,
            comparator(
                ElementType.F32, ComparisonDirection.LT, Optional.of(ComparisonType.TOTALORDER)));
    assertThat(sorted.getLast().toInts()).containsExactly(3, 2, 1, 4, 0);
  }

  @Test
  void comparatorsAreInterpretedWhenTheyComputeMore() {
    TensorType key = TensorType.scalar(I32);
    Block byMagnitude =
        region(
            List.of(key, key),
            (b, v) ->
                List.of(
                    b.add(
                        new CompareOp(
                            b.add(new AbsOp(v.get(0))),
                            b.add(new AbsOp(v.get(1))),
                            ComparisonDirection.LT,
                            Optional.empty()))));
    Tensor sorted =
        Programs.eval(v -> new SortOp(v, 0, true, byMagnitude), vector(I32, -3, 2, 3, -1, -2));
    assertThat(sorted.toInts()).containsExactly(-1, 2, -2, -3, 3);
  }

  @Test
  void agreesWithJavaOnRandomKeys() {
    long seed = 31;
    Random random = new Random(seed);
    int[] keys = random.ints(200, -50, 50).toArray();
    Tensor sorted =
        sort(
                Tensor.ofInts(TensorType.of(I32, 200), keys),
                Tensor.ofInts(TensorType.of(I32, 200), keys),
                0,
                comparator(I32, ComparisonDirection.LT, Optional.empty()))
            .getLast();
    Arrays.sort(keys);
    assertThat(sorted.toInts()).as("seed %d", seed).isEqualTo(keys);
  }

  @Test
  void comparatorsThatContradictThemselvesStillEnd() {
    TensorType key = TensorType.scalar(I32);
    Block always =
        region(
            List.of(key, key),
            (b, v) ->
                List.of(
                    b.add(
                        new CompareOp(
                            v.get(0), v.get(0), ComparisonDirection.EQ, Optional.empty()))));
    Tensor sorted = Programs.eval(v -> new SortOp(v, 0, true, always), vector(I32, 2, 1, 3));
    assertThat(sorted.toInts()).containsExactlyInAnyOrder(1, 2, 3);
  }
}
