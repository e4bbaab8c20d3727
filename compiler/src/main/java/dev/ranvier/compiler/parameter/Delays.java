package dev.ranvier.compiler.parameter;

import dev.ranvier.compiler.problem.Problems;
import dev.ranvier.compiler.unit.Time;
import dev.ranvier.compiler.unit.TimeStep;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/// How the delays of a projection begin. What is drawn is rounded to the grid of dt; what the user
/// wrote out must lie on it. A delay is at least one step.
public sealed interface Delays {
  /// What a projection has when nothing is said.
  record OneStep() implements Delays {
    @Override
    public String toString() {
      return "one step";
    }
  }

  record Constant(Time delay) implements Delays {
    @Override
    public String toString() {
      return "constant(" + delay + ")";
    }
  }

  record Uniform(Time low, Time high) implements Delays {
    @Override
    public String toString() {
      return "uniform(" + low + ", " + high + ")";
    }
  }

  /// @param rows milliseconds, one row for each source, one column for each target
  record Explicit(Matrix rows) implements Delays {
    @Override
    public String toString() {
      return "explicit";
    }
  }

  static Delays oneStep() {
    return new OneStep();
  }

  static Delays constant(Time delay) {
    return new Constant(delay);
  }

  /// Between `low` and `high`, rounded to the nearest step.
  static Delays uniform(Time low, Time high) {
    return new Uniform(low, high);
  }

  /// @param rows `rows[source][target]`
  static Delays explicit(Time[][] rows) {
    double[][] milliseconds =
        Arrays.stream(rows)
            .map(row -> Arrays.stream(row).mapToDouble(Time::milliseconds).toArray())
            .toArray(double[][]::new);
    return new Explicit(Matrix.of(milliseconds));
  }

  /// What is wrong with these delays for `sources` x `targets` synapses of a queue that reaches
  /// `reach` steps.
  default void check(Problems problems, TimeStep dt, int reach, int sources, int targets) {
    DelayChecks checks = new DelayChecks(problems, dt, reach);
    switch (this) {
      case OneStep _ -> {}
      case Constant(Time delay) -> checks.onGrid("delay " + delay, delay);
      case Uniform(Time low, Time high) -> checks.range(low, high);
      case Explicit(Matrix rows) -> {
        if (rows.check(problems, "delays", "delay", sources, targets)) {
          checks.each(rows.flat(), targets);
        }
      }
    }
  }

  /// The smallest delay that may be drawn, in steps. Holds for delays without problems, as the
  /// methods below do.
  default int smallestSteps(TimeStep dt) {
    return switch (this) {
      case OneStep _ -> 1;
      case Constant(Time delay) -> dt.nearestSteps(delay);
      case Uniform(Time low, Time _) -> dt.nearestSteps(low);
      case Explicit(Matrix rows) -> dt.nearestSteps(Time.ms(rows.smallest()));
    };
  }

  /// The largest delay that may be drawn, in steps.
  default int largestSteps(TimeStep dt) {
    return switch (this) {
      case OneStep _ -> 1;
      case Constant(Time delay) -> dt.nearestSteps(delay);
      case Uniform(Time _, Time high) -> dt.nearestSteps(high);
      case Explicit(Matrix rows) -> dt.nearestSteps(Time.ms(rows.largest()));
    };
  }

  /// Draws `sources` x `targets` delays in steps, in row-major order.
  default int[] draw(RandomGenerator random, TimeStep dt, int sources, int targets) {
    int[] steps = new int[sources * targets];
    switch (this) {
      case OneStep _ -> Arrays.fill(steps, 1);
      case Constant(Time delay) -> Arrays.fill(steps, dt.nearestSteps(delay));
      case Uniform(Time low, Time high) ->
          Arrays.setAll(steps, _ -> dt.nearestSteps(drawn(random, low, high)));
      case Explicit(Matrix rows) -> {
        double[] milliseconds = rows.flat();
        Arrays.setAll(steps, i -> dt.nearestSteps(Time.ms(milliseconds[i])));
      }
    }
    return steps;
  }

  private static Time drawn(RandomGenerator random, Time low, Time high) {
    double spread = high.milliseconds() - low.milliseconds();
    return Time.ms(low.milliseconds() + spread * random.nextDouble());
  }
}
