package dev.ranvier.compiler.precision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ranvier.compiler.target.TargetException;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.Stage;
import dev.ranvier.ir.Verifier;
import dev.ranvier.ir.eval.Evaluator;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.DotDimensionNumbers;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.ResultAccuracy;
import dev.ranvier.ir.op.SqrtOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Pairs of singles against doubles, in the evaluator.
class EmulateDoublesTest {
  private static final int SIZE = 1000;
  private static final long SEED = 5;
  private static final TensorType SINGLES = TensorType.of(ElementType.F32, SIZE);
  private static final double PAIR = 0x1p-44;

  /// `main(a, b, c) = (high, low)` of an expression in doubles of three `f32`.
  private static List<Tensor> results(
      List<Tensor> given, BiFunction<Builder, List<Value>, Value> expression, boolean pairs) {
    Builder out = new Builder(given.stream().map(Tensor::type).toList(), Location.UNKNOWN);
    List<Value> wide =
        out.arguments().stream().map(one -> out.convert(one, ElementType.F64)).toList();
    out.functionReturns(expression.apply(out, wide));
    Module module = Module.of("m", Function.of("main", true, out.build(), Location.UNKNOWN));
    Module run = pairs ? EmulateDoubles.run(module) : module;
    assertThat(Verifier.verify(run, Stage.TENSOR)).isEmpty();
    return Evaluator.evaluate(run, "main", given);
  }

  private static List<Tensor> numbers() {
    SplittableRandom random = new SplittableRandom(SEED);
    return List.of(numbers(random), numbers(random), numbers(random));
  }

  private static Tensor numbers(SplittableRandom random) {
    double[] numbers = new double[SIZE];
    for (int i = 0; i < SIZE; i++) {
      double sign = random.nextBoolean() ? 1 : -1;
      numbers[i] = sign * random.nextDouble(1, 2) * Math.scalb(1.0, random.nextInt(-6, 6));
    }
    return Tensor.ofDoubles(SINGLES, numbers);
  }

  private static void assertAlmostDouble(BiFunction<Builder, List<Value>, Value> expression) {
    double[] expected = results(numbers(), expression, false).getFirst().toDoubles();
    List<Tensor> pair = results(numbers(), expression, true);
    for (int i = 0; i < expected.length; i++) {
      double got = pair.get(0).asDouble(i) + pair.get(1).asDouble(i);
      assertThat(got)
          .as("element %d, seed %d", i, SEED)
          .isCloseTo(expected[i], within(PAIR * Math.max(1, Math.abs(expected[i]))));
      assertThat(pair.get(0).asDouble(i)).as("high part %d", i).isEqualTo((float) got);
    }
  }

  @Test
  void keepsSumsAndProducts() {
    assertAlmostDouble((out, v) -> out.add(out.multiply(v.get(0), v.get(1)), v.get(2)));
    assertAlmostDouble((out, v) -> out.subtract(out.add(v.get(0), v.get(1)), v.get(2)));
    assertAlmostDouble(
        (out, v) -> out.multiply(out.add(v.get(0), v.get(1)), out.subtract(v.get(1), v.get(2))));
    assertAlmostDouble((out, v) -> out.negate(out.multiply(v.get(0), v.get(0))));
  }

  @Test
  void keepsQuotients() {
    assertAlmostDouble((out, v) -> out.divide(v.get(0), out.abs(v.get(1))));
  }

  @Test
  void keepsConstants() {
    assertAlmostDouble(
        (out, v) -> out.multiply(v.get(0), out.splat(v.get(0).tensorType(), Math.PI)));
  }

  @Test
  void keepsTheGreaterAndTheLess() {
    assertAlmostDouble((out, v) -> out.maximum(out.add(v.get(0), v.get(1)), v.get(2)));
    assertAlmostDouble((out, v) -> out.minimum(out.add(v.get(0), v.get(1)), v.get(2)));
  }

  @Test
  void comparesByTheLowPartWhereTheHighOnesAreEqual() {
    List<Tensor> found =
        results(
            numbers(),
            (out, v) -> {
              Value tiny = out.splat(v.get(0).tensorType(), 0x1p-40);
              return out.compare(ComparisonDirection.LT, v.get(0), out.add(v.get(0), tiny));
            },
            true);
    assertThat(found.getFirst().toDoubles()).containsOnly(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 1000})
  void keepsSumsAlongAxes(int rows) {
    SplittableRandom random = new SplittableRandom(SEED);
    double[] numbers = new double[rows * 3];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = random.nextDouble(-1, 1);
    }
    List<Tensor> given =
        List.of(Tensor.ofDoubles(TensorType.of(ElementType.F32, rows, 3), numbers));
    BiFunction<Builder, List<Value>, Value> sum = (out, v) -> out.reduceSum(v.getFirst(), 0);
    double[] expected = results(given, sum, false).getFirst().toDoubles();
    List<Tensor> pair = results(given, sum, true);
    for (int i = 0; i < 3; i++) {
      assertThat(pair.get(0).asDouble(i) + pair.get(1).asDouble(i))
          .isCloseTo(expected[i], within(rows * PAIR));
    }
  }

  /// Sums of weights of very different sizes, in three plain products.
  @ParameterizedTest
  @ValueSource(ints = {3, 100, 5000})
  void keepsSumsOfWeightsWhereThereAreSpikes(int sources) {
    SplittableRandom random = new SplittableRandom(SEED);
    double[] weights = new double[sources * 4];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = random.nextDouble(-1, 1) * Math.scalb(1.0, random.nextInt(-8, 3));
    }
    boolean[] sent = new boolean[2 * sources];
    double[] numbers = new double[2 * sources];
    for (int i = 0; i < sent.length; i++) {
      sent[i] = random.nextBoolean();
      numbers[i] = sent[i] ? 1 : -1;
    }
    List<Tensor> given =
        List.of(
            Tensor.ofDoubles(TensorType.of(ElementType.F32, 2, sources), numbers),
            Tensor.ofDoubles(TensorType.of(ElementType.F32, sources, 4), weights));
    BiFunction<Builder, List<Value>, Value> sums =
        (out, v) -> {
          Value zeros = out.splat(out.arguments().getFirst().tensorType(), 0.0);
          Value spikes = out.compare(ComparisonDirection.GT, out.arguments().getFirst(), zeros);
          return out.dotGeneral(
              out.convert(spikes, ElementType.F64),
              v.get(1),
              DotDimensionNumbers.contracting(1, 0));
        };
    double[] expected = results(given, sums, false).getFirst().toDoubles();
    List<Tensor> pair = results(given, sums, true);
    for (int i = 0; i < expected.length; i++) {
      assertThat(pair.get(0).asDouble(i) + pair.get(1).asDouble(i))
          .as("%d sources, seed %d", sources, SEED)
          .isCloseTo(expected[i], within(sources * 0x1p-43));
    }
  }

  @Test
  void keepsIntegersOf32Bits() {
    TensorType integers = TensorType.of(ElementType.I32, 4);
    List<Tensor> given = List.of(Tensor.ofInts(integers, Integer.MIN_VALUE, -1, 123_456_789, 0));
    List<Tensor> pair = results(given, (_, v) -> v.getFirst(), true);
    for (int i = 0; i < 4; i++) {
      assertThat(pair.get(0).asDouble(i) + pair.get(1).asDouble(i))
          .isEqualTo(given.getFirst().asDouble(i));
    }
  }

  @Test
  void namesAnOpThatIsNotMadeOfPairs() {
    assertThatThrownBy(
            () ->
                results(
                    numbers(),
                    (out, v) -> out.add(new SqrtOp(v.get(0), ResultAccuracy.DEFAULT)),
                    true))
        .isInstanceOf(TargetException.class)
        .hasMessageContaining("stablehlo.sqrt");
  }
}
