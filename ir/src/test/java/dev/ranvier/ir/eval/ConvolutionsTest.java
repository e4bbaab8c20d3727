package dev.ranvier.ir.eval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.ir.Module;
import dev.ranvier.ir.text.Parser;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConvolutionsTest {
  /// Convolves what `numbers`, `window` and `groups` say.
  private static Tensor convolve(
      String numbers, String window, String groups, Tensor lhs, Tensor rhs, String result) {
    String text =
        """
        func.func @main(%%a: %s, %%b: %s) -> %s {
          %%0 = stablehlo.convolution(%%a, %%b) dim_numbers = %s, window = {%s} {%s} : \
        (%s, %s) -> %s
          return %%0 : %s
        }
        """
            .formatted(
                lhs.type(),
                rhs.type(),
                result,
                numbers,
                window,
                groups,
                lhs.type(),
                rhs.type(),
                result,
                result);
    Module module = Parser.parse(text, "c.mlir");
    return Evaluator.evaluate(module, "main", List.of(lhs, rhs)).getFirst();
  }

  private static final String ROWS = "[b, 0, f]x[0, i, o]->[b, 0, f]";
  private static final String ALONE = "batch_group_count = 1 : i64, feature_group_count = 1 : i64";

  private static Tensor row(double... values) {
    return Tensor.ofDoubles(TensorType.of(ElementType.F32, 1, values.length, 1), values);
  }

  private static Tensor kernel(double... values) {
    return Tensor.ofDoubles(TensorType.of(ElementType.F32, values.length, 1, 1), values);
  }

  private static float[] convolve(String window, Tensor lhs, Tensor rhs, int places) {
    String result = "tensor<1x" + places + "x1xf32>";
    return convolve(ROWS, window, ALONE, lhs, rhs, result).toFloats();
  }

  @Test
  void slidesTheKernelOverARow() {
    assertThat(convolve("", row(1, 2, 3, 4), kernel(1, 10, 100), 2)).containsExactly(321, 432);
    assertThat(convolve("stride = [2]", row(1, 2, 3, 4, 5), kernel(1, 10, 100), 2))
        .containsExactly(321, 543);
    assertThat(convolve("", row(1, 2), kernel(1, 10, 100), 0)).isEmpty();
  }

  @Test
  void padsWithZerosOrTakesAway() {
    assertThat(convolve("pad = [[1, 2]]", row(1, 2), kernel(1, 10, 100), 3))
        .containsExactly(210, 21, 2);
    assertThat(convolve("pad = [[-1, 0]]", row(1, 2, 3, 4), kernel(1, 10, 100), 1))
        .containsExactly(432);
  }

  @Test
  void putsGapsIntoTheInputAndTheKernel() {
    assertThat(convolve("lhs_dilate = [2]", row(1, 2, 3), kernel(1, 10, 100), 3))
        .containsExactly(201, 20, 302);
    assertThat(convolve("rhs_dilate = [2]", row(1, 2, 3, 4, 5), kernel(1, 10, 100), 1))
        .containsExactly(531);
  }

  @Test
  void appliesTheKernelBackToFront() {
    assertThat(convolve("reverse = [true]", row(1, 2, 3, 4), kernel(1, 10, 100), 2))
        .containsExactly(123, 234);
    assertThat(convolve("pad = [[1, 0]], reverse = [1]", row(1, 2, 3), kernel(1, 10, 100), 2))
        .containsExactly(12, 123);
  }

  @Test
  void multipliesPaddingLikeAllOthers() {
    assertThat(convolve("pad = [[1, 0]]", row(1, 2), kernel(Double.POSITIVE_INFINITY, 1), 2))
        .containsExactly(Float.NaN, Float.POSITIVE_INFINITY);
  }

  /// The specification's example.
  @Test
  void slidesOverAnImageWithGaps() {
    Tensor image =
        Tensor.ofLongs(
            TensorType.of(ElementType.I64, 1, 4, 4, 1),
            1,
            2,
            5,
            6,
            3,
            4,
            7,
            8,
            10,
            11,
            14,
            15,
            12,
            13,
            16,
            17);
    Tensor ones =
        Tensor.ofLongs(TensorType.of(ElementType.I64, 3, 3, 1, 1), 1, 1, 1, 1, 1, 1, 1, 1, 1);
    Tensor result =
        convolve(
            "[b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f]",
            "stride = [4, 4], lhs_dilate = [2, 2]",
            ALONE,
            image,
            ones,
            "tensor<1x2x2x1xi64>");
    assertThat(result.toLongs()).containsExactly(10, 26, 46, 62);
  }

  @Test
  void wrapsIntegers() {
    Tensor lhs = Tensor.ofLongs(TensorType.of(ElementType.I8, 1, 2, 1), 100, 100);
    Tensor rhs = Tensor.ofLongs(TensorType.of(ElementType.I8, 2, 1, 1), 1, 1);
    assertThat(convolve(ROWS, "", ALONE, lhs, rhs, "tensor<1x1x1xi8>").toLongs())
        .containsExactly(-56);
    assertThat(convolve(ROWS, "", ALONE, lhs, rhs, "tensor<1x1x1xi32>").toLongs())
        .containsExactly(200);
  }

  /// Counts up and down between -5 and 5.
  private static Tensor zigzag(long... sizes) {
    TensorType type = TensorType.of(ElementType.F32, sizes);
    double[] values = new double[(int) type.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i * 7 + 3) % 11 - 5;
    }
    return Tensor.ofDoubles(type, values);
  }

  // The numbers below are those of JAX 0.10.2.

  @Test
  void slidesOverAnImageInAnyOrderOfDimensions() {
    Tensor result =
        convolve(
            "[b, f, 0, 1]x[o, i, 0, 1]->[b, f, 0, 1]",
            "stride = [2, 1], pad = [[0, 1], [1, 0]]",
            ALONE,
            zigzag(1, 2, 4, 3),
            zigzag(2, 2, 3, 2),
            "tensor<1x2x2x3xf32>");
    assertThat(result.toFloats()).containsExactly(-12, -15, 26, -6, 5, -37, 20, -9, -7, -23, 2, 22);
    Tensor turned =
        convolve(
            "[0, b, f]x[0, i, o]->[f, 0, b]",
            "rhs_dilate = [2]",
            ALONE,
            zigzag(3, 2, 2),
            zigzag(2, 2, 1),
            "tensor<1x1x2xf32>");
    assertThat(turned.toFloats()).containsExactly(43, -9);
  }

  @Test
  void dividesFeaturesIntoGroups() {
    Tensor result =
        convolve(
            ROWS,
            "stride = [2], pad = [[1, 0]]",
            "batch_group_count = 1 : i64, feature_group_count = 2 : i64",
            zigzag(1, 5, 4),
            zigzag(2, 2, 6),
            "tensor<1x3x6xf32>");
    assertThat(result.toFloats())
        .containsExactly(5, -7, -19, -2, 6, -19, -28, 24, 32, 1, -6, -24, -26, 32, 24, -1, -2, -25);
  }

  @Test
  void dividesBatchesIntoGroups() {
    Tensor result =
        convolve(
            ROWS,
            "stride = [2]",
            "batch_group_count = 2 : i64, feature_group_count = 1 : i64",
            zigzag(4, 5, 2),
            zigzag(2, 2, 4),
            "tensor<2x2x4xf32>");
    assertThat(result.toFloats())
        .containsExactly(8, -18, -32, 45, 11, 43, 21, -20, -12, -14, 29, -24, 2, -19, -17, 10);
  }
}
