package dev.ranvier.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class LabelChecksTest {
  @Test
  void letsLabelsOfClassesThrough() {
    assertThatCode(() -> LabelChecks.requireInRange(new int[] {0, 2, 1}, 3))
        .doesNotThrowAnyException();
  }

  @Test
  void namesSampleLabelAndClasses() {
    assertThatThrownBy(() -> LabelChecks.requireInRange(new int[] {0, 3, 1, -1}, 3))
        .hasMessage(
            "labels: sample 1 has label 3, sample 3 has label -1; expected 0 to 2, as there are 3"
                + " classes; correct the labels, or give the label population more neurons");
  }

  @Test
  void namesTheFirstTenAndCountsTheRest() {
    int[] labels = new int[14];
    Arrays.fill(labels, 9);
    Throwable thrown = catchThrowable(() -> LabelChecks.requireInRange(labels, 3));
    assertThat(thrown)
        .hasMessageContaining("sample 9 has label 9 and 4 more;")
        .hasMessageNotContaining("sample 10");
  }
}
