package dev.ranvier.compiler.parameter;

import dev.ranvier.compiler.connect.Wiring;
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

  record Normal(Time mean, Time deviation, Time low, Time high) implements Delays {
    @Override
    public String toString() {
      return "normal(%s, %s, from %s to %s)".formatted(mean, deviation, low, high);
    }
  }

  /// @param rows milliseconds, one row for each source, one column for each target
  record Explicit(Matrix rows) implements Delays {
    @Override
    public String toString() {
      return "explicit";
    }
  }

  /// @param milliseconds one for each synapse
  record Listed(NumberList milliseconds) implements Delays {
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

  /// Normally distributed, those beyond `low` or `high` set to it, rounded to the nearest step.
  static Delays normal(Time mean, Time deviation, Time low, Time high) {
    return new Normal(mean, deviation, low, high);
  }

  /// @param delays one for each synapse: of pairs in the order in which they are listed, else row
  ///   by row
  static Delays explicit(Time... delays) {
    return new Listed(
        NumberList.of(Arrays.stream(delays).mapToDouble(Time::milliseconds).toArray()));
  }

  /// @param rows `rows[source][target]`
  static Delays explicit(Time[][] rows) {
    double[][] milliseconds =
        Arrays.stream(rows)
            .map(row -> Arrays.stream(row).mapToDouble(Time::milliseconds).toArray())
            .toArray(double[][]::new);
    return new Explicit(Matrix.of(milliseconds));
  }

  /// What is wrong with these delays for a projection of this layout, whose queue reaches `reach`
  /// steps.
  default void check(Problems problems, Layout layout, TimeStep dt, int reach) {
    DelayChecks checks = new DelayChecks(problems, dt, reach);
    switch (this) {
      case OneStep _ -> {}
      case Constant(Time delay) -> checks.onGrid("delay " + delay, delay);
      case Uniform(Time low, Time high) -> checks.range(low, high);
      case Explicit(Matrix rows) -> {
        if (rows.check(problems, "delays", "delay", layout)) {
          checks.each(
              rows.flat(), i -> "[%d][%d]".formatted(i / layout.targets(), i % layout.targets()));
        }
      }
      case Normal(Time mean, Time deviation, Time low, Time high) -> {
        checks.spread(mean, deviation);
        checks.range(low, high);
      }
      case Listed(NumberList milliseconds) -> {
        if (milliseconds.check(problems, "delays", "delay", layout, layout.synapses())) {
          checks.each(milliseconds.values(), "[%d]"::formatted);
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
      case Normal(Time _, Time _, Time low, Time _) -> dt.nearestSteps(low);
      case Explicit(Matrix rows) -> dt.nearestSteps(Time.ms(rows.smallest()));
      case Listed(NumberList milliseconds) -> dt.nearestSteps(Time.ms(milliseconds.smallest()));
    };
  }

  /// The largest delay that may be drawn, in steps.
  default int largestSteps(TimeStep dt) {
    return switch (this) {
      case OneStep _ -> 1;
      case Constant(Time delay) -> dt.nearestSteps(delay);
      case Uniform(Time _, Time high) -> dt.nearestSteps(high);
      case Normal(Time _, Time _, Time _, Time high) -> dt.nearestSteps(high);
      case Explicit(Matrix rows) -> dt.nearestSteps(Time.ms(rows.largest()));
      case Listed(NumberList milliseconds) -> dt.nearestSteps(Time.ms(milliseconds.largest()));
    };
  }

  /// Draws `sources` x `targets` delays in steps, in row-major order.
  default int[] draw(RandomGenerator random, TimeStep dt, int sources, int targets) {
    return steps(dt, milliseconds(random, dt, sources * targets));
  }

  /// Draws the delays of a sparse projection in steps, in the order of its wiring.
  default int[] draw(RandomGenerator random, TimeStep dt, Wiring wiring) {
    double[] milliseconds = milliseconds(random, dt, wiring.synapses());
    return steps(dt, this instanceof Listed ? wiring.inRows(milliseconds) : milliseconds);
  }

  private double[] milliseconds(RandomGenerator random, TimeStep dt, int count) {
    double[] drawn = new double[count];
    switch (this) {
      case OneStep _ -> Arrays.fill(drawn, dt.length().milliseconds());
      case Constant(Time delay) -> Arrays.fill(drawn, delay.milliseconds());
      case Uniform(Time low, Time high) -> {
        double spread = high.milliseconds() - low.milliseconds();
        Arrays.setAll(drawn, _ -> low.milliseconds() + spread * random.nextDouble());
      }
      case Normal(Time mean, Time deviation, Time low, Time high) ->
          Arrays.setAll(
              drawn,
              _ ->
                  Math.clamp(
                      mean.milliseconds() + deviation.milliseconds() * random.nextGaussian(),
                      low.milliseconds(),
                      high.milliseconds()));
      case Explicit(Matrix rows) -> drawn = rows.flat();
      case Listed(NumberList numbers) -> drawn = numbers.values();
    }
    return drawn;
  }

  private static int[] steps(TimeStep dt, double[] milliseconds) {
    return Arrays.stream(milliseconds).mapToInt(one -> dt.nearestSteps(Time.ms(one))).toArray();
  }
}
