package dev.ranvier.runtime.pjrt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ShapeTest {
  @Test
  void countsBytes() {
    assertThat(Shape.of(ElementType.F64, 2, 3).bytes()).isEqualTo(48);
    assertThat(Shape.of(ElementType.I1).bytes()).isEqualTo(1);
    assertThat(Shape.of(ElementType.F32, 0, 7).bytes()).isZero();
  }

  @Test
  void isWrittenAsStableHloWritesIt() {
    assertThat(Shape.of(ElementType.U8, 2, 3)).hasToString("tensor<2x3xui8>");
    assertThat(Shape.of(ElementType.BF16)).hasToString("tensor<bf16>");
  }

  @Test
  void rejectsNegativeDimension() {
    assertThatThrownBy(() -> Shape.of(ElementType.F32, 3, -1))
        .hasMessage("shape tensor<3x-1xf32>: dimension -1 is negative");
  }

  @Test
  void rejectsSizesThatOverflow() {
    assertThatThrownBy(() -> Shape.of(ElementType.F32, Long.MAX_VALUE))
        .hasMessageContaining("more bytes than 2^63");
    assertThatThrownBy(() -> Shape.of(ElementType.I8, 1L << 32, 1L << 32))
        .hasMessageContaining("more bytes than 2^63");
    assertThatThrownBy(() -> Shape.of(ElementType.I8, 0, Long.MAX_VALUE, 2))
        .hasMessageContaining("more bytes than 2^63");
    assertThatThrownBy(() -> Shape.of(ElementType.F32, 1L << 31, 1L << 30, 1))
        .hasMessageContaining("more bytes than 2^63");
    assertThat(Shape.of(ElementType.F32, 1L << 31, 1L << 29).bytes()).isEqualTo(1L << 62);
  }
}
