package dev.ranvier.ir.op;

import static dev.ranvier.ir.op.Samples.assertRejected;
import static dev.ranvier.ir.op.Samples.longs;
import static dev.ranvier.ir.op.Samples.operand;
import static dev.ranvier.ir.op.Samples.tensor;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
}
