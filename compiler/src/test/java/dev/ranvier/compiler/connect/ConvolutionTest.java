package dev.ranvier.compiler.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.compiler.problem.Problems;
import dev.ranvier.ir.op.Location;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Convolutions, by hand and against loops over the targets.
class ConvolutionTest {
  private static Wiring wiring(Convolution shape) {
    int sources = shape.height() * shape.width() * shape.channels();
    int targets = shape.outputHeight() * shape.outputWidth() * shape.outputs();
    Problems problems = Problems.none("convolution", Location.UNKNOWN);
    assertThat(shape.check(problems, sources, targets, false)).as(shape.toString()).isTrue();
    return shape.draw(new SplittableRandom(0), sources, targets);
  }

  @Test
  void slidesAKernelOverAnImage() {
    Wiring wiring = wiring(Convolution.over(3, 3, 1).kernel(2, 2));
    assertThat(wiring.rowStarts()).containsExactly(0, 1, 3, 4, 6, 10, 12, 13, 15, 16);
    assertThat(wiring.targetOf()).containsExactly(0, 0, 1, 1, 0, 2, 0, 1, 2, 3, 1, 3, 2, 2, 3, 3);
    assertThat(wiring.weightOf()).containsExactly(0, 1, 0, 1, 2, 0, 3, 2, 1, 0, 3, 1, 2, 3, 2, 3);
    assertThat(wiring.weights()).isEqualTo(4);
    assertThat(wiring.sharesWeights()).isTrue();
  }

  @Test
  void halvesAnImageWithStrideTwo() {
    Convolution shape = Convolution.over(28, 28, 1).kernel(5, 5).outputs(8).stride(2).padding(2);
    assertThat(shape.outputHeight()).isEqualTo(14);
    assertThat(shape.outputWidth()).isEqualTo(14);
    assertThat(wiring(shape).weights()).isEqualTo(200);
  }

  @Test
  void joinsWhatLoopsOverTheTargetsJoin() {
    SplittableRandom random = new SplittableRandom(8);
    for (int round = 0; round < 200; round++) {
      Convolution shape = randomShape(random);
      Wiring wiring = wiring(shape);
      List<String> synapses = new ArrayList<>();
      for (int k = 0; k < wiring.synapses(); k++) {
        synapses.add(told(wiring.sourceOf()[k], wiring.targetOf()[k], wiring.weightOf()[k]));
      }
      assertThat(synapses)
          .as("seed 8, round %d: %s", round, shape)
          .containsExactlyInAnyOrderElementsOf(looped(shape));
    }
  }

  private static Convolution randomShape(SplittableRandom random) {
    int rows = random.nextInt(1, 4);
    int columns = random.nextInt(1, 4);
    return Convolution.over(random.nextInt(3, 7), random.nextInt(3, 7), random.nextInt(1, 3))
        .kernel(rows, columns)
        .outputs(random.nextInt(1, 4))
        .stride(random.nextInt(1, 5))
        .padding(random.nextInt(Math.min(rows, columns)));
  }

  private static List<String> looped(Convolution s) {
    List<String> synapses = new ArrayList<>();
    for (int outY = 0; outY < s.outputHeight(); outY++) {
      for (int outX = 0; outX < s.outputWidth(); outX++) {
        for (int ky = 0; ky < s.kernelHeight(); ky++) {
          for (int kx = 0; kx < s.kernelWidth(); kx++) {
            int y = outY * s.stride() + ky - s.padding();
            int x = outX * s.stride() + kx - s.padding();
            if (y < 0 || y >= s.height() || x < 0 || x >= s.width()) {
              continue;
            }
            for (int c = 0; c < s.channels(); c++) {
              for (int o = 0; o < s.outputs(); o++) {
                int tap = ky * s.kernelWidth() + kx;
                synapses.add(
                    told(
                        (y * s.width() + x) * s.channels() + c,
                        (outY * s.outputWidth() + outX) * s.outputs() + o,
                        (tap * s.channels() + c) * s.outputs() + o));
              }
            }
          }
        }
      }
    }
    return synapses;
  }

  private static String told(int source, int target, int weight) {
    return source + "->" + target + " by " + weight;
  }
}
