package dev.ranvier.ir.eval;

import static dev.ranvier.ir.eval.Programs.eval;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.ir.op.DotDimensionNumbers;
import dev.ranvier.ir.op.DotGeneralOp;
import dev.ranvier.ir.op.DynamicSliceOp;
import dev.ranvier.ir.op.PadOp;
import dev.ranvier.ir.op.TransposeOp;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/// Ops on random tensors of three dimensions against nested loops over their definitions.
class RandomShapesTest {
  private static final ElementType I64 = ElementType.I64;

  private final long[] size = new long[3];

  private Tensor random(Random random) {
    for (int axis = 0; axis < 3; axis++) {
      size[axis] = 1L + random.nextInt(5);
    }
    TensorType type = TensorType.of(I64, size);
    return Tensor.ofLongs(type, random.longs(type.size()).toArray());
  }

  private static long at(Tensor tensor, long... index) {
    int flat = 0;
    for (int axis = 0; axis < index.length; axis++) {
      flat = flat * (int) tensor.type().dimension(axis) + (int) index[axis];
    }
    return tensor.asLong(flat);
  }

  private static Random seeded(RepetitionInfo repetition) {
    return new Random(1000 + repetition.getCurrentRepetition());
  }

  @RepeatedTest(20)
  void transposes(RepetitionInfo repetition) {
    Tensor x = random(seeded(repetition));
    Tensor y = eval(v -> new TransposeOp(v.getFirst(), List.of(2L, 0L, 1L)), x);
    for (long i = 0; i < size[0]; i++) {
      for (long j = 0; j < size[1]; j++) {
        for (long k = 0; k < size[2]; k++) {
          assertThat(at(y, k, i, j)).as("repetition %s", repetition).isEqualTo(at(x, i, j, k));
        }
      }
    }
  }

  @RepeatedTest(20)
  void pads(RepetitionInfo repetition) {
    Random random = seeded(repetition);
    Tensor x = random(random);
    long low = random.nextInt(5) - 2L;
    long high = 2L + random.nextInt(3);
    long interior = random.nextInt(3);
    Tensor y =
        eval(
            v ->
                new PadOp(
                    v.getFirst(),
                    v.getLast(),
                    List.of(0L, low, 0L),
                    List.of(0L, high, 0L),
                    List.of(0L, interior, 0L)),
            x,
            Tensor.scalar(I64, -1L));
    for (long i = 0; i < size[0]; i++) {
      for (long j = 0; j < y.type().dimension(1); j++) {
        for (long k = 0; k < size[2]; k++) {
          long spread = j - low;
          long from = spread / (interior + 1);
          boolean inside = spread >= 0 && spread % (interior + 1) == 0 && from < size[1];
          assertThat(at(y, i, j, k))
              .as("repetition %s", repetition)
              .isEqualTo(inside ? at(x, i, from, k) : -1);
        }
      }
    }
  }

  @RepeatedTest(20)
  void slicesDynamically(RepetitionInfo repetition) {
    Random random = seeded(repetition);
    Tensor x = random(random);
    long start = random.nextInt(12) - 4L;
    long count = 1L + random.nextInt((int) size[1]);
    Tensor zero = Tensor.scalar(ElementType.I32, 0L);
    Tensor y =
        eval(
            v -> new DynamicSliceOp(v.get(0), v.subList(1, 4), List.of(size[0], count, size[2])),
            x,
            zero,
            Tensor.scalar(ElementType.I32, start),
            zero);
    long first = Math.max(0, Math.min(start, size[1] - count));
    for (long i = 0; i < size[0]; i++) {
      for (long j = 0; j < count; j++) {
        for (long k = 0; k < size[2]; k++) {
          assertThat(at(y, i, j, k))
              .as("repetition %s", repetition)
              .isEqualTo(at(x, i, first + j, k));
        }
      }
    }
  }

  @RepeatedTest(20)
  void multipliesBatchesOfMatrices(RepetitionInfo repetition) {
    Random random = seeded(repetition);
    Tensor x = random(random);
    long columns = 1L + random.nextInt(4);
    TensorType other = TensorType.of(I64, columns, size[0], size[2]);
    Tensor y = Tensor.ofLongs(other, random.longs(other.size()).toArray());
    DotDimensionNumbers dimensions =
        new DotDimensionNumbers(List.of(0L), List.of(1L), List.of(2L), List.of(2L));
    TensorType result = TensorType.of(I64, size[0], size[1], columns);
    Tensor z =
        eval(v -> new DotGeneralOp(v.getFirst(), v.getLast(), dimensions, List.of(), result), x, y);
    for (long b = 0; b < size[0]; b++) {
      for (long i = 0; i < size[1]; i++) {
        for (long j = 0; j < columns; j++) {
          long sum = 0;
          for (long k = 0; k < size[2]; k++) {
            sum += at(x, b, i, k) * at(y, j, b, k);
          }
          assertThat(at(z, b, i, j)).as("repetition %s", repetition).isEqualTo(sum);
        }
      }
    }
  }
}
