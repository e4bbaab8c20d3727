package dev.ranvier.ir.op;

import static dev.ranvier.ir.op.Samples.assertRejected;
import static dev.ranvier.ir.op.Samples.integers;
import static dev.ranvier.ir.op.Samples.longs;
import static dev.ranvier.ir.op.Samples.operand;
import static dev.ranvier.ir.op.Samples.tensor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.ir.op.ConvolutionDimensionNumbers.Input;
import dev.ranvier.ir.op.ConvolutionDimensionNumbers.Kernel;
import dev.ranvier.ir.op.ConvolutionDimensionNumbers.Output;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The input is a batch of 2 rows of 8 pixels with 4 features, the kernel has 3 pixels.
class ConvolutionOpTest {
  private static final ConvolutionDimensionNumbers ROWS =
      ConvolutionDimensionNumbers.featuresLast(1);
  private static final ConvolutionWindow PLAIN = ConvolutionWindow.of(1);

  private static ConvolutionOp groups(String rhs, long features, long batches, String result) {
    return new ConvolutionOp(
        operand("2x8x4xf32"),
        operand(rhs),
        ROWS,
        PLAIN,
        features,
        batches,
        List.of(),
        tensor(result));
  }

  private static ConvolutionOp moving(ConvolutionWindow window) {
    return ConvolutionOp.of(operand("2x8x4xf32"), operand("3x4x6xf32"), ROWS, window);
  }

  private static ConvolutionOp numbered(Input input, Kernel kernel, Output output) {
    return ConvolutionOp.of(
        operand("2x8x4xf32"),
        operand("3x4x6xf32"),
        new ConvolutionDimensionNumbers(input, kernel, output),
        PLAIN);
  }

  private static ConvolutionWindow window(
      List<Long> strides, Literal padding, List<Long> inputDilations, List<Long> kernelDilations) {
    return new ConvolutionWindow(strides, padding, inputDilations, kernelDilations, List.of(false));
  }

  private static ConvolutionWindow window(
      List<Long> strides, List<Long> inputDilations, List<Long> kernelDilations) {
    return window(strides, integers("1x2xi64", 0, 0), inputDilations, kernelDilations);
  }

  @Test
  void infersWhereTheKernelFits() {
    assertThat(moving(PLAIN).resultTypes()).containsExactly(tensor("2x6x6xf32"));
    Literal padding = integers("1x2xi64", 2, -1);
    assertThat(moving(window(longs(3), padding, longs(2), longs(4))).resultTypes())
        .containsExactly(tensor("2x3x6xf32"));
    assertThat(moving(window(longs(1), longs(1), longs(9))).resultTypes())
        .containsExactly(tensor("2x0x6xf32"));
    Output first = new Output(2, 0, longs(1));
    assertThat(numbered(ROWS.input(), ROWS.kernel(), first).resultTypes())
        .containsExactly(tensor("6x6x2xf32"));
  }

  @Test
  void sumsInAWiderElement() {
    ConvolutionOp wide =
        new ConvolutionOp(
            operand("2x8x4xbf16"),
            operand("3x4x6xbf16"),
            ROWS,
            PLAIN,
            1,
            1,
            List.of(Precision.HIGH, Precision.DEFAULT),
            tensor("2x6x6xf32"));
    assertThat(wide.resultTypes()).containsExactly(tensor("2x6x6xf32"));
  }

  @Test
  void rejectsOperandsWithoutFeatures() {
    assertRejected(
        "convolution_i1: expected at least a batch and a feature dimension, got tensor<8xf32>",
        () -> ConvolutionOp.of(operand("8xf32"), operand("3xf32"), ROWS, PLAIN));
  }

  @Test
  void rejectsAnEmptyKernel() {
    assertRejected(
        "convolution_i2: expected sizes of the kernel of at least 1, got [0]",
        () -> ConvolutionOp.of(operand("2x8x4xf32"), operand("0x4x6xf32"), ROWS, PLAIN));
  }

  @Test
  void rejectsOperandsOfTwoRanks() {
    assertRejected(
        "convolution_c1: expected operands of one rank, got tensor<2x8x4xf32> and"
            + " tensor<3x3x4x6xf32>",
        () -> ConvolutionOp.of(operand("2x8x4xf32"), operand("3x3x4x6xf32"), ROWS, PLAIN));
  }

  @Test
  void rejectsAWindowOfAnotherRank() {
    assertRejected(
        "convolution_c2: expected 1 window strides, got 2",
        () -> moving(window(longs(1, 1), longs(1), longs(1))));
    assertRejected(
        "convolution_c4: expected a padding of tensor<1x2xi64>, got tensor<2x2xi64>",
        () -> moving(window(longs(1), integers("2x2xi64", 0), longs(1), longs(1))));
    assertRejected(
        "convolution_c5: expected 1 dilations of the input, got 0",
        () -> moving(window(longs(1), longs(), longs(1))));
    assertRejected(
        "convolution_c7: expected 1 dilations of the kernel, got 3",
        () -> moving(window(longs(1), longs(1), longs(1, 1, 1))));
    assertRejected(
        "convolution_c9: expected 1 reversals, got 0",
        () ->
            moving(
                new ConvolutionWindow(
                    longs(1), integers("1x2xi64", 0), longs(1), longs(1), List.of())));
  }

  @Test
  void rejectsAWindowThatDoesNotMove() {
    assertRejected(
        "convolution_c3: expected window strides of at least 1, got [0]",
        () -> moving(window(longs(0), longs(1), longs(1))));
    assertRejected(
        "convolution_c6: expected dilations of the input of at least 1, got [0]",
        () -> moving(window(longs(1), longs(0), longs(1))));
    assertRejected(
        "convolution_c8: expected dilations of the kernel of at least 1, got [-1]",
        () -> moving(window(longs(1), longs(1), longs(-1))));
  }

  @Test
  void rejectsBatchesThatDoNotMakeGroups() {
    assertRejected(
        "convolution_c10: expected a multiple of 3 batches, got 2",
        () -> groups("3x4x6xf32", 1, 3, "2x6x6xf32"));
  }

  @Test
  void rejectsFeaturesThatDoNotMakeGroups() {
    assertRejected(
        "convolution_c11: expected a multiple of 3 features of the input, got 4",
        () -> groups("3x4x6xf32", 3, 1, "2x6x6xf32"));
    assertRejected(
        "convolution_c15: expected a multiple of 2 features of the output, got 5",
        () -> groups("3x4x5xf32", 1, 2, "1x6x5xf32"));
    assertRejected(
        "convolution_c16: expected a multiple of 2 features of the output, got 5",
        () -> groups("3x2x5xf32", 2, 1, "2x6x5xf32"));
  }

  @Test
  void rejectsSpatialDimensionsOfAnotherCount() {
    assertRejected(
        "convolution_c12: expected 1 spatial dimensions of the input, got 2",
        () -> numbered(new Input(0, 2, longs(1, 1)), ROWS.kernel(), ROWS.output()));
    assertRejected(
        "convolution_c17: expected 1 spatial dimensions of the kernel, got 0",
        () -> numbered(ROWS.input(), new Kernel(1, 2, longs()), ROWS.output()));
    assertRejected(
        "convolution_c19: expected 1 spatial dimensions of the output, got 0",
        () -> numbered(ROWS.input(), ROWS.kernel(), new Output(0, 2, longs())));
  }

  @Test
  void rejectsADimensionThatIsTwoThings() {
    assertRejected(
        "convolution_c13: expected each of the 3 dimensions of the input once, got [0, 0, 1]",
        () -> numbered(new Input(0, 0, longs(1)), ROWS.kernel(), ROWS.output()));
    assertRejected(
        "convolution_c18: expected each of the 3 dimensions of the kernel once, got [1, 3, 0]",
        () -> numbered(ROWS.input(), new Kernel(1, 3, longs(0)), ROWS.output()));
    assertRejected(
        "convolution_c20: expected each of the 3 dimensions of the output once, got [-1, 2, 1]",
        () -> numbered(ROWS.input(), ROWS.kernel(), new Output(-1, 2, longs(1))));
  }

  @Test
  void rejectsAKernelForOtherFeatures() {
    assertRejected(
        "convolution_c14: expected a kernel of 2 features of the input, got 4",
        () -> groups("3x4x6xf32", 2, 1, "2x6x6xf32"));
  }

  @Test
  void rejectsNoGroups() {
    assertRejected(
        "convolution_c21: expected at least one feature group, got 0",
        () -> groups("3x4x6xf32", 0, 1, "2x6x6xf32"));
    assertRejected(
        "convolution_c22: expected at least one batch group, got -1",
        () -> groups("3x4x6xf32", 1, -1, "2x6x6xf32"));
  }

  @Test
  void rejectsGroupsOfBothKinds() {
    assertRejected(
        "convolution_c23: expected groups of features or of batches, got 2 and 2",
        () -> groups("3x2x6xf32", 2, 2, "1x6x6xf32"));
  }

  @Test
  void rejectsAPrecisionForOneSideOnly() {
    assertRejected(
        "convolution_c24: expected a precision for lhs and one for rhs, got [HIGH]",
        () ->
            new ConvolutionOp(
                operand("2x8x4xf32"),
                operand("3x4x6xf32"),
                ROWS,
                PLAIN,
                1,
                1,
                List.of(Precision.HIGH),
                tensor("2x6x6xf32")));
  }

  @Test
  void rejectsAResultOfOtherSizes() {
    assertRejected(
        "convolution_c25: expected a result of the sizes [2, 6, 6], got tensor<2x8x6xf32>",
        () -> groups("3x4x6xf32", 1, 1, "2x8x6xf32"));
    assertRejected(
        "convolution_c25: expected a result of the sizes [1, 6, 6], got tensor<2x6x6xf32>",
        () -> groups("3x4x6xf32", 1, 2, "2x6x6xf32"));
  }

  @Test
  void rejectsOperandsOfTwoElementTypes() {
    assertRejected(
        "convolution_c27: expected operands of one element type,"
            + " got tensor<2x8x4xf32> and tensor<3x4x6xf64>",
        () -> groups("3x4x6xf64", 1, 1, "2x6x6xf32"));
  }

  @Test
  void rejectsIntegersAsAResultOfFloats() {
    assertRejected(
        "convolution_o1: expected a result of the kind of f32, got tensor<2x6x6xi32>",
        () -> groups("3x4x6xf32", 1, 1, "2x6x6xi32"));
  }
}
