package dev.ranvier.ir.eval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.ir.op.RngAlgorithm;
import dev.ranvier.ir.op.RngBitGeneratorOp;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Expected bits come from XLA's CPU plugin (jaxlib 0.10.2), save where said otherwise.
class RandomBitsTest {
  private static List<Tensor> generate(RngAlgorithm algorithm, TensorType type, long... state) {
    Tensor initial = Tensor.ofLongs(TensorType.of(ElementType.U64, state.length), state);
    return Programs.run(
        List.of(initial), (b, v) -> b.append(new RngBitGeneratorOp(algorithm, v.getFirst(), type)));
  }

  @Test
  void threeFryGivesTheBlockOfTheSpecification() {
    List<Tensor> results =
        generate(RngAlgorithm.THREE_FRY, TensorType.of(ElementType.U64, 2, 2), 1, 2);
    assertThat(results.getFirst().toLongs()).containsExactly(1, 6);
    assertThat(results.getLast().toLongs())
        .containsExactly(
            Long.parseUnsignedLong("9236835810183407956"),
            Long.parseUnsignedLong("16087790271692313299"),
            Long.parseUnsignedLong("18212823393184779219"),
            2658481902456610144L);
  }

  @Test
  void threeFrySplitsTheFirstEvenDimension() {
    List<Tensor> results =
        generate(RngAlgorithm.THREE_FRY, TensorType.of(ElementType.U32, 3, 4), 7, 11);
    assertThat(results.getFirst().toLongs()).containsExactly(7, 17);
    assertThat(results.getLast().toLongs())
        .containsExactly(
            0x843C52A3L,
            0x2D2C6D4EL,
            0x5713DC7BL,
            0x70FA81CAL,
            0x88B5A788L,
            0xE966C720L,
            0xE4779A9L,
            0xAEE96DDL,
            0x39A765F8L,
            0xBFAAC661L,
            0x7BF56914L,
            0x37222518L);
  }

  @Test
  void threeFrySplitsTheLargestOddDimension() {
    List<Tensor> results =
        generate(RngAlgorithm.THREE_FRY, TensorType.of(ElementType.U32, 3, 5), -1, -1);
    assertThat(results.getFirst().toLongs()).containsExactly(-1, 8);
    assertThat(results.getLast().toLongs())
        .containsExactly(
            0x1CB996FCL,
            0xBB002BE7L,
            0x413979C4L,
            0x4E58FB3FL,
            0x9FEAE161L,
            0x23FBFF6EL,
            0x865FE3E7L,
            0x51566698L,
            0x9DA95A86L,
            0x956D2117L,
            0x2EBAEB22L,
            0xD2F9AEE5L,
            0x73B10B76L,
            0xE5FCCCC6L,
            0x4BF7E441L);
  }

  @Test
  void threeFryGivesScalars() {
    List<Tensor> results = generate(RngAlgorithm.THREE_FRY, TensorType.of(ElementType.U32), 5, 6);
    assertThat(results.getFirst().toLongs()).containsExactly(5, 7);
    assertThat(results.getLast().toLongs()).containsExactly(0xAA55BEA4L);
  }

  @Test
  void threeFryCutsNarrowElementsFromWideOnes() {
    List<Tensor> results = generate(RngAlgorithm.THREE_FRY, TensorType.of(ElementType.U8, 5), 5, 6);
    assertThat(results.getFirst().toLongs()).containsExactly(5, 9);
    assertThat(results.getLast().toLongs()).containsExactly(0xA4L, 0xC8L, 0x73L, 0xD8L, 0x45L);
  }

  @Test
  void philoxTakesFourWordsFromABlock() {
    List<Tensor> results =
        generate(RngAlgorithm.PHILOX, TensorType.of(ElementType.U32, 7), 1, 2, 3);
    assertThat(results.getFirst().toLongs()).containsExactly(1, 4, 3);
    assertThat(results.getLast().toLongs())
        .containsExactly(
            0xF045E74AL,
            0x517630E6L,
            0x1D8AF405L,
            0xB5E59A96L,
            0x5545CEBL,
            0x72471B77L,
            0x10946EACL);
  }

  @Test
  void philoxCarriesIntoTheUpperHalfOfItsCounter() {
    List<Tensor> results =
        generate(RngAlgorithm.PHILOX, TensorType.of(ElementType.U64, 5), 9, -1, 4);
    assertThat(results.getFirst().toLongs()).containsExactly(9, 2, 5);
    assertThat(results.getLast().toLongs())
        .containsExactly(
            0x37DF3A2E249CE1CL,
            0x49BD90C2FBDA2852L,
            0xA7AAD20B93B2E169L,
            0x6A23A5172F4CA6D3L,
            0xF26394F1D90A076FL);
  }

  @Test
  void philoxOfTwoNumbersTakesTheKeyAsTheUpperHalf() {
    List<Tensor> results = generate(RngAlgorithm.PHILOX, TensorType.of(ElementType.U16, 3), 1, 2);
    assertThat(results.getFirst().toLongs()).containsExactly(1, 3);
    assertThat(results.getLast().toLongs()).containsExactly(0xA749L, 0xBBE8L, 0x23D7L);
  }

  @Test
  void theDefaultIsPhilox() {
    List<Tensor> results = generate(RngAlgorithm.DEFAULT, TensorType.of(ElementType.U32, 3), 1, 2);
    assertThat(results.getFirst().toLongs()).containsExactly(1, 3);
    assertThat(results.getLast().toLongs()).containsExactly(0x7D34A749L, 0xA9B8BBE8L, 0x7BA423D7L);
  }
}
