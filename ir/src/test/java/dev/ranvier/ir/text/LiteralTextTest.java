package dev.ranvier.ir.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.op.ConstantOp;
import dev.ranvier.ir.op.Literal;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.Numbers;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Constants in text are exact to the bit.
class LiteralTextTest {
  private static Module constant(Literal value) {
    return Module.of(
        "m",
        Function.of(
            "f",
            true,
            Builder.block(
                List.of(), Location.UNKNOWN, (b, _) -> b.functionReturns(b.constant(value))),
            Location.UNKNOWN));
  }

  private static Literal readBack(Literal value) {
    return read(Printer.print(constant(value)));
  }

  private static Literal read(String text) {
    Module module = Parser.parse(text, "c.mlir");
    ConstantOp op =
        (ConstantOp) module.functions().getFirst().body().instructions().getFirst().op();
    return op.value();
  }

  private static Literal readDense(String dense, String type) {
    return read(
        "func.func @f() -> %s { %%0 = stablehlo.constant %s : %s\n return %%0 : %s }"
            .formatted(type, dense, type, type));
  }

  private static String printed(Literal value) {
    String text = Printer.print(constant(value));
    return text.substring(text.indexOf("dense<"), text.indexOf(" : tensor<"));
  }

  /// Every pattern of a type of up to 16 bits, and many of the wider ones.
  private static long[] patterns(ElementType type, Random random, int count) {
    long[] bits = new long[count];
    for (int i = 0; i < count; i++) {
      long any = type.bits() <= 16 ? i : random.nextLong();
      bits[i] =
          type.isFloat()
              ? (type.bits() == 64 ? any : any & ((1L << type.bits()) - 1))
              : Numbers.bitsOf(type, any);
    }
    return bits;
  }

  @ParameterizedTest
  @EnumSource(ElementType.class)
  void readsBackEveryPatternAlone(ElementType type) {
    long seed = 20_260_101;
    int count = type.isBoolean() ? 2 : type.bits() == 8 ? 256 : 65_536;
    long[] bits = patterns(type, new Random(seed), count);
    for (int from = 0; from < count; from += 64) {
      long[] few = Arrays.copyOfRange(bits, from, Math.min(count, from + 64));
      Literal value = Literal.ofBits(TensorType.of(type, few.length), few);
      assertThat(readBack(value)).as("seed %d, from %d", seed, from).isEqualTo(value);
    }
  }

  @ParameterizedTest
  @EnumSource(ElementType.class)
  void readsBackManyElementsAtOnce(ElementType type) {
    Literal value = Literal.ofBits(TensorType.of(type, 20, 10), patterns(type, new Random(1), 200));
    assertThat(readBack(value)).isEqualTo(value);
    assertThat(printed(value)).startsWith(type.isBoolean() ? "dense<[[" : "dense<\"0x");
  }

  @Test
  void writesEqualElementsOnce() {
    assertThat(printed(Literal.of(TensorType.of(ElementType.F32, 2, 2), 0.1, 0.1, 0.1, 0.1)))
        .isEqualTo("dense<0.1>");
  }

  @Test
  void writesListsInLists() {
    assertThat(printed(Literal.of(TensorType.of(ElementType.I32, 2, 3), 1, 2, 3, 4, 5, -6)))
        .isEqualTo("dense<[[1, 2, 3], [4, 5, -6]]>");
    assertThat(printed(Literal.of(TensorType.of(ElementType.I1, 2), 1, 0)))
        .isEqualTo("dense<[true, false]>");
    assertThat(printed(Literal.of(TensorType.of(ElementType.U64, 2), -1L, 1L)))
        .isEqualTo("dense<[18446744073709551615, 1]>");
  }

  @ParameterizedTest
  @CsvSource({
    "F32, 0x7FC00000",
    "F32, 0xFF800000",
    "BF16, 0x7F80",
    "F16, 0x7E00",
    "F8E4M3FN, 0x7F",
    "F64, 0x7FF0000000000000",
  })
  void writesWhatIsNoFiniteNumberAsBits(ElementType type, String text) {
    Literal value =
        Literal.ofBits(TensorType.scalar(type), Long.parseUnsignedLong(text.substring(2), 16));
    assertThat(printed(value)).isEqualTo("dense<" + text + ">");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "dense<1.000000e+00>; tensor<2xf32>; dense<1.0>",
        "dense<[]>; tensor<0xi8>; dense<>",
        "dense<[[], []]>; tensor<2x0xi8>; dense<>",
        "dense<7>; tensor<0xi8>; dense<>",
        "dense<\"0x0000803F\">; tensor<3xf32>; dense<1.0>",
        "dense<\"0x0100\">; tensor<2xi1>; dense<[true, false]>",
        "dense<255>; tensor<i8>; dense<-1>",
        "dense<0xff>; tensor<ui8>; dense<255>",
        "dense<0>; tensor<i1>; dense<false>",
        "dense<-9223372036854775808>; tensor<i64>; dense<-9223372036854775808>",
      })
  void readsOtherSpellings(String dense, String type, String printed) {
    assertThat(printed(readDense(dense, type))).isEqualTo(printed);
  }
}
