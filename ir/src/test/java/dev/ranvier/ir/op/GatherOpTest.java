package dev.ranvier.ir.op;

import static dev.ranvier.ir.op.Samples.assertRejected;
import static dev.ranvier.ir.op.Samples.longs;
import static dev.ranvier.ir.op.Samples.operand;
import static dev.ranvier.ir.op.Samples.tensor;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GatherOpTest {
  /// Dimension numbers that hold for an operand of 2x3x4xf32 and indices of 2x7x1xi32, one of which
  /// a test replaces.
  private List<Long> offset = longs(2);

  private List<Long> collapsed = longs(1);
  private List<Long> operandBatching = longs(0);
  private List<Long> indicesBatching = longs(0);
  private List<Long> startIndexMap = longs(1);
  private long indexVector = 2;
  private List<Long> sliceSizes = longs(1, 1, 4);

  private GatherOp gather() {
    return gather("2x7x1xi32");
  }

  private GatherOp gather(String indices) {
    GatherDimensionNumbers dimensions =
        new GatherDimensionNumbers(
            offset, collapsed, operandBatching, indicesBatching, startIndexMap, indexVector);
    return new GatherOp(operand("2x3x4xf32"), operand(indices), dimensions, sliceSizes, false);
  }

  @Test
  void putsSlicesWhereTheIndicesAre() {
    assertThat(gather().resultTypes()).containsExactly(tensor("2x7x4xf32"));
  }

  @Test
  void rejectsIndicesThatAreFloats() {
    assertRejected(
        "gather_i2: expected integers, got tensor<2x7x1xf32>", () -> gather("2x7x1xf32"));
  }

  @Test
  void rejectsADimensionOfTheOperandWithoutUse() {
    collapsed = longs();
    assertRejected(
        "gather_c1: expected every dimension of tensor<2x3x4xf32> to be an offset, collapsed or"
            + " batching, got [2], [] and [0]",
        this::gather);
  }

  @Test
  void rejectsAnIndexVectorBeyondTheIndices() {
    indexVector = 4;
    assertRejected(
        "gather_c2: expected an index vector dimension of tensor<2x7x1xi32>, got 4", this::gather);
  }

  @Test
  void rejectsAnIndexMapOfAnotherSizeThanTheIndices() {
    startIndexMap = longs(1, 2);
    assertRejected("gather_c3: expected 1 entries of the index map, got 2", this::gather);
  }

  @Test
  void rejectsOffsetDimensionsOutOfOrder() {
    offset = longs(2, 1);
    collapsed = longs();
    assertRejected(
        "gather_c4: expected offset dimensions in ascending order, got [2, 1]", this::gather);
  }

  @Test
  void rejectsOffsetDimensionsTwice() {
    offset = longs(1, 1);
    collapsed = longs();
    assertRejected(
        "gather_c4: expected offset dimensions without repeats, got [1, 1]", this::gather);
  }

  @Test
  void rejectsOffsetDimensionsBeyondTheResult() {
    offset = longs(3);
    assertRejected(
        "gather_c5: expected offset dimensions of a result of rank 3, got [3]", this::gather);
  }

  @Test
  void rejectsADimensionBothCollapsedAndBatching() {
    collapsed = longs(0);
    assertRejected(
        "gather_c6: expected collapsed and batching dimensions without repeats, got [0, 0]",
        this::gather);
  }

  @Test
  void rejectsCollapsedDimensionsOutOfOrder() {
    offset = longs();
    collapsed = longs(2, 1);
    assertRejected(
        "gather_c7: expected collapsed dimensions in ascending order, got [2, 1]", this::gather);
  }

  @Test
  void rejectsCollapsedDimensionsThatAreNotThere() {
    collapsed = longs(3);
    assertRejected(
        "gather_c8: expected collapsed dimensions that are dimensions of tensor<2x3x4xf32>,"
            + " got [3]",
        this::gather);
  }

  @Test
  void rejectsACollapsedSliceLargerThanOne() {
    sliceSizes = longs(1, 2, 4);
    assertRejected(
        "gather_c9: expected slice sizes of at most 1 along collapsed dimensions [1],"
            + " got [1, 2, 4]",
        this::gather);
  }

  @Test
  void rejectsBatchingDimensionsOutOfOrder() {
    collapsed = longs();
    operandBatching = longs(1, 0);
    assertRejected(
        "gather_c10: expected batching dimensions in ascending order, got [1, 0]", this::gather);
  }

  @Test
  void rejectsBatchingDimensionsThatAreNotThere() {
    operandBatching = longs(-1);
    assertRejected(
        "gather_c11: expected batching dimensions that are dimensions of tensor<2x3x4xf32>,"
            + " got [-1]",
        this::gather);
  }

  @Test
  void rejectsABatchingSliceLargerThanOne() {
    sliceSizes = longs(2, 1, 4);
    assertRejected(
        "gather_c12: expected slice sizes of at most 1 along batching dimensions [0],"
            + " got [2, 1, 4]",
        this::gather);
  }

  @Test
  void rejectsBatchingDimensionsOfTheIndicesTwice() {
    indicesBatching = longs(0, 0);
    assertRejected(
        "gather_c13: expected batching dimensions without repeats, got [0, 0]", this::gather);
  }

  @Test
  void rejectsBatchingDimensionsBeyondTheIndices() {
    indicesBatching = longs(3);
    assertRejected(
        "gather_c14: expected batching dimensions that are dimensions of tensor<2x7x1xi32>,"
            + " got [3]",
        this::gather);
  }

  @Test
  void rejectsAnIndexVectorThatIsBatching() {
    indicesBatching = longs(2);
    assertRejected(
        "gather_c15: expected batching dimensions other than the index vector's 2, got [2]",
        this::gather);
  }

  @Test
  void rejectsMoreBatchingDimensionsOfTheIndices() {
    indicesBatching = longs(0, 1);
    assertRejected(
        "gather_c16: expected as many batching dimensions of the operand as of the indices,"
            + " got [0] and [0, 1]",
        this::gather);
  }

  @Test
  void rejectsBatchingDimensionsOfOtherSizes() {
    indicesBatching = longs(1);
    assertRejected(
        "gather_c17: expected batching dimensions of the same sizes,"
            + " got [0] of tensor<2x3x4xf32> and [1] of tensor<2x7x1xi32>",
        this::gather);
  }

  @Test
  void rejectsADimensionBothIndexedAndBatching() {
    startIndexMap = longs(0);
    assertRejected(
        "gather_c18: expected indexed and batching dimensions without repeats, got [0, 0]",
        this::gather);
  }

  @Test
  void rejectsAnIndexIntoADimensionThatIsNotThere() {
    startIndexMap = longs(3);
    assertRejected(
        "gather_c19: expected indexed dimensions that are dimensions of tensor<2x3x4xf32>,"
            + " got [3]",
        this::gather);
  }

  @Test
  void rejectsSliceSizesOfAnotherRank() {
    sliceSizes = longs(1, 1);
    assertRejected("gather_c20: expected 3 slice sizes, got 2", this::gather);
  }

  @Test
  void rejectsSlicesLargerThanTheOperand() {
    sliceSizes = longs(1, 1, 5);
    assertRejected(
        "gather_c21: expected slice sizes inside tensor<2x3x4xf32>, got [1, 1, 5]", this::gather);
  }
}
