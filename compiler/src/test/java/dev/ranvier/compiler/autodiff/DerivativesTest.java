package dev.ranvier.compiler.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ranvier.compiler.pass.InlineCalls;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.Stage;
import dev.ranvier.ir.Verifier;
import dev.ranvier.ir.eval.Evaluator;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.op.ShardingConstraintOp;
import dev.ranvier.ir.op.TensorOp;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every rule against central finite differences (step 1e-5, in `f64`), and the two directions
/// against each other: the product of cotangents with tangents pushed forward is that of cotangents
/// brought back with tangents, but for rounding.
class DerivativesTest {
  private static final double STEP = 1e-5;
  private static final int SEEDS = 3;

  static Stream<Recipe> recipes() {
    return Recipes.ALL.stream();
  }

  /// A recipe at a point, with a tangent for each argument and a cotangent for each result.
  private static final class Trial {
    private final Recipe recipe;
    private final Function function;
    private final List<Tensor> at;
    private final List<Tensor> tangents = new ArrayList<>();
    private final List<Tensor> cotangents = new ArrayList<>();

    Trial(Recipe recipe, long seed) {
      Random random = new Random(seed);
      this.recipe = recipe;
      this.function = InlineCalls.in(recipe.module(), recipe.function());
      this.at = recipe.draws().stream().map(draw -> draw.from(random)).toList();
      at.forEach(tensor -> tangents.add(like(tensor, random)));
      run(function, at).forEach(tensor -> cotangents.add(like(tensor, random)));
    }

    private static Tensor like(Tensor tensor, Random random) {
      return Tensor.ofDoubles(tensor.type(), random.doubles(tensor.size(), -1, 1).toArray());
    }

    List<Tensor> pushed() {
      Function jvp = verified(Gradient.jvp(function, recipe.all()));
      List<Tensor> results = run(jvp, both(at, tangents));
      return results.subList(results.size() / 2, results.size());
    }

    List<Tensor> broughtBack() {
      Function vjp = verified(Gradient.vjp(function, recipe.all()));
      List<Tensor> results = run(vjp, both(at, cotangents));
      return results.subList(results.size() - at.size(), results.size());
    }

    private Function verified(Function derivative) {
      if (!recipe.op().equals(ShardingConstraintOp.class)) {
        Verifier.verifyOrThrow(Module.of("derivative", derivative), Stage.TENSOR);
      }
      return derivative;
    }

    /// What changes, by the change of the arguments, along `direction`.
    List<double[]> differences(List<Tensor> direction) {
      List<Tensor> ahead = run(function, moved(direction, STEP));
      List<Tensor> behind = run(function, moved(direction, -STEP));
      return IntStream.range(0, ahead.size())
          .mapToObj(i -> slope(ahead.get(i).toDoubles(), behind.get(i).toDoubles()))
          .toList();
    }

    private static double[] slope(double[] ahead, double[] behind) {
      return IntStream.range(0, ahead.length)
          .mapToDouble(i -> (ahead[i] - behind[i]) / (2 * STEP))
          .toArray();
    }

    private List<Tensor> moved(List<Tensor> direction, double by) {
      return IntStream.range(0, at.size())
          .mapToObj(
              i -> {
                double[] x = at.get(i).toDoubles();
                for (int j = 0; j < x.length; j++) {
                  x[j] += by * direction.get(i).asDouble(j);
                }
                return Tensor.ofDoubles(at.get(i).type(), x);
              })
          .toList();
    }

    /// All directions along one argument's elements.
    List<Tensor> unit(int argument, int element) {
      List<Tensor> direction = new ArrayList<>();
      for (int i = 0; i < at.size(); i++) {
        double[] x = new double[at.get(i).size()];
        if (i == argument) {
          x[element] = 1;
        }
        direction.add(Tensor.ofDoubles(at.get(i).type(), x));
      }
      return direction;
    }
  }

  private static List<Tensor> both(List<Tensor> first, List<Tensor> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  private static List<Tensor> run(Function function, List<Tensor> arguments) {
    return Evaluator.evaluate(Module.of("m", function), function.name(), arguments);
  }

  private static double product(List<Tensor> one, List<double[]> other) {
    double sum = 0;
    for (int i = 0; i < one.size(); i++) {
      for (int j = 0; j < one.get(i).size(); j++) {
        sum += one.get(i).asDouble(j) * other.get(i)[j];
      }
    }
    return sum;
  }

  private static List<double[]> doubles(List<Tensor> tensors) {
    return tensors.stream().map(Tensor::toDoubles).toList();
  }

  private static double margin(double tolerance, double expected) {
    return tolerance * Math.max(1, Math.abs(expected));
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void forwardModeAgreesWithFiniteDifferences(Recipe recipe) {
    for (long seed = 1; seed <= SEEDS; seed++) {
      Trial trial = new Trial(recipe, seed);
      List<Tensor> pushed = trial.pushed();
      List<double[]> expected = trial.differences(trial.tangents);
      assertThat(pushed).hasSameSizeAs(expected);
      for (int i = 0; i < expected.size(); i++) {
        for (int j = 0; j < expected.get(i).length; j++) {
          double wanted = expected.get(i)[j];
          assertThat(pushed.get(i).asDouble(j))
              .as("%s, seed %d, result %d, element %d", recipe, seed, i, j)
              .isCloseTo(wanted, within(margin(recipe.tolerance(), wanted)));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void reverseModeAgreesWithFiniteDifferences(Recipe recipe) {
    for (long seed = 1; seed <= SEEDS; seed++) {
      Trial trial = new Trial(recipe, seed);
      List<Tensor> back = trial.broughtBack();
      for (int i = 0; i < back.size(); i++) {
        for (int j = 0; j < back.get(i).size(); j++) {
          double wanted = product(trial.cotangents, trial.differences(trial.unit(i, j)));
          assertThat(back.get(i).asDouble(j))
              .as("%s, seed %d, argument %d, element %d", recipe, seed, i, j)
              .isCloseTo(wanted, within(margin(recipe.tolerance(), wanted)));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void theTwoDirectionsAgree(Recipe recipe) {
    for (long seed = 1; seed <= SEEDS; seed++) {
      Trial trial = new Trial(recipe, seed);
      double forward = product(trial.cotangents, doubles(trial.pushed()));
      double back = product(trial.tangents, doubles(trial.broughtBack()));
      double rounding = recipe.tolerance() > 1e-3 ? 1e-6 : 1e-12;
      assertThat(back)
          .as("%s, seed %d", recipe, seed)
          .isCloseTo(forward, within(margin(rounding, forward)));
    }
  }

  @Test
  void everyOpHasARecipeOrAReason() {
    Set<Class<?>> covered = new HashSet<>();
    Recipes.ALL.forEach(recipe -> covered.add(recipe.op()));
    assertThat(covered).doesNotContainAnyElementsOf(Recipes.WITHOUT.keySet());
    covered.addAll(Recipes.WITHOUT.keySet());
    assertThat(covered).isEqualTo(records(TensorOp.class));
  }

  /// Every record under a sealed interface.
  private static Set<Class<?>> records(Class<?> sealed) {
    Class<?>[] below = sealed.getPermittedSubclasses();
    if (below == null) {
      return Set.of(sealed);
    }
    Set<Class<?>> found = new HashSet<>();
    for (Class<?> each : below) {
      found.addAll(records(each));
    }
    return found;
  }
}
