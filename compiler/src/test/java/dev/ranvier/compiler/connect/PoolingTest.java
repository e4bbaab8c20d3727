package dev.ranvier.compiler.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.compiler.problem.Problems;
import dev.ranvier.ir.op.Location;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PoolingTest {
  private static Wiring wiring(Pooling shape) {
    int sources = shape.height() * shape.width() * shape.channels();
    int targets = shape.outputHeight() * shape.outputWidth() * shape.channels();
    Problems problems = Problems.none("pooling", Location.UNKNOWN);
    assertThat(shape.check(problems, sources, targets, false)).as(shape.toString()).isTrue();
    return shape.draw(new SplittableRandom(0), sources, targets);
  }

  @Test
  void joinsEachWindowWithItsTarget() {
    Wiring wiring = wiring(Pooling.over(4, 2, 1));
    assertThat(wiring.sourceOf()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
    assertThat(wiring.targetOf()).containsExactly(0, 0, 0, 0, 1, 1, 1, 1);
    assertThat(wiring.weights()).isEqualTo(1);
    assertThat(wiring.sharesWeights()).isTrue();
  }

  @Test
  void keepsChannelsApart() {
    Wiring wiring = wiring(Pooling.over(2, 2, 3));
    assertThat(wiring.targetOf()).containsExactly(0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2);
  }

  @Test
  void leavesOutWhatNoWindowHolds() {
    Wiring wiring = wiring(Pooling.over(3, 3, 1).window(2, 2));
    assertThat(wiring.sourceOf()).containsExactly(0, 1, 3, 4);
  }

  @Test
  void letsWindowsOverlap() {
    Wiring wiring = wiring(Pooling.over(1, 4, 1).window(1, 3).stride(1));
    assertThat(wiring.sourceOf()).containsExactly(0, 1, 1, 2, 2, 3);
    assertThat(wiring.targetOf()).containsExactly(0, 0, 1, 0, 1, 1);
  }

  @Test
  void rejectsPopulationsOfOtherSizes() {
    Problems problems = Problems.none("projection", Location.UNKNOWN);
    assertThat(Pooling.over(4, 4, 2).check(problems, 32, 9, false)).isFalse();
    assertThat(problems.list()).singleElement().asString().contains("9 targets", "8 = 2 x 2 x 2");
  }
}
