package dev.ranvier.ir.op;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.ir.type.ElementType;
import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NumbersTest {
  private static long patterns(ElementType type) {
    return 1L << type.bits();
  }

  @ParameterizedTest
  @EnumSource(names = {"F16", "BF16", "F8E4M3FN"})
  void keepsEveryPatternOfASmallFloat(ElementType type) {
    for (long bits = 0; bits < patterns(type); bits++) {
      double number = Numbers.toDouble(type, bits);
      if (!Double.isNaN(number)) {
        assertThat(Numbers.bitsOf(type, number)).as("pattern %x", bits).isEqualTo(bits);
      } else {
        assertThat(Numbers.toDouble(type, Numbers.bitsOf(type, number))).isNaN();
      }
    }
  }

  @Test
  void decodesHalvesAsTheJdkDoes() {
    for (int bits = 0; bits < 65_536; bits++) {
      double expected = Float.float16ToFloat((short) bits);
      assertThat(Numbers.toDouble(ElementType.F16, bits))
          .as("%x", bits)
          .isEqualTo(Double.valueOf(expected));
    }
  }

  @Test
  void decodesBrainFloatsAsUpperHalvesOfFloats() {
    for (int bits = 0; bits < 65_536; bits++) {
      double expected = Float.intBitsToFloat(bits << 16);
      assertThat(Numbers.toDouble(ElementType.BF16, bits))
          .as("%x", bits)
          .isEqualTo(Double.valueOf(expected));
    }
  }

  @Test
  void decodesTheLandmarksOfF8() {
    assertThat(Numbers.toDouble(ElementType.F8E4M3FN, 0x01)).isEqualTo(0x1p-9);
    assertThat(Numbers.toDouble(ElementType.F8E4M3FN, 0x08)).isEqualTo(0x1p-6);
    assertThat(Numbers.toDouble(ElementType.F8E4M3FN, 0x38)).isEqualTo(1);
    assertThat(Numbers.toDouble(ElementType.F8E4M3FN, 0x7E)).isEqualTo(448);
    assertThat(Numbers.toDouble(ElementType.F8E4M3FN, 0x7F)).isNaN();
    assertThat(Numbers.toDouble(ElementType.F8E4M3FN, 0xFF)).isNaN();
    assertThat(Numbers.toDouble(ElementType.F8E4M3FN, 0x80)).isEqualTo(-0.0);
  }

  /// Midway between two neighbours the even pattern is nearest; a little to a side, that side.
  @ParameterizedTest
  @EnumSource(names = {"F16", "BF16", "F8E4M3FN"})
  void roundsToNearestAndTiesToEven(ElementType type) {
    long last = patterns(type) / 2 - 1;
    for (long bits = 0; bits < last; bits++) {
      double low = Numbers.toDouble(type, bits);
      double high = Numbers.toDouble(type, bits + 1);
      if (Double.isFinite(low) && Double.isFinite(high)) {
        double middle = low + (high - low) / 2;
        long even = bits % 2 == 0 ? bits : bits + 1;
        assertThat(Numbers.bitsOf(type, middle)).as("tie above %x", bits).isEqualTo(even);
        assertThat(Numbers.bitsOf(type, Math.nextDown(middle))).as("%x", bits).isEqualTo(bits);
        assertThat(Numbers.bitsOf(type, Math.nextUp(middle))).as("%x", bits).isEqualTo(bits + 1);
        assertThat(Numbers.toDouble(type, Numbers.bitsOf(type, -middle)))
            .isEqualTo(-Numbers.toDouble(type, even));
      }
    }
  }

  @Test
  void roundsHalvesAsTheJdkDoes() {
    long seed = 7;
    Random random = new Random(seed);
    for (int i = 0; i < 200_000; i++) {
      float number = Float.intBitsToFloat(random.nextInt());
      if (!Float.isNaN(number)) {
        assertThat((short) Numbers.bitsOf(ElementType.F16, number))
            .as("seed %d: %s", seed, number)
            .isEqualTo(Float.floatToFloat16(number));
      }
    }
  }

  @Test
  void overflowsToInfinityWhereThereIsOneAndElseToNaN() {
    assertThat(Numbers.toDouble(ElementType.F16, Numbers.bitsOf(ElementType.F16, 65519.999)))
        .isEqualTo(65504);
    assertThat(Numbers.toDouble(ElementType.F16, Numbers.bitsOf(ElementType.F16, 65520.0)))
        .isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(Numbers.toDouble(ElementType.BF16, Numbers.bitsOf(ElementType.BF16, -1e300)))
        .isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(Numbers.toDouble(ElementType.F8E4M3FN, Numbers.bitsOf(ElementType.F8E4M3FN, 464.0)))
        .isEqualTo(448);
    assertThat(Numbers.toDouble(ElementType.F8E4M3FN, Numbers.bitsOf(ElementType.F8E4M3FN, 465.0)))
        .isNaN();
    double infinite = Double.POSITIVE_INFINITY;
    assertThat(
            Numbers.toDouble(ElementType.F8E4M3FN, Numbers.bitsOf(ElementType.F8E4M3FN, infinite)))
        .isNaN();
  }

  /// A long has more bits than a double: rounding through one would round twice.
  @Test
  void roundsLargeIntegersOnce() {
    long seed = 11;
    Random random = new Random(seed);
    for (int i = 0; i < 100_000; i++) {
      long number = random.nextLong() >> random.nextInt(12);
      float nearest = new BigDecimal(number).floatValue();
      assertThat(Numbers.bitsOf(ElementType.F32, number))
          .as("seed %d: %d", seed, number)
          .isEqualTo(Integer.toUnsignedLong(Float.floatToRawIntBits(nearest)));
    }
    long barelyAboveATie = (1L << 60) + (1L << 52) + 1;
    assertThat(
            Numbers.toDouble(ElementType.BF16, Numbers.bitsOf(ElementType.BF16, barelyAboveATie)))
        .isEqualTo(0x1p60 + 0x1p53);
    assertThat(
            Numbers.toDouble(ElementType.BF16, Numbers.bitsOf(ElementType.BF16, -barelyAboveATie)))
        .isEqualTo(-(0x1p60 + 0x1p53));
  }

  @Test
  void wrapsIntegersToTheirWidth() {
    assertThat(Numbers.bitsOf(ElementType.I8, 200L)).isEqualTo(-56);
    assertThat(Numbers.bitsOf(ElementType.U8, -1L)).isEqualTo(255);
    assertThat(Numbers.bitsOf(ElementType.I16, 40_000L)).isEqualTo(-25_536);
    assertThat(Numbers.bitsOf(ElementType.U16, 65_537L)).isEqualTo(1);
    assertThat(Numbers.bitsOf(ElementType.U32, -1L)).isEqualTo(0xFFFF_FFFFL);
    assertThat(Numbers.bitsOf(ElementType.I1, 2L)).isEqualTo(1);
  }

  @Test
  void readsUnsigned64BitIntegersAsPositive() {
    assertThat(Numbers.toDouble(ElementType.U64, -1)).isEqualTo(0x1p64);
    assertThat(Numbers.toDouble(ElementType.U64, Long.MIN_VALUE)).isEqualTo(0x1p63);
    assertThat(Numbers.bitsOf(ElementType.U64, 0x1p63)).isEqualTo(Long.MIN_VALUE);
    assertThat(Numbers.bitsOf(ElementType.U64, 0x1.8p63)).isEqualTo(3L << 62);
  }
}
