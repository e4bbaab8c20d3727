package dev.ranvier.compiler.gradient;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.compiler.derivative.ArrivalRule;
import dev.ranvier.compiler.gradient.YinYangTwice.Result;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The gradient of spike times in a clocked network against the exact one, of all weights and of
/// all delays, summed over a batch of 100.
///
/// A step's rule, V' = beta V + I dt, makes all potentials greater by a factor of about 1 + (1/tm +
/// 1/ts) dt/2, 2.5 % at 0.1 ms, and with them the number of spikes (by 5 %) and the gradient of the
/// weights (by 12 %, as the training page says). So norms are compared with those of the exact
/// network whose potentials are as great, and held to 10 %; those of the network as it is written
/// too, but for the weights at 0.1 ms, which are held to 15 %. Directions are compared with both.
/// What is left comes from spikes that graze the threshold: their derivatives grow without bound as
/// the slope goes to 0, and at the smallest slopes the two networks see another slope, or another
/// spike. It shows most in the weights of the first layer alone, least in all together.
///
/// Other rules were tried, at 0.1 ms, seeds 1 to 3. A slope of current - threshold/tm instead of
/// the step's difference: cosines of the first layer's weights fall by 0.001 to 0.09. The very
/// slope of continuous time: by 0.001 less to 0.03. Derivatives of the voltage on the line between
/// the two steps at its crossing, instead of the later one: those of its delays fall by 0.001 to
/// 0.005. Arrivals of whose decay nothing is seen in their own step: norms of delays grow by 5 %.
class ClockedAgainstExactTest {
  private static final int HIDDEN = 30;
  private static final int BATCH = 100;
  private static final double GRID = 0.25;
  private static final List<String> WEIGHTS =
      List.of("in->hidden.weights", "hidden->label.weights");
  private static final List<String> DELAYS =
      List.of("in->hidden.latencies", "hidden->label.latencies");

  private record Compared(double cosine, double norms) {
    static Compared of(Result clocked, Result exact, List<String> names) {
      double[] got = joined(clocked.gradients(), names);
      double[] expected = joined(exact.gradients(), names);
      double length = Math.sqrt(dot(got, got));
      double expectedLength = Math.sqrt(dot(expected, expected));
      return new Compared(dot(got, expected) / (length * expectedLength), length / expectedLength);
    }

    private static double[] joined(Map<String, double[]> gradients, List<String> names) {
      return names.stream()
          .flatMapToDouble(name -> DoubleStream.of(Objects.requireNonNull(gradients.get(name))))
          .toArray();
    }

    private static double dot(double[] a, double[] b) {
      double sum = 0;
      for (int i = 0; i < a.length; i++) {
        sum += a[i] * b[i];
      }
      return sum;
    }

    @Override
    public String toString() {
      return "cosine %.4f, norms %.3f".formatted(cosine, norms);
    }
  }

  private static String described(Result clocked, Result exact) {
    StringBuilder text =
        new StringBuilder("%d of %d spikes".formatted(clocked.spikes(), exact.spikes()));
    for (List<String> names :
        List.of(
            WEIGHTS,
            DELAYS,
            WEIGHTS.subList(0, 1),
            WEIGHTS.subList(1, 2),
            DELAYS.subList(0, 1),
            DELAYS.subList(1, 2))) {
      text.append("; %s: %s".formatted(names, Compared.of(clocked, exact, names)));
    }
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void pointsWhereTheExactOneDoes(long seed) {
    YinYangTwice twice = YinYangTwice.draw(seed, HIDDEN, BATCH, GRID);
    Result written = twice.exact();
    for (double step : new double[] {0.25, 0.1, 0.05}) {
      Result clocked = twice.clocked(step, ArrivalRule.EXACT);
      Result exact = twice.exactAtStep(step);
      System.out.printf(
          "seed %d, dt %s ms, as written: %s%n", seed, step, described(clocked, written));
      System.out.printf("seed %d, dt %s ms, as great: %s%n", seed, step, described(clocked, exact));
      if (step > 0.1) {
        continue;
      }
      for (List<String> names : List.of(WEIGHTS, DELAYS)) {
        String what = "seed %d, dt %s ms, %s".formatted(seed, step, names);
        Compared asWritten = Compared.of(clocked, written, names);
        assertThat(asWritten.cosine()).as(what).isGreaterThan(0.98);
        boolean tooLarge = step > 0.05 && names.equals(WEIGHTS);
        assertThat(asWritten.norms())
            .as("as written, %s", what)
            .isBetween(0.9, tooLarge ? 1.15 : 1.1);
        Compared compared = Compared.of(clocked, exact, names);
        assertThat(compared.cosine()).as(what).isGreaterThan(0.98);
        assertThat(compared.norms()).as(what).isBetween(0.9, 1.1);
      }
      for (String name : List.of("hidden->label.weights", "hidden->label.latencies")) {
        assertThat(Compared.of(clocked, exact, List.of(name)).cosine()).isGreaterThan(0.995);
      }
      double first = Compared.of(clocked, exact, WEIGHTS.subList(0, 1)).cosine();
      assertThat(first).as("seed %d, weights of the first layer", seed).isGreaterThan(0.9);
    }
  }

  /// As they are where dt goes to 0, times and delays off the grid too.
  @Test
  void comesCloserWithSmallerSteps() {
    YinYangTwice twice = YinYangTwice.draw(4, HIDDEN, 40, 0);
    Result exact = twice.exact();
    double[] off =
        DoubleStream.of(0.25, 0.1, 0.05, 0.025)
            .map(
                step -> {
                  Result clocked = twice.clocked(step, ArrivalRule.EXACT);
                  System.out.printf(
                      "off the grid, dt %s ms: %s%n", step, described(clocked, exact));
                  return Math.abs(Compared.of(clocked, exact, WEIGHTS).norms() - 1);
                })
            .toArray();
    assertThat(off)
        .as("norms less 1: %s", Arrays.toString(off))
        .isSortedAccordingTo((a, b) -> Double.compare(b, a));
    assertThat(off[3]).isLessThan(0.06);
  }

  /// The reference's rule leaves out that a later arrival has charged the membrane for less long:
  /// of readouts, the derivative by delays has the wrong sign.
  @Test
  void pointsTheOtherWayByTheRuleOfTheCurrentOnly() {
    YinYangTwice twice = YinYangTwice.draw(1, HIDDEN, BATCH, GRID);
    Result clocked = twice.clocked(0.1, ArrivalRule.CURRENT_ONLY);
    Result exact = twice.exactAtStep(0.1);
    System.out.printf("current only: %s%n", described(clocked, exact));
    Compared delays = Compared.of(clocked, exact, DELAYS.subList(1, 2));
    assertThat(delays.cosine()).isLessThan(-0.95);
    assertThat(Compared.of(clocked, exact, WEIGHTS.subList(0, 1)).cosine()).isLessThan(0);
    assertThat(Compared.of(clocked, exact, WEIGHTS.subList(1, 2)).cosine())
        .as("weights of the last layer, through which no spike time goes")
        .isGreaterThan(0.995);
  }
}
