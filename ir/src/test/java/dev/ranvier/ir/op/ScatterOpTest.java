package dev.ranvier.ir.op;

import static dev.ranvier.ir.op.Samples.assertRejected;
import static dev.ranvier.ir.op.Samples.folding;
import static dev.ranvier.ir.op.Samples.longs;
import static dev.ranvier.ir.op.Samples.operand;
import static dev.ranvier.ir.op.Samples.operands;
import static dev.ranvier.ir.op.Samples.tensor;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScatterOpTest {
  /// Dimension numbers that hold for inputs of 2x3x4xf32, indices of 2x7x1xi32 and updates of
  /// 2x7x4xf32, one of which a test replaces.
  private List<Long> updateWindow = longs(2);

  private List<Long> inserted = longs(1);
  private List<Long> inputBatching = longs(0);
  private List<Long> indicesBatching = longs(0);
  private List<Long> scatterToOperand = longs(1);
  private long indexVector = 2;

  private ScatterOp scatter() {
    return scatter(operands("2x3x4xf32"), "2x7x1xi32", operands("2x7x4xf32"), folding("f32"));
  }

  private ScatterOp scatter(List<Value> inputs, String indices, List<Value> updates, Block body) {
    ScatterDimensionNumbers dimensions =
        new ScatterDimensionNumbers(
            updateWindow, inserted, inputBatching, indicesBatching, scatterToOperand, indexVector);
    return new ScatterOp(inputs, operand(indices), updates, dimensions, false, false, body);
  }

  @Test
  void scattersIntoTheShapeOfTheInputs() {
    assertThat(scatter().resultTypes()).containsExactly(tensor("2x3x4xf32"));
  }

  @Test
  void rejectsInputsOfTwoShapes() {
    assertRejected(
        "scatter_c1: expected operands of one shape, got tensor<2x3x4xf32> and tensor<2xf32>",
        () ->
            scatter(
                operands("2x3x4xf32", "2xf32"),
                "2x7x1xi32",
                operands("2x7x4xf32", "2x7x4xf32"),
                folding("f32")));
  }

  @Test
  void rejectsADimensionOfTheInputsWithoutUse() {
    inserted = longs();
    assertRejected(
        "scatter_c2: expected every dimension of tensor<2x3x4xf32> to be in the window, inserted"
            + " or batching, got [2], [] and [0]",
        this::scatter);
  }

  @Test
  void rejectsUpdatesOfTwoShapes() {
    assertRejected(
        "scatter_c3: expected operands of one shape, got tensor<2x7x4xf32> and tensor<2xf32>",
        () ->
            scatter(
                operands("2x3x4xf32", "2x3x4xf32"),
                "2x7x1xi32",
                operands("2x7x4xf32", "2xf32"),
                folding("f32")));
  }

  @Test
  void rejectsUpdatesWithoutAWindowForEachIndex() {
    assertRejected(
        "scatter_c4: expected updates of the sizes [2, 7] with windows inside [4],"
            + " got tensor<2x6x4xf32>",
        () -> scatter(operands("2x3x4xf32"), "2x7x1xi32", operands("2x6x4xf32"), folding("f32")));
  }

  @Test
  void rejectsWindowsLargerThanTheInputs() {
    assertRejected(
        "scatter_c4: expected updates of the sizes [2, 7] with windows inside [4],"
            + " got tensor<2x7x5xf32>",
        () -> scatter(operands("2x3x4xf32"), "2x7x1xi32", operands("2x7x5xf32"), folding("f32")));
  }

  @Test
  void rejectsAnInputWithoutUpdates() {
    assertRejected(
        "scatter_c5: expected at least one input and as many updates, got 1 and 0",
        () -> scatter(operands("2x3x4xf32"), "2x7x1xi32", operands(), folding("f32")));
  }

  @Test
  void rejectsUpdatesOfAnotherElement() {
    assertRejected(
        "scatter_c6: expected operands of one element type,"
            + " got tensor<2x3x4xf32> and tensor<2x7x4xf64>",
        () -> scatter(operands("2x3x4xf32"), "2x7x1xi32", operands("2x7x4xf64"), folding("f32")));
  }

  @Test
  void rejectsIndicesThatAreBooleans() {
    assertRejected(
        "scatter_i2: expected integers, got tensor<2x7x1xi1>",
        () -> scatter(operands("2x3x4xf32"), "2x7x1xi1", operands("2x7x4xf32"), folding("f32")));
  }

  @Test
  void rejectsWindowDimensionsOutOfOrder() {
    updateWindow = longs(2, 1);
    inserted = longs();
    assertRejected(
        "scatter_c7: expected window dimensions in ascending order, got [2, 1]", this::scatter);
  }

  @Test
  void rejectsWindowDimensionsTwice() {
    updateWindow = longs(1, 1);
    inserted = longs();
    assertRejected(
        "scatter_c7: expected window dimensions without repeats, got [1, 1]", this::scatter);
  }

  @Test
  void rejectsWindowDimensionsBeyondTheUpdates() {
    updateWindow = longs(3);
    assertRejected(
        "scatter_c8: expected window dimensions that are dimensions of tensor<2x7x4xf32>, got [3]",
        this::scatter);
  }

  @Test
  void rejectsADimensionBothInsertedAndBatching() {
    inserted = longs(0);
    assertRejected(
        "scatter_c9: expected inserted and batching dimensions without repeats, got [0, 0]",
        this::scatter);
  }

  @Test
  void rejectsInsertedDimensionsOutOfOrder() {
    updateWindow = longs();
    inserted = longs(2, 1);
    assertRejected(
        "scatter_c10: expected inserted dimensions in ascending order, got [2, 1]", this::scatter);
  }

  @Test
  void rejectsInsertedDimensionsThatAreNotThere() {
    inserted = longs(3);
    assertRejected(
        "scatter_c11: expected inserted dimensions that are dimensions of tensor<2x3x4xf32>,"
            + " got [3]",
        this::scatter);
  }

  @Test
  void rejectsBatchingDimensionsOutOfOrder() {
    inserted = longs();
    inputBatching = longs(1, 0);
    assertRejected(
        "scatter_c12: expected batching dimensions in ascending order, got [1, 0]", this::scatter);
  }

  @Test
  void rejectsBatchingDimensionsThatAreNotThere() {
    inputBatching = longs(5);
    assertRejected(
        "scatter_c13: expected batching dimensions that are dimensions of tensor<2x3x4xf32>,"
            + " got [5]",
        this::scatter);
  }

  @Test
  void rejectsBatchingDimensionsOfTheIndicesTwice() {
    indicesBatching = longs(0, 0);
    assertRejected(
        "scatter_c14: expected batching dimensions without repeats, got [0, 0]", this::scatter);
  }

  @Test
  void rejectsBatchingDimensionsBeyondTheIndices() {
    indicesBatching = longs(3);
    assertRejected(
        "scatter_c15: expected batching dimensions that are dimensions of tensor<2x7x1xi32>,"
            + " got [3]",
        this::scatter);
  }

  @Test
  void rejectsAnIndexVectorThatIsBatching() {
    indicesBatching = longs(2);
    assertRejected(
        "scatter_c16: expected batching dimensions other than the index vector's 2, got [2]",
        this::scatter);
  }

  @Test
  void rejectsMoreBatchingDimensionsOfTheIndices() {
    indicesBatching = longs(0, 1);
    assertRejected(
        "scatter_c17: expected as many batching dimensions of the inputs as of the indices,"
            + " got [0] and [0, 1]",
        this::scatter);
  }

  @Test
  void rejectsBatchingDimensionsOfOtherSizes() {
    indicesBatching = longs(1);
    assertRejected(
        "scatter_c18: expected batching dimensions of the same sizes,"
            + " got [0] of tensor<2x3x4xf32> and [1] of tensor<2x7x1xi32>",
        this::scatter);
  }

  @Test
  void rejectsAnIndexMapOfAnotherSizeThanTheIndices() {
    scatterToOperand = longs();
    assertRejected("scatter_c19: expected 1 entries of the index map, got 0", this::scatter);
  }

  @Test
  void rejectsADimensionBothIndexedAndBatching() {
    scatterToOperand = longs(0);
    assertRejected(
        "scatter_c20: expected indexed and batching dimensions without repeats, got [0, 0]",
        this::scatter);
  }

  @Test
  void rejectsAnIndexIntoADimensionThatIsNotThere() {
    scatterToOperand = longs(3);
    assertRejected(
        "scatter_c21: expected indexed dimensions that are dimensions of tensor<2x3x4xf32>,"
            + " got [3]",
        this::scatter);
  }

  @Test
  void rejectsAnIndexVectorBeyondTheIndices() {
    indexVector = -1;
    assertRejected(
        "scatter_c22: expected an index vector dimension of tensor<2x7x1xi32>, got -1",
        this::scatter);
  }

  @Test
  void rejectsABodyThatFoldsOtherElements() {
    assertRejected(
        "scatter_c23: expected a body that folds two scalars of each of [f32] into one,"
            + " got [tensor<i32>, tensor<i32>] -> [tensor<i32>]",
        () -> scatter(operands("2x3x4xf32"), "2x7x1xi32", operands("2x7x4xf32"), folding("i32")));
  }
}
