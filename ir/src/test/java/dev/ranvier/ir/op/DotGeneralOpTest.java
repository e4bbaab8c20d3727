package dev.ranvier.ir.op;

import static dev.ranvier.ir.op.Samples.assertRejected;
import static dev.ranvier.ir.op.Samples.longs;
import static dev.ranvier.ir.op.Samples.operand;
import static dev.ranvier.ir.op.Samples.tensor;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DotGeneralOpTest {
  private static DotGeneralOp dot(
      List<Long> lhsBatching,
      List<Long> rhsBatching,
      List<Long> lhsContracting,
      List<Long> rhsContracting) {
    DotDimensionNumbers dimensions =
        new DotDimensionNumbers(lhsBatching, rhsBatching, lhsContracting, rhsContracting);
    return DotGeneralOp.of(operand("2x3x4xf32"), operand("2x4x5xf32"), dimensions);
  }

  @Test
  void multipliesMatricesBatchByBatch() {
    assertThat(dot(longs(0), longs(0), longs(2), longs(1)).resultTypes())
        .containsExactly(tensor("2x3x5xf32"));
  }

  @Test
  void rejectsMoreBatchingDimensionsOfOneSide() {
    assertRejected(
        "dot_general_c1: expected as many batching dimensions of lhs as of rhs, got [0] and []",
        () -> dot(longs(0), longs(), longs(), longs()));
  }

  @Test
  void rejectsMoreContractingDimensionsOfOneSide() {
    assertRejected(
        "dot_general_c2: expected as many contracting dimensions of lhs as of rhs,"
            + " got [2] and [1, 2]",
        () -> dot(longs(), longs(), longs(2), longs(1, 2)));
  }

  @Test
  void rejectsADimensionOfLhsUsedTwice() {
    assertRejected(
        "dot_general_c3: expected dimensions of lhs without repeats, got [0, 0]",
        () -> dot(longs(0), longs(0), longs(0), longs(1)));
  }

  @Test
  void rejectsADimensionOfRhsUsedTwice() {
    assertRejected(
        "dot_general_c4: expected dimensions of rhs without repeats, got [0, 0]",
        () -> dot(longs(0), longs(0), longs(1), longs(0)));
  }

  @Test
  void rejectsBatchingOfLhsThatIsNotThere() {
    assertRejected(
        "dot_general_c5: expected batching dimensions that are dimensions of tensor<2x3x4xf32>,"
            + " got [3]",
        () -> dot(longs(3), longs(0), longs(), longs()));
  }

  @Test
  void rejectsContractingOfLhsThatIsNotThere() {
    assertRejected(
        "dot_general_c6: expected contracting dimensions that are dimensions of tensor<2x3x4xf32>,"
            + " got [-1]",
        () -> dot(longs(), longs(), longs(-1), longs(0)));
  }

  @Test
  void rejectsBatchingOfRhsThatIsNotThere() {
    assertRejected(
        "dot_general_c7: expected batching dimensions that are dimensions of tensor<2x4x5xf32>,"
            + " got [3]",
        () -> dot(longs(0), longs(3), longs(), longs()));
  }

  @Test
  void rejectsContractingOfRhsThatIsNotThere() {
    assertRejected(
        "dot_general_c8: expected contracting dimensions that are dimensions of tensor<2x4x5xf32>,"
            + " got [7]",
        () -> dot(longs(), longs(), longs(0), longs(7)));
  }

  @Test
  void rejectsBatchesOfOtherSizes() {
    assertRejected(
        "dot_general_c9: expected batching dimensions of the same sizes, got [2] and [4]",
        () -> dot(longs(0), longs(1), longs(), longs()));
  }

  @Test
  void rejectsSumsOverOtherSizes() {
    assertRejected(
        "dot_general_c10: expected contracting dimensions of the same sizes, got [4] and [5]",
        () -> dot(longs(), longs(), longs(2), longs(2)));
  }

  private static DotGeneralOp dot(String rhs, List<Precision> precision, String result) {
    return new DotGeneralOp(
        operand("2x3xbf16"),
        operand(rhs),
        DotDimensionNumbers.contracting(1, 0),
        precision,
        tensor(result));
  }

  @Test
  void rejectsAPrecisionForOneSideOnly() {
    assertRejected(
        "dot_general_c11: expected a precision for lhs and one for rhs, got [HIGH]",
        () -> dot("3x4xbf16", List.of(Precision.HIGH), "2x4xbf16"));
  }

  @Test
  void rejectsAResultOfOtherSizes() {
    assertRejected(
        "dot_general_c12: expected a result of the sizes [2, 4], got tensor<4x2xbf16>",
        () -> dot("3x4xbf16", List.of(), "4x2xbf16"));
  }

  @Test
  void rejectsOperandsOfTwoElementTypes() {
    assertRejected(
        "dot_general_c13: expected operands of one element type,"
            + " got tensor<2x3xbf16> and tensor<3x4xf32>",
        () -> dot("3x4xf32", List.of(), "2x4xf32"));
  }

  @Test
  void rejectsIntegersAsAResultOfFloats() {
    assertRejected(
        "dot_general_o1: expected a result of the kind of bf16, got tensor<2x4xi32>",
        () -> dot("3x4xbf16", List.of(), "2x4xi32"));
  }

  @Test
  void sumsInAWiderElement() {
    assertThat(dot("3x4xbf16", List.of(), "2x4xf32").resultTypes())
        .containsExactly(tensor("2x4xf32"));
  }

  private static DotAlgorithm algorithm(
      DotAlgorithm.Format operands, long lhsComponents, long rhsComponents, long operations) {
    return new DotAlgorithm(
        operands,
        operands,
        DotAlgorithm.Format.F32,
        lhsComponents,
        rhsComponents,
        operations,
        false);
  }

  @Test
  void rejectsAPrecisionBesideAnAlgorithm() {
    assertRejected(
        "dot_general_c21: expected the precision DEFAULT where there is an algorithm,"
            + " got [DEFAULT, HIGH]",
        () ->
            new DotGeneralOp(
                operand("2x3xf32"),
                operand("3x4xf32"),
                DotDimensionNumbers.contracting(1, 0),
                List.of(Precision.DEFAULT, Precision.HIGH),
                Optional.of(algorithm(DotAlgorithm.Format.BF16, 1, 1, 6)),
                tensor("2x4xf32")));
  }

  @Test
  void rejectsAnAlgorithmWithoutComponentsOfLhs() {
    assertRejected(
        "dot_general_c22: expected at least one component of lhs, got 0",
        () -> algorithm(DotAlgorithm.Format.BF16, 0, 1, 1));
  }

  @Test
  void rejectsAnAlgorithmWithoutComponentsOfRhs() {
    assertRejected(
        "dot_general_c23: expected at least one component of rhs, got -1",
        () -> algorithm(DotAlgorithm.Format.BF16, 1, -1, 1));
  }

  @Test
  void rejectsAnAlgorithmWithoutOperations() {
    assertRejected(
        "dot_general_c24: expected at least one operation, got 0",
        () -> algorithm(DotAlgorithm.Format.BF16, 1, 1, 0));
  }

  @Test
  void rejectsAnAlgorithmThatNoDeviceHas() {
    assertRejected(
        "dot_general_i8: expected an algorithm that some device has, got f32 by f32, 1 by 1"
            + " components, 3 operations, summed precisely in f32",
        () -> algorithm(DotAlgorithm.Format.F32, 1, 1, 3));
    assertRejected(
        "dot_general_i8: expected an algorithm that some device has, got f16 by f16, 1 by 1"
            + " components, 1 operations, summed imprecisely in f32",
        () ->
            new DotAlgorithm(
                DotAlgorithm.Format.F16,
                DotAlgorithm.Format.F16,
                DotAlgorithm.Format.F32,
                1,
                1,
                1,
                true));
  }

  @Test
  void takesAnyTwoFormatsOf8Bits() {
    DotAlgorithm mixed =
        new DotAlgorithm(
            DotAlgorithm.Format.F8E5M2,
            DotAlgorithm.Format.F8E4M3FN,
            DotAlgorithm.Format.F32,
            1,
            1,
            1,
            true);
    assertThat(mixed).hasToString("f8e5m2_f8e4m3fn_f32");
    assertThat(algorithm(DotAlgorithm.Format.BF16, 1, 1, 6)).hasToString("bf16_bf16_f32_x6");
  }
}
