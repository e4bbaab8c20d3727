package dev.ranvier.ir.eval;

import static dev.ranvier.ir.eval.Programs.eval;
import static dev.ranvier.ir.eval.Programs.f32;
import static dev.ranvier.ir.eval.Programs.floats;
import static dev.ranvier.ir.eval.Programs.vector;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.ir.op.BitcastConvertOp;
import dev.ranvier.ir.op.ConvertOp;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConversionTest {
  private static Tensor convert(Tensor operand, ElementType to) {
    return eval(v -> new ConvertOp(v.getFirst(), operand.type().withElement(to)), operand);
  }

  private static Tensor bitcast(Tensor operand, ElementType to, long... dimensions) {
    return eval(v -> new BitcastConvertOp(v.getFirst(), TensorType.of(to, dimensions)), operand);
  }

  @Test
  void floatsToIntegersAreTruncatedAndSaturated() {
    Tensor x =
        floats(ElementType.F64, Double.NaN, 1e300, Double.NEGATIVE_INFINITY, -1.9, 300.7, 1e19);
    assertThat(convert(x, ElementType.I8).toInts()).containsExactly(0, 127, -128, -1, 127, 127);
    assertThat(convert(x, ElementType.U8).toInts()).containsExactly(0, 255, 0, 0, 255, 255);
    assertThat(convert(x, ElementType.I32).toInts())
        .containsExactly(0, Integer.MAX_VALUE, Integer.MIN_VALUE, -1, 300, Integer.MAX_VALUE);
    assertThat(convert(x, ElementType.I64).toLongs())
        .containsExactly(0, Long.MAX_VALUE, Long.MIN_VALUE, -1, 300, Long.MAX_VALUE);
    assertThat(convert(x, ElementType.U64).toLongs())
        .containsExactly(0, -1, 0, 0, 300, Long.parseUnsignedLong("10000000000000000000"));
  }

  @Test
  void integersToIntegersWrap() {
    assertThat(convert(vector(ElementType.I32, 300, -1), ElementType.U8).toInts())
        .containsExactly(44, 255);
    assertThat(convert(vector(ElementType.U8, 200), ElementType.I8).toInts()).containsExactly(-56);
    assertThat(convert(vector(ElementType.U32, -1), ElementType.I64).toLongs())
        .containsExactly(0xFFFF_FFFFL);
  }

  @Test
  void anythingButZeroIsTrue() {
    assertThat(convert(f32(0, -0f, Float.NaN, 0.1f), ElementType.I1).toBooleans())
        .containsExactly(false, false, true, true);
    assertThat(convert(vector(ElementType.I16, 0, 256), ElementType.I1).toBooleans())
        .containsExactly(false, true);
    assertThat(convert(vector(ElementType.I1, 1, 0), ElementType.BF16).toDoubles())
        .containsExactly(1, 0);
  }

  @Test
  void longIntegersAreRoundedToFloatsOnce() {
    long seed = 99;
    Random random = new Random(seed);
    for (int i = 0; i < 2000; i++) {
      long value = random.nextLong() >> random.nextInt(40);
      assertThat(convert(vector(ElementType.I64, value), ElementType.F32).toFloats())
          .as("%d, seed %d", value, seed)
          .containsExactly((float) value);
      BigInteger unsigned = new BigInteger(Long.toUnsignedString(value));
      assertThat(convert(vector(ElementType.U64, value), ElementType.F32).toFloats())
          .as("%s, seed %d", unsigned, seed)
          .containsExactly(unsigned.floatValue());
      assertThat(convert(vector(ElementType.U64, value), ElementType.F64).toDoubles())
          .containsExactly(new BigDecimal(unsigned).doubleValue());
    }
  }

  @Test
  void smallFloatsOverflowToInfinityOrNan() {
    Tensor x = f32(448, 464, 465, 65519, 65520);
    assertThat(convert(x, ElementType.F8E4M3FN).toDoubles())
        .containsExactly(448, 448, Double.NaN, Double.NaN, Double.NaN);
    assertThat(convert(x, ElementType.F16).toDoubles())
        .containsExactly(448, 464, 465, 65504, Double.POSITIVE_INFINITY);
  }

  @Test
  void doublesAreRoundedToSmallFloatsOnce() {
    assertThat(convert(floats(ElementType.F64, 1 + 0x1p-11 + 0x1p-30), ElementType.F16).toDoubles())
        .containsExactly(1 + 0x1p-10);
  }

  @Test
  void bitcastsSplitAndJoinLowBitsFirst() {
    assertThat(bitcast(f32(1), ElementType.U32, 1).toLongs()).containsExactly(0x3F80_0000L);
    assertThat(bitcast(vector(ElementType.U32, 0x04030201), ElementType.I8, 1, 4).toInts())
        .containsExactly(1, 2, 3, 4);
    Tensor bytes = Programs.matrix(ElementType.I8, 1, 8, 1, 2, 3, 4, 5, 6, 7, -1);
    assertThat(bitcast(bytes, ElementType.U64, 1).toLongs())
        .containsExactly(0xFF07_0605_0403_0201L);
    assertThat(bitcast(vector(ElementType.I16, -1), ElementType.U16, 1).toInts())
        .containsExactly(0xFFFF);
  }

  @Test
  void bitcastsKeepTheBitsOfNan() {
    Tensor bits = vector(ElementType.U32, 0x7FC1_2345, 0xFFA0_0001);
    assertThat(bitcast(bitcast(bits, ElementType.F32, 2), ElementType.U32, 2)).isEqualTo(bits);
  }
}
