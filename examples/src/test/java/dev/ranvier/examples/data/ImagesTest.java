package dev.ranvier.examples.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ImagesTest {
  /// 4 x 4 pixels: 0, 1/16, 2/16, ...
  private static Images rising() {
    float[] pixels = new float[32];
    for (int i = 0; i < 16; i++) {
      pixels[16 + i] = i / 16f;
    }
    return new Images(4, 4, pixels, new int[] {0, 1});
  }

  @Test
  void poolsFourPixelsIntoTheirMean() {
    assertThat(rising().pooled(1, Shift.NONE))
        .containsExactly(2.5f / 16, 4.5f / 16, 10.5f / 16, 12.5f / 16);
  }

  @Test
  void movesBeforeItPools() {
    assertThat(rising().pooled(1, new Shift(1, 0)))
        .containsExactly(1 / 64f, 5 / 64f, 26 / 64f, 34 / 64f);
    assertThat(rising().pooled(1, new Shift(0, -1)))
        .containsExactly((1 + 2 + 5 + 6) / 64f, 10 / 64f, (9 + 10 + 13 + 14) / 64f, 26 / 64f);
  }

  @Test
  void shiftsAreSeededAndAllOfThemCome() {
    Set<Shift> drawn = new HashSet<>();
    var random = new Random(5);
    for (int i = 0; i < 200; i++) {
      drawn.add(Shift.draw(random, 1));
    }
    assertThat(drawn).hasSize(9).contains(Shift.NONE, new Shift(-1, 1));
    assertThat(Shift.draw(new Random(5), 3)).isEqualTo(Shift.draw(new Random(5), 3));
  }

  @Test
  void refusesPixelsOfAnotherCount() {
    assertThatThrownBy(() -> new Images(2, 2, new float[5], new int[1]))
        .hasMessage("images: expected 1 x 2 x 2 pixels, got 5");
  }

  @Test
  void smallDigitsAreThoseOfScikitLearn() {
    Images digits = SmallDigits.all();
    assertThat(digits).hasToString("1797 images of 8 x 8");
    int[] counts = new int[10];
    double sum = 0;
    for (int image = 0; image < digits.count(); image++) {
      counts[digits.label(image)]++;
      for (float pixel : digits.pixels(image)) {
        sum += pixel;
      }
    }
    assertThat(counts).containsExactly(178, 182, 177, 183, 181, 182, 181, 179, 174, 180);
    assertThat(sum * 16).isEqualTo(561718);
    assertThat(digits.pixel(0, 0, 2)).isEqualTo(5 / 16f);
  }

  @Test
  void namesFileAndLineOfADigitThatIsNone() {
    assertThatThrownBy(() -> SmallDigits.parse("d.csv", List.of("1,2")))
        .hasMessage("d.csv:1: expected 65 fields, got 2");
    String line = "17" + ",0".repeat(64);
    assertThatThrownBy(() -> SmallDigits.parse("d.csv", List.of(line)))
        .hasMessage("d.csv:1: expected a number from 0 to 16, got 17");
  }
}
