package dev.ranvier.ir.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ranvier.ir.op.Literal;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TensorTest {
  @ParameterizedTest
  @EnumSource(ElementType.class)
  void everyBitPatternSurvivesBytesAndLiterals(ElementType element) {
    Random random = new Random(11);
    TensorType type = TensorType.of(element, 3, 50);
    byte[] bytes = new byte[(int) type.bytes()];
    random.nextBytes(bytes);
    if (element.isBoolean()) {
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] &= 1;
      }
    }
    Tensor tensor = Tensor.ofBytes(type, bytes);
    assertThat(tensor.toBytes()).isEqualTo(bytes);
    assertThat(Tensor.of(tensor.toLiteral())).isEqualTo(tensor);
    assertThat(Tensor.ofBits(type, tensor.toBits())).isEqualTo(tensor);
  }

  @Test
  void bytesAreLittleEndian() {
    assertThat(Tensor.ofInts(TensorType.of(ElementType.I16, 2), 0x0102, -2).toBytes())
        .containsExactly(2, 1, -2, -1);
  }

  @Test
  void integersWrapAndFloatsRound() {
    assertThat(Tensor.ofInts(TensorType.of(ElementType.U8, 2), 257, -1).toInts())
        .containsExactly(1, 255);
    assertThat(Tensor.ofDoubles(TensorType.of(ElementType.BF16, 1), 1.005).toDoubles())
        .containsExactly(1.0078125);
  }

  @Test
  void splatsFillTheWholeTensor() {
    TensorType type = TensorType.of(ElementType.F32, 2, 2);
    assertThat(Tensor.of(Literal.splat(type, 0.5)).toFloats()).containsExactly(.5f, .5f, .5f, .5f);
  }

  @Test
  void zeroAndMinusZeroAreNotEqual() {
    assertThat(Programs.f32(0f)).isNotEqualTo(Programs.f32(-0f));
    assertThat(Programs.f32(Float.NaN)).isEqualTo(Programs.f32(Float.NaN));
  }

  @Test
  void givenArraysAreCopied() {
    float[] values = {1, 2};
    Tensor tensor = Programs.f32(values);
    values[0] = 9;
    assertThat(tensor.toFloats()).containsExactly(1, 2);
  }

  @Test
  void rejectsWrongNumberOfElements() {
    assertThatThrownBy(() -> Tensor.ofFloats(TensorType.of(ElementType.F32, 3), 1, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("tensor: expected 3 elements of tensor<3xf32>, got 2");
    assertThatThrownBy(() -> Tensor.ofBytes(TensorType.of(ElementType.F32, 1), new byte[3]))
        .hasMessage("tensor: expected 4 bytes for tensor<1xf32>, got 3");
  }

  @Test
  void rejectsReadingFloatsAsIntegers() {
    assertThatThrownBy(() -> Programs.f32(1f).toInts())
        .hasMessage("tensor: expected integers, got tensor<1xf32>");
  }

  @Test
  void textShowsTypeAndElements() {
    assertThat(Programs.vector(ElementType.U64, -1, 2))
        .hasToString("tensor<2xui64> [18446744073709551615, 2]");
  }
}
