package dev.ranvier.tests.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class GoldenTest {
  @Test
  void showsTheLinesThatDiffer() {
    assertThat(Golden.difference(List.of("a", "b", "c", "d"), List.of("a", "x", "c", "d", "e")))
        .isEqualTo("@@ line 2 @@\n  a\n- b\n+ x\n@@ line 5 @@\n  d\n+ e");
  }

  @Test
  void showsNothingWhenNothingDiffers() {
    assertThat(Golden.difference(List.of("a"), List.of("a"))).isEmpty();
  }
}
