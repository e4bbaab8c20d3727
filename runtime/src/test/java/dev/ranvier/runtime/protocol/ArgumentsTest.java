package dev.ranvier.runtime.protocol;

import static dev.ranvier.runtime.array.DType.F32;
import static dev.ranvier.runtime.array.DType.I32;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.runtime.array.ArrayType;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
  @Test
  void saysWhatToDoAboutAnArrayThatDoesNotFit() {
    assertThat(
            Arguments.mismatch(1, "weights", ArrayType.of(F32, 4, 120), ArrayType.of(F32, 120, 4)))
        .hasValue("argument 1 \"weights\": expected f32[4,120], got f32[120,4]; transpose it");
    assertThat(Arguments.mismatch(0, "", ArrayType.of(F32, 4), ArrayType.of(F32, 2, 2)))
        .hasValue("argument 0: expected f32[4], got f32[2,2]; reshape it");
    assertThat(Arguments.mismatch(0, "", ArrayType.of(F32, 4), ArrayType.of(F32, 5)))
        .hasValue("argument 0: expected f32[4], got f32[5]; pass an array of 4 elements");
    assertThat(Arguments.mismatch(0, "", ArrayType.of(F32), ArrayType.of(I32)))
        .hasValue("argument 0: expected f32[], got i32[]; convert its values to f32");
  }

  @Test
  void saysNothingOfWhatFits() {
    assertThat(Arguments.mismatch(0, "", ArrayType.of(F32, 4), ArrayType.of(F32, 4))).isEmpty();
    assertThat(Arguments.countMismatch("p", 2, 2)).isEmpty();
  }
}
