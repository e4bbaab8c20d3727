package dev.ranvier.ir.eval;

import static dev.ranvier.ir.eval.Programs.f32;
import static dev.ranvier.ir.eval.Programs.fold;
import static dev.ranvier.ir.eval.Programs.matrix;
import static dev.ranvier.ir.eval.Programs.region;
import static dev.ranvier.ir.eval.Programs.vector;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.ir.op.AddOp;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.CompareOp;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.Literal;
import dev.ranvier.ir.op.NegateOp;
import dev.ranvier.ir.op.ReduceOp;
import dev.ranvier.ir.op.ReduceWindowOp;
import dev.ranvier.ir.op.SelectAndScatterOp;
import dev.ranvier.ir.op.SelectOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.op.Window;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReductionTest {
  private static final ElementType I32 = ElementType.I32;

  private static Tensor reduce(Tensor input, Tensor initial, Block body, Long... dimensions) {
    return Programs.eval(
        v -> new ReduceOp(List.of(v.getFirst()), List.of(v.getLast()), List.of(dimensions), body),
        input,
        initial);
  }

  @Test
  void reducesAnyDimensions() {
    Tensor x = matrix(I32, 2, 3, 1, 2, 3, 4, 5, 6);
    Tensor zero = Tensor.scalar(I32, 0L);
    assertThat(reduce(x, zero, fold(I32, AddOp::new), 0L).toInts()).containsExactly(5, 7, 9);
    assertThat(reduce(x, zero, fold(I32, AddOp::new), 1L).toInts()).containsExactly(6, 15);
    assertThat(reduce(x, zero, fold(I32, AddOp::new), 1L, 0L).toInts()).containsExactly(21);
    assertThat(reduce(x, zero, fold(I32, AddOp::new))).isEqualTo(x);
  }

  @Test
  void emptyInputsGiveTheInitialValue() {
    Tensor sum = reduce(matrix(I32, 2, 0), Tensor.scalar(I32, 7L), fold(I32, AddOp::new), 1L);
    assertThat(sum.toInts()).containsExactly(7, 7);
  }

  @Test
  void sumsAreRoundedAfterEachAddition() {
    Tensor ones = Tensor.ofDoubles(TensorType.of(ElementType.BF16, 300), ones(300));
    Tensor sum =
        reduce(ones, Tensor.scalar(ElementType.BF16, 0.0), fold(ElementType.BF16, AddOp::new), 0L);
    assertThat(sum.toDoubles()).containsExactly(256);
  }

  private static double[] ones(int count) {
    double[] ones = new double[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  @Test
  void interpretedBodiesAgreeWithDirectOnes() {
    long seed = 5;
    Random random = new Random(seed);
    float[] values = new float[60];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    Tensor x = f32(values);
    Tensor zero = Tensor.scalar(ElementType.F32, 0.0);
    TensorType scalar = TensorType.scalar(ElementType.F32);
    Block roundabout =
        region(
            List.of(scalar, scalar),
            (b, v) ->
                List.of(
                    b.add(
                        new NegateOp(b.add(new NegateOp(b.add(new AddOp(v.get(0), v.get(1)))))))));
    assertThat(reduce(x, zero, roundabout, 0L))
        .as("seed %d", seed)
        .isEqualTo(reduce(x, zero, fold(ElementType.F32, AddOp::new), 0L));
  }

  @Test
  void reducesSeveralOperandsTogether() {
    TensorType value = TensorType.scalar(ElementType.F32);
    TensorType index = TensorType.scalar(I32);
    Block larger =
        region(
            List.of(value, index, value, index),
            (b, v) -> {
              Value keep =
                  b.add(
                      new CompareOp(v.get(0), v.get(2), ComparisonDirection.GE, Optional.empty()));
              return List.of(
                  b.add(new SelectOp(keep, v.get(0), v.get(2))),
                  b.add(new SelectOp(keep, v.get(1), v.get(3))));
            });
    List<Tensor> results =
        Programs.run(
            List.of(
                f32(3, 9, 9, 1),
                vector(I32, 0, 1, 2, 3),
                Tensor.scalar(ElementType.F32, Double.NEGATIVE_INFINITY),
                Tensor.scalar(I32, -1L)),
            (b, v) ->
                b.append(new ReduceOp(v.subList(0, 2), v.subList(2, 4), List.of(0L), larger)));
    assertThat(results)
        .containsExactly(Tensor.scalar(ElementType.F32, 9.0), Tensor.scalar(I32, 1L));
  }

  @Test
  void bodiesCanWidenTheElements() {
    Tensor sum =
        reduce(
            vector(ElementType.I8, 100, 100),
            Tensor.scalar(ElementType.I8, 0L),
            fold(I32, AddOp::new),
            0L);
    assertThat(sum).isEqualTo(Tensor.scalar(I32, 200L));
  }

  private static Window window(long[] padding, long... sizes) {
    Window plain = Window.of(Arrays.stream(sizes).boxed().toList());
    return new Window(
        plain.dimensions(),
        plain.strides(),
        plain.baseDilations(),
        plain.windowDilations(),
        Literal.of(TensorType.of(ElementType.I64, sizes.length, 2), padding));
  }

  @Test
  void windowsPassOverPadding() {
    Tensor sums =
        Programs.eval(
            v ->
                new ReduceWindowOp(
                    List.of(v.getFirst()),
                    List.of(v.getLast()),
                    window(new long[] {1, 1}, 3),
                    fold(I32, AddOp::new)),
            vector(I32, 1, 2, 3, 4),
            Tensor.scalar(I32, 10L));
    assertThat(sums.toInts()).containsExactly(13, 16, 19, 17);
  }

  @Test
  void windowsStrideAndDilate() {
    Window spread =
        new Window(
            List.of(2L),
            List.of(2L),
            List.of(2L),
            List.of(2L),
            Literal.of(TensorType.of(ElementType.I64, 1, 2), 0L, 1L));
    Tensor sums =
        Programs.eval(
            v ->
                new ReduceWindowOp(
                    List.of(v.getFirst()), List.of(v.getLast()), spread, fold(I32, AddOp::new)),
            vector(I32, 1, 2, 3),
            Tensor.scalar(I32, 0L));
    assertThat(sums.toInts()).containsExactly(3, 5);
  }

  @Test
  void selectAndScatterSendsToTheSelectedElement() {
    TensorType scalar = TensorType.scalar(I32);
    Block greater =
        region(
            List.of(scalar, scalar),
            (b, v) ->
                List.of(
                    b.add(
                        new CompareOp(
                            v.get(0), v.get(1), ComparisonDirection.GE, Optional.empty()))));
    Tensor scattered =
        Programs.eval(
            v ->
                new SelectAndScatterOp(
                    v.get(0),
                    v.get(1),
                    v.get(2),
                    window(new long[] {0, 0}, 2),
                    greater,
                    fold(I32, AddOp::new)),
            vector(I32, 1, 5, 5, 2),
            vector(I32, 10, 20, 30),
            Tensor.scalar(I32, 0L));
    assertThat(scattered.toInts()).containsExactly(0, 30, 30, 0);
  }
}
