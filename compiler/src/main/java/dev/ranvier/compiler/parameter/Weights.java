package dev.ranvier.compiler.parameter;

import dev.ranvier.compiler.problem.Problems;
import dev.ranvier.compiler.unit.Time;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/// How the weights of a projection begin. A weight is what one arriving spike adds to the synaptic
/// current, in units of voltage per millisecond.
public sealed interface Weights {
  record Constant(double value) implements Weights {
    @Override
    public String toString() {
      return "constant(" + Time.plain(value) + ")";
    }
  }

  record Normal(double mean, double deviation) implements Weights {
    @Override
    public String toString() {
      return "normal(" + Time.plain(mean) + ", " + Time.plain(deviation) + ")";
    }
  }

  record Uniform(double low, double high) implements Weights {
    @Override
    public String toString() {
      return "uniform(" + Time.plain(low) + ", " + Time.plain(high) + ")";
    }
  }

  /// @param rows one row for each source, one column for each target
  record Explicit(Matrix rows) implements Weights {
    @Override
    public String toString() {
      return "explicit";
    }
  }

  static Weights constant(double value) {
    return new Constant(value);
  }

  static Weights normal(double mean, double deviation) {
    return new Normal(mean, deviation);
  }

  /// Between `low` and `high`, `high` left out.
  static Weights uniform(double low, double high) {
    return new Uniform(low, high);
  }

  /// @param rows `rows[source][target]`, copied
  static Weights explicit(double[][] rows) {
    return new Explicit(Matrix.of(rows));
  }

  /// What is wrong with these weights for `sources` x `targets` synapses.
  default void check(Problems problems, int sources, int targets) {
    switch (this) {
      case Constant(double value) ->
          problems.require(
              Double.isFinite(value),
              "weight " + Time.plain(value),
              "finite",
              "give a finite weight");
      case Normal(double mean, double deviation) -> {
        problems.require(
            Double.isFinite(mean),
            "mean weight " + Time.plain(mean),
            "finite",
            "give a finite mean");
        problems.require(
            Double.isFinite(deviation) && deviation >= 0,
            "standard deviation of weights " + Time.plain(deviation),
            "finite and at least 0",
            "give a deviation of at least 0");
      }
      case Uniform(double low, double high) ->
          problems.require(
              Double.isFinite(low) && Double.isFinite(high) && low < high,
              "range of weights " + Time.plain(low) + " to " + Time.plain(high),
              "finite and rising",
              "give the lower bound first");
      case Explicit(Matrix rows) -> rows.check(problems, "weights", "weight", sources, targets);
    }
  }

  /// Draws `sources` x `targets` weights in row-major order, rounded to single precision.
  default float[] draw(RandomGenerator random, int sources, int targets) {
    double[] drawn = new double[sources * targets];
    switch (this) {
      case Constant(double value) -> Arrays.fill(drawn, value);
      case Normal(double mean, double deviation) ->
          Arrays.setAll(drawn, _ -> mean + deviation * random.nextGaussian());
      case Uniform(double low, double high) ->
          Arrays.setAll(drawn, _ -> random.nextDouble(low, high));
      case Explicit(Matrix rows) -> drawn = rows.flat();
    }
    float[] rounded = new float[drawn.length];
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = (float) drawn[i];
    }
    return rounded;
  }
}
