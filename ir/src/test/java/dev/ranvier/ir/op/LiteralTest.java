package dev.ranvier.ir.op;

import static dev.ranvier.ir.op.Samples.assertRejected;
import static dev.ranvier.ir.op.Samples.integers;
import static dev.ranvier.ir.op.Samples.tensor;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LiteralTest {
  @Test
  void equalsAnotherOfTheSameElementsHoweverHeld() {
    Literal splat = Literal.splat(tensor("3xi32"), 7L);
    Literal dense = integers("3xi32", 7, 7, 7);
    assertThat(splat).isEqualTo(dense).hasSameHashCodeAs(dense);
    assertThat(dense).isEqualTo(splat).isNotEqualTo(integers("3xi32", 7, 7, 8));
    assertThat(splat).isNotEqualTo(Literal.splat(tensor("3xi64"), 7L));
  }

  @Test
  void equalsAnotherWithoutElementsWhateverItsSplat() {
    Literal empty = Literal.ofBits(tensor("0xi32"));
    Literal splat = Literal.splat(tensor("0xi32"), 7L);
    assertThat(empty).isEqualTo(splat).hasSameHashCodeAs(splat);
  }

  @Test
  void comparesSplatsOfMoreElementsThanFit() {
    String huge = "9223372036854775807x9223372036854775807xi8";
    assertThat(Literal.splat(tensor(huge), 1L))
        .isEqualTo(Literal.splat(tensor(huge), 1L))
        .isNotEqualTo(Literal.splat(tensor(huge), 2L));
  }

  @Test
  void tellsSignedZerosApart() {
    assertThat(Literal.splat(tensor("f32"), 0.0)).isNotEqualTo(Literal.splat(tensor("f32"), -0.0));
  }

  @Test
  void rejectsReadingFloatsAsIntegers() {
    assertRejected(
        "constant: expected integers, got tensor<f32>",
        () -> Literal.splat(tensor("f32"), 1.0).asLong(0));
  }
}
