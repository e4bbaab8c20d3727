package dev.ranvier.compiler.parameter;

import dev.ranvier.compiler.connect.Wiring;
import dev.ranvier.compiler.problem.Problems;
import dev.ranvier.compiler.unit.Time;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/// How the weights of a projection begin. A weight is what one arriving spike adds to the synaptic
/// current, in units of voltage per millisecond.
public sealed interface Weights {
  /// Of the largest number in single precision, rounded down.
  double LARGEST_LOGARITHM = 88;

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

  record LogNormal(double mean, double deviation) implements Weights {
    @Override
    public String toString() {
      return "logNormal(" + Time.plain(mean) + ", " + Time.plain(deviation) + ")";
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

  /// @param numbers one for each synapse, or for each element of a kernel
  record Listed(NumberList numbers) implements Weights {
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

  /// The logarithms of the weights have this mean and deviation, so that their median is exp(mean)
  /// and all are positive.
  static Weights logNormal(double mean, double deviation) {
    return new LogNormal(mean, deviation);
  }

  /// Between `low` and `high`, `high` left out.
  static Weights uniform(double low, double high) {
    return new Uniform(low, high);
  }

  /// @param rows `rows[source][target]`, copied
  static Weights explicit(double[][] rows) {
    return new Explicit(Matrix.of(rows));
  }

  /// @param weights one for each synapse: of pairs in the order in which they are listed, else row
  ///   by row; of a convolution one for each element of the kernel; copied
  static Weights explicit(double... weights) {
    return new Listed(NumberList.of(weights));
  }

  /// What is wrong with these weights for a projection of this layout.
  default void check(Problems problems, Layout layout) {
    switch (this) {
      case Constant(double value) ->
          problems.require(
              Double.isFinite(value),
              "weight " + Time.plain(value),
              "finite",
              "give a finite weight");
      case Normal(double mean, double deviation) -> spread(problems, "weight", mean, deviation);
      case LogNormal(double mean, double deviation) -> {
        if (spread(problems, "logarithm of weights", mean, deviation)) {
          problems.require(
              mean + 8 * deviation <= LARGEST_LOGARITHM,
              "%s, 8 deviations above its mean,".formatted(this),
              "within single precision (exp(%s))".formatted(Time.plain(LARGEST_LOGARITHM)),
              "give the mean and the deviation of the logarithm");
        }
      }
      case Uniform(double low, double high) ->
          problems.require(
              Double.isFinite(low) && Double.isFinite(high) && low < high,
              "range of weights " + Time.plain(low) + " to " + Time.plain(high),
              "finite and rising",
              "give the lower bound first");
      case Explicit(Matrix rows) -> rows.check(problems, "weights", "weight", layout);
      case Listed(NumberList numbers) ->
          numbers.check(problems, "weights", "weight", layout, layout.weights());
    }
  }

  private static boolean spread(Problems problems, String thing, double mean, double deviation) {
    boolean centred =
        problems.require(
            Double.isFinite(mean),
            "mean %s %s".formatted(thing, Time.plain(mean)),
            "finite",
            "give a finite mean");
    return problems.require(
            Double.isFinite(deviation) && deviation >= 0,
            "standard deviation of %s %s"
                .formatted(thing.equals("weight") ? "weights" : thing, Time.plain(deviation)),
            "finite and at least 0",
            "give a deviation of at least 0")
        && centred;
  }

  /// Draws `sources` x `targets` weights in row-major order, rounded to single precision.
  default float[] draw(RandomGenerator random, int sources, int targets) {
    return rounded(numbers(random, sources * targets));
  }

  /// Draws the weights of a sparse projection in the order of its wiring, rounded to single
  /// precision: one for each synapse, or for each element of a kernel.
  default float[] draw(RandomGenerator random, Wiring wiring) {
    double[] numbers = numbers(random, wiring.weights());
    return rounded(this instanceof Listed ? wiring.inRows(numbers) : numbers);
  }

  private double[] numbers(RandomGenerator random, int count) {
    double[] drawn = new double[count];
    switch (this) {
      case Constant(double value) -> Arrays.fill(drawn, value);
      case Normal(double mean, double deviation) ->
          Arrays.setAll(drawn, _ -> mean + deviation * random.nextGaussian());
      case Uniform(double low, double high) ->
          Arrays.setAll(drawn, _ -> random.nextDouble(low, high));
      case LogNormal(double mean, double deviation) ->
          Arrays.setAll(drawn, _ -> StrictMath.exp(mean + deviation * random.nextGaussian()));
      case Explicit(Matrix rows) -> drawn = rows.flat();
      case Listed(NumberList numbers) -> drawn = numbers.values();
    }
    return drawn;
  }

  private static float[] rounded(double[] drawn) {
    float[] rounded = new float[drawn.length];
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = (float) drawn[i];
    }
    return rounded;
  }
}
