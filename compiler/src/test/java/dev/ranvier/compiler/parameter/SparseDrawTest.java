package dev.ranvier.compiler.parameter;

import static dev.ranvier.compiler.unit.Time.ms;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ranvier.compiler.connect.Autapses;
import dev.ranvier.compiler.connect.Convolution;
import dev.ranvier.compiler.connect.FixedFanOut;
import dev.ranvier.compiler.connect.Pairs;
import dev.ranvier.compiler.connect.Wiring;
import dev.ranvier.compiler.unit.TimeStep;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Numbers of sparse projections: how many, in which order, how distributed.
class SparseDrawTest {
  private static final TimeStep DT = new TimeStep(ms(0.1));
  private static final Wiring PAIRS =
      Pairs.of(new int[][] {{2, 1}, {0, 3}, {2, 0}, {0, 1}}).draw(random(), 3, 4);
  private static final Wiring MANY =
      new FixedFanOut(100, Autapses.ALLOWED).draw(random(), 1000, 1000);

  private static RandomGenerator random() {
    return Streams.of(5, "a->b.weights");
  }

  @Test
  void keepsTheOrderOfTheUsersPairs() {
    assertThat(Weights.explicit(1, 2, 3, 4).draw(random(), PAIRS)).containsExactly(4, 2, 3, 1);
    assertThat(Delays.explicit(ms(1), ms(2), ms(3), ms(4)).draw(random(), DT, PAIRS))
        .containsExactly(40, 20, 30, 10);
  }

  @Test
  void drawsOneWeightForEachElementOfAKernel() {
    Wiring wiring = Convolution.over(4, 4, 1).kernel(2, 2).outputs(3).draw(random(), 16, 27);
    assertThat(Weights.normal(0, 1).draw(random(), wiring)).hasSize(12);
    assertThat(Delays.oneStep().draw(random(), DT, wiring)).hasSize(108).containsOnly(1);
    float[] listed = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
    assertThat(
            Weights.explicit(IntStream.range(0, 12).asDoubleStream().toArray())
                .draw(random(), wiring))
        .containsExactly(listed);
  }

  @Test
  void drawsLogNormalWeightsAroundTheirMedian() {
    float[] weights = Weights.logNormal(-1, 0.5).draw(random(), MANY);
    double[] logs =
        IntStream.range(0, weights.length).mapToDouble(i -> Math.log(weights[i])).toArray();
    double mean = Arrays.stream(logs).average().orElseThrow();
    double deviation = Math.sqrt(Arrays.stream(logs).map(x -> (x - mean) * (x - mean)).sum() / 1e5);
    assertThat(weights).hasSize(100_000);
    // deviations of the estimates: 0.5 / sqrt(1e5) = 0.0016, and 0.0011
    assertThat(mean).isCloseTo(-1, within(5 * 0.0016));
    assertThat(deviation).isCloseTo(0.5, within(5 * 0.0011));
  }

  @Test
  void clipsNormalDelaysToTheirRange() {
    Delays delays = Delays.normal(ms(1), ms(1), ms(0.5), ms(2));
    int[] steps = delays.draw(random(), DT, MANY);
    assertThat(delays.smallestSteps(DT)).isEqualTo(5);
    assertThat(delays.largestSteps(DT)).isEqualTo(20);
    assertThat(Arrays.stream(steps).distinct().sorted().toArray())
        .isEqualTo(IntStream.rangeClosed(5, 20).toArray());
    // P(x < 0.55) = Phi(-0.45) = 0.3264 of 100,000: deviation 148
    assertThat(Arrays.stream(steps).filter(step -> step == 5).count())
        .isCloseTo(32_640, within(5L * 148));
    // P(x >= 1.95) = Phi(-0.95) = 0.1711: deviation 119
    assertThat(Arrays.stream(steps).filter(step -> step == 20).count())
        .isCloseTo(17_110, within(5L * 119));
  }

  @Test
  void drawsDelaysOfAtLeastOneStep() {
    Wiring wiring = new FixedFanOut(10, Autapses.ALLOWED).draw(random(), 100, 100);
    assertThat(Delays.normal(ms(0.1), ms(5), ms(0.1), ms(0.3)).draw(random(), DT, wiring))
        .containsOnly(1, 2, 3);
  }

  @Test
  void tellsADistributionAsItIsWritten() {
    assertThat(Weights.logNormal(-1, 0.5)).hasToString("logNormal(-1, 0.5)");
    assertThat(Weights.explicit(1, 2)).hasToString("explicit");
    assertThat(Delays.normal(ms(1), ms(0.2), ms(0.5), ms(2)))
        .hasToString("normal(1 ms, 0.2 ms, from 0.5 ms to 2 ms)");
  }
}
