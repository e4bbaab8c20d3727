package dev.ranvier.compiler.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.eval.Evaluator;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Several updates in a row, against the formulas of the papers in doubles.
final class OptimizerTest {
  private static final long SEED = 11;
  private static final int SIZE = 6;
  private static final int UPDATES = 8;
  private static final double RATE = (float) 0.03;
  private static final TensorType TYPE = TensorType.of(ElementType.F32, 2, 3);

  /// One update of one number, in doubles.
  private interface Plain {
    /// @param kept what is kept, updated in place
    double update(double parameter, double gradient, double[] kept, int step);
  }

  private static Updated build(Optimizer optimizer, Builder b, List<Value> v) {
    int slots = v.size() - 4;
    return optimizer.update(b, v.get(0), v.get(1), v.subList(4, 4 + slots), v.get(2), v.get(3));
  }

  private static void assertFollows(Optimizer optimizer, Plain plain) {
    var random = new Random(SEED);
    int slots = optimizer.slots(TYPE).size();
    double[] expected = Programs.gaussian(random, SIZE, 1);
    double[][] kept = new double[SIZE][slots];
    List<Tensor> state = new ArrayList<>();
    state.add(Tensor.ofDoubles(TYPE, expected));
    for (Slot slot : optimizer.slots(TYPE)) {
      state.add(Tensor.ofDoubles(slot.type(), new double[SIZE]));
    }
    for (int step = 1; step <= UPDATES; step++) {
      double[] gradient = Programs.gaussian(random, SIZE, Math.pow(10, step % 4 - 2));
      state = updated(optimizer, state, gradient, step);
      for (int i = 0; i < SIZE; i++) {
        expected[i] = plain.update(expected[i], gradient[i], kept[i], step);
        assertThat(state.getFirst().asDouble(i))
            .as("%s, seed %d, update %d, element %d", optimizer, SEED, step, i)
            .isCloseTo(expected[i], within(3e-6));
        for (int slot = 0; slot < slots; slot++) {
          assertThat(state.get(1 + slot).asDouble(i))
              .isCloseTo(kept[i][slot], within(1e-6 * (1 + Math.abs(kept[i][slot]))));
        }
      }
    }
  }

  private static List<Tensor> updated(
      Optimizer optimizer, List<Tensor> state, double[] gradient, int step) {
    List<Tensor> arguments = new ArrayList<>();
    arguments.add(state.getFirst());
    arguments.add(Tensor.ofDoubles(TYPE, gradient));
    arguments.add(Programs.scalar(RATE));
    arguments.add(Programs.step(step));
    arguments.addAll(state.subList(1, state.size()));
    return Programs.run(
        (b, v) -> {
          Updated updated = build(optimizer, b, v);
          List<Value> results = new ArrayList<>();
          results.add(updated.parameter());
          results.addAll(updated.slots());
          return results;
        },
        arguments.toArray(Tensor[]::new));
  }

  @Test
  void plainDescentGoesAgainstTheGradient() {
    assertThat(Optimizer.sgd().slots(TYPE)).isEmpty();
    assertFollows(Optimizer.sgd(), (parameter, gradient, _, _) -> parameter - RATE * gradient);
  }

  @Test
  void momentumAddsUpGradients() {
    assertFollows(
        Optimizer.sgd(0.9),
        (parameter, gradient, kept, _) -> {
          kept[0] = 0.9 * kept[0] + gradient;
          return parameter - RATE * kept[0];
        });
  }

  @Test
  void nesterovLooksOneStepAhead() {
    assertFollows(
        new Optimizer.Sgd(0.8, true),
        (parameter, gradient, kept, _) -> {
          kept[0] = 0.8 * kept[0] + gradient;
          return parameter - RATE * (gradient + 0.8 * kept[0]);
        });
  }

  private static double adam(double gradient, double[] kept, int step) {
    kept[0] = 0.9 * kept[0] + (1 - 0.9) * gradient;
    kept[1] = 0.999 * kept[1] + (1 - 0.999) * gradient * gradient;
    double mean = kept[0] / (1 - Math.pow(0.9, step));
    double square = kept[1] / (1 - Math.pow(0.999, step));
    return mean / (Math.sqrt(square) + 1e-8);
  }

  @Test
  void adamFollowsThePaper() {
    assertFollows(
        Optimizer.adam(),
        (parameter, gradient, kept, step) -> parameter - RATE * adam(gradient, kept, step));
  }

  @Test
  void adamWDecaysBesideTheMoments() {
    assertFollows(
        Optimizer.adamW(0.3),
        (parameter, gradient, kept, step) ->
            parameter - RATE * (adam(gradient, kept, step) + 0.3 * parameter));
  }

  @Test
  void rmsPropDividesByTheMeanSquare() {
    assertFollows(
        Optimizer.rmsProp(),
        (parameter, gradient, kept, _) -> {
          kept[0] = 0.9 * kept[0] + (1 - 0.9) * gradient * gradient;
          return parameter - RATE * gradient / (Math.sqrt(kept[0]) + 1e-8);
        });
  }

  @Test
  void gradientOfZeroMovesNothing() {
    for (var optimizer : List.of(Optimizer.sgd(0.9), Optimizer.adam(), Optimizer.rmsProp())) {
      List<Tensor> state = new ArrayList<>();
      state.add(Tensor.ofDoubles(TYPE, 1, 2, 3, 4, 5, 6));
      optimizer
          .slots(TYPE)
          .forEach(slot -> state.add(Tensor.ofDoubles(slot.type(), new double[6])));
      assertThat(updated(optimizer, state, new double[6], 1).getFirst().toDoubles())
          .as("%s", optimizer)
          .containsExactly(1, 2, 3, 4, 5, 6);
    }
  }

  @Test
  void updatesScalarsInDoublesAndCountsInFloats() {
    Tensor zero = Tensor.scalar(ElementType.F64, 0.0);
    Tensor[] arguments = {
      Tensor.scalar(ElementType.F64, 2.0),
      Tensor.scalar(ElementType.F64, -5.0),
      Programs.scalar(0.5),
      Programs.scalar(1),
      zero,
      zero
    };
    Tensor moved = Programs.eval((b, v) -> build(Optimizer.adam(), b, v).parameter(), arguments);
    assertThat(moved.type()).isEqualTo(TensorType.scalar(ElementType.F64));
    assertThat(moved.asDouble(0)).isCloseTo(2.5, within(1e-8));
  }

  @Test
  void namesTheSettingThatIsWrong() {
    assertThatThrownBy(() -> new Optimizer.Adam(1.5, 0.999, 1e-8))
        .hasMessage("adam: beta1: expected a number at least 0 and below 1, got 1.5; give another");
    assertThatThrownBy(() -> new Optimizer.Sgd(0, true)).hasMessageContaining("Nesterov");
    assertThatThrownBy(() -> new Optimizer.RmsProp(0.9, 0)).hasMessageContaining("epsilon");
    assertThatThrownBy(() -> Optimizer.adamW(-1)).hasMessageContaining("weight decay");
  }

  @Test
  void refusesAGradientOfAnotherShape() {
    Tensor[] arguments = {
      Tensor.ofDoubles(TYPE, new double[6]),
      Programs.f32(new long[] {6}, new double[6]),
      Programs.scalar(1),
      Programs.step(1)
    };
    assertThatThrownBy(
            () -> Programs.eval((b, v) -> build(Optimizer.sgd(), b, v).parameter(), arguments))
        .hasMessage("gradient of a parameter: expected tensor<2x3xf32>, got tensor<6xf32>");
  }

  @Test
  void refusesMissingSlots() {
    Tensor zeros = Tensor.ofDoubles(TYPE, new double[6]);
    Tensor[] arguments = {zeros, zeros, Programs.scalar(1), Programs.step(1), zeros};
    assertThatThrownBy(
            () -> Programs.eval((b, v) -> build(Optimizer.adam(), b, v).parameter(), arguments))
        .hasMessageContaining("expected the slots [mean, square], got 1");
  }

  @Test
  void oneProgramServesEveryUpdate() {
    Tensor zeros = Tensor.ofDoubles(TYPE, new double[6]);
    Tensor ones = Tensor.ofDoubles(TYPE, 1, 1, 1, 1, 1, 1);
    Tensor[] arguments = {zeros, ones, Programs.scalar(0.1), Programs.step(1), zeros, zeros};
    var evaluator =
        Evaluator.of(
            Programs.module(
                (b, v) -> List.of(build(Optimizer.adam(), b, v).parameter()), arguments));
    double first = evaluator.run("main", List.of(arguments)).getFirst().asDouble(0);
    arguments[3] = Programs.step(1000);
    double late = evaluator.run("main", List.of(arguments)).getFirst().asDouble(0);
    assertThat(first).isCloseTo(-0.1, within(1e-6));
    double expected =
        -0.1 * (0.1 / (1 - Math.pow(0.9, 1000))) / Math.sqrt(0.001 / (1 - Math.pow(0.999, 1000)));
    assertThat(late).isCloseTo(expected, within(1e-6));
  }
}
