package dev.ranvier.runtime.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VersionsTest {
  @Test
  void agreesOnTheNewestInBothRanges() {
    assertThat(new Versions(1, 3).agree(new Versions(2, 5))).hasValue(3);
    assertThat(new Versions(2, 5).agree(new Versions(1, 3))).hasValue(3);
    assertThat(new Versions(1, 9).agree(new Versions(4, 4))).hasValue(4);
  }

  @Test
  void doesNotAgreeOnRangesThatDoNotMeet() {
    assertThat(new Versions(1, 2).agree(new Versions(3, 4))).isEmpty();
    assertThat(new Versions(3, 4).agree(new Versions(1, 2))).isEmpty();
    assertThat(new Versions(1, 1).agree(new Versions(0, 0))).isEmpty();
  }
}
