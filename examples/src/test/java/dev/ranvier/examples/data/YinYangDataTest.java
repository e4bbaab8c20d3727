package dev.ranvier.examples.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class YinYangDataTest {
  @Test
  void hasAThousandTestPointsThenFiveThousandTrainingPoints() {
    List<YinYangSample> all = YinYangData.all();
    assertThat(all).hasSize(6000);
    assertThat(all.getFirst()).isEqualTo(YinYangData.test().getFirst());
    assertThat(all.get(1000)).isEqualTo(YinYangData.training().getFirst());
  }

  @Test
  void holdsThePointsOfThePublishedGenerator() {
    assertThat(YinYangData.training().getFirst())
        .isEqualTo(new YinYangSample(0.6803075385877797, 0.450499251969543, 2));
    assertThat(YinYangData.training().stream().mapToDouble(YinYangSample::x).sum())
        .isCloseTo(2528.3224565688233, within(1e-9));
    assertThat(YinYangData.training().stream().mapToDouble(YinYangSample::y).sum())
        .isCloseTo(2505.766861748284, within(1e-9));
    assertThat(count(YinYangData.training())).containsExactly(1681, 1702, 1617);
    assertThat(count(YinYangData.test())).containsExactly(350, 316, 334);
  }

  @Test
  void givesEachCoordinateAndItsMirrorImage() {
    assertThat(new YinYangSample(0.25, 0.75, 0).values()).containsExactly(0.25, 0.75, 0.75, 0.25);
  }

  @Test
  void namesFileAndLineOfAValueThatIsNoNumber() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> YinYangData.parse("points.csv", List.of("x,y,class", "0,0,0", "a,0,0")))
        .withMessageStartingWith("points.csv:3: ");
  }

  @Test
  void namesFileAndLineOfAPointOutsideTheUnitSquare() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> YinYangData.parse("points.csv", List.of("x,y,class", "0.5,1.5,0")))
        .withMessage("points.csv:2: y: expected a value in [0, 1], got 1.5");
  }

  @Test
  void rejectsAFileWithAnotherHeader() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> YinYangData.parse("points.csv", List.of("a,b")))
        .withMessage("points.csv:1: expected the header x,y,class");
  }

  private static int[] count(List<YinYangSample> samples) {
    int[] count = new int[YinYangData.PARTS.size()];
    samples.forEach(sample -> count[sample.part()]++);
    return count;
  }
}
