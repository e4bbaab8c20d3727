package dev.ranvier.ir.op;

import static dev.ranvier.ir.op.Samples.assertRejected;
import static dev.ranvier.ir.op.Samples.folding;
import static dev.ranvier.ir.op.Samples.integers;
import static dev.ranvier.ir.op.Samples.longs;
import static dev.ranvier.ir.op.Samples.operand;
import static dev.ranvier.ir.op.Samples.operands;
import static dev.ranvier.ir.op.Samples.region;
import static dev.ranvier.ir.op.Samples.tensor;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// reduce, reduce_window, select_and_scatter, sort.
class FoldingOpsTest {
  private static final Literal UNPADDED = integers("1x2xi64", 0, 0);

  @Test
  void rejectsFoldingTwoShapes() {
    assertRejected(
        "reduce_c1: expected operands of one shape, got tensor<2xf32> and tensor<3xf32>",
        () ->
            new ReduceOp(
                operands("2xf32", "3xf32"), operands("f32", "f32"), longs(0), folding("f32")));
  }

  @Test
  void rejectsAnInitialValueOfAnotherElement() {
    assertRejected(
        "reduce_c2: expected an initial value of tensor<f32>, got tensor<f64>",
        () -> new ReduceOp(operands("2xf32"), operands("f64"), longs(0), folding("f32")));
  }

  @Test
  void rejectsAnInputWithoutInitialValue() {
    assertRejected(
        "reduce_c3: expected at least one input and as many initial values, got 1 and 0",
        () -> new ReduceOp(operands("2xf32"), operands(), longs(0), folding("f32")));
  }

  @Test
  void rejectsFoldingADimensionThatIsNotThere() {
    assertRejected(
        "reduce_c4: expected dimensions that are dimensions of tensor<2xf32>, got [1]",
        () -> new ReduceOp(operands("2xf32"), operands("f32"), longs(1), folding("f32")));
  }

  @Test
  void rejectsFoldingADimensionTwice() {
    assertRejected(
        "reduce_c5: expected dimensions without repeats, got [0, 0]",
        () -> new ReduceOp(operands("2xf32"), operands("f32"), longs(0, 0), folding("f32")));
  }

  @Test
  void rejectsABodyThatFoldsOtherElements() {
    assertRejected(
        "reduce_c6: expected a body that folds two scalars of each of [f32] into one,"
            + " got [tensor<i32>, tensor<i32>] -> [tensor<i32>]",
        () -> new ReduceOp(operands("2xf32"), operands("f32"), longs(0), folding("i32")));
  }

  @Test
  void rejectsABodyThatFoldsIntoNarrowerElements() {
    assertRejected(
        "reduce_c6: expected a body that folds two scalars of each of [f32] into one,"
            + " got [tensor<f16>, tensor<f16>] -> [tensor<f16>]",
        () -> new ReduceOp(operands("2xf32"), operands("f32"), longs(0), folding("f16")));
  }

  @Test
  void foldsIntoWiderElements() {
    ReduceOp op =
        new ReduceOp(operands("2x3x4xbf16"), operands("bf16"), longs(2, 0), folding("f32"));
    assertThat(op.resultTypes()).containsExactly(tensor("3xf32"));
  }

  private static ReduceWindowOp window(Window window) {
    return new ReduceWindowOp(operands("4xf32"), operands("f32"), window, folding("f32"));
  }

  private static Window window(
      List<Long> sizes, List<Long> strides, List<Long> base, List<Long> dilation) {
    return new Window(sizes, strides, base, dilation, UNPADDED);
  }

  @Test
  void rejectsAWindowOverNothing() {
    assertRejected(
        "reduce_window_c1: expected at least one input and as many initial values, got 0 and 0",
        () -> new ReduceWindowOp(operands(), operands(), Window.of(longs(2)), folding("f32")));
  }

  @Test
  void rejectsAWindowOverTwoShapes() {
    assertRejected(
        "reduce_window_c2: expected operands of one shape, got tensor<2xf32> and tensor<3xf32>",
        () ->
            new ReduceWindowOp(
                operands("2xf32", "3xf32"),
                operands("f32", "f32"),
                Window.of(longs(2)),
                folding("f32")));
  }

  @Test
  void rejectsAnInitialValueOfAWindowOfAnotherElement() {
    assertRejected(
        "reduce_window_c3: expected an initial value of tensor<f32>, got tensor<i32>",
        () ->
            new ReduceWindowOp(
                operands("2xf32"), operands("i32"), Window.of(longs(2)), folding("f32")));
  }

  @Test
  void rejectsAWindowOfAnotherRank() {
    assertRejected(
        "reduce_window_c4: expected 1 window dimensions, got 2",
        () -> window(Window.of(longs(2, 2))));
  }

  @Test
  void rejectsAnEmptyWindow() {
    assertRejected(
        "reduce_window_c5: expected window dimensions of at least 1, got [0]",
        () -> window(Window.of(longs(0))));
  }

  @Test
  void rejectsStridesOfAnotherRank() {
    assertRejected(
        "reduce_window_c6: expected 1 window strides, got 0",
        () -> window(window(longs(2), longs(), longs(1), longs(1))));
  }

  @Test
  void rejectsAWindowThatDoesNotMove() {
    assertRejected(
        "reduce_window_c7: expected window strides of at least 1, got [0]",
        () -> window(window(longs(2), longs(0), longs(1), longs(1))));
  }

  @Test
  void rejectsBaseDilationsOfAnotherRank() {
    assertRejected(
        "reduce_window_c8: expected 1 base dilations, got 2",
        () -> window(window(longs(2), longs(1), longs(1, 1), longs(1))));
  }

  @Test
  void rejectsABaseDilationOfZero() {
    assertRejected(
        "reduce_window_c9: expected base dilations of at least 1, got [0]",
        () -> window(window(longs(2), longs(1), longs(0), longs(1))));
  }

  @Test
  void rejectsWindowDilationsOfAnotherRank() {
    assertRejected(
        "reduce_window_c10: expected 1 window dilations, got 0",
        () -> window(window(longs(2), longs(1), longs(1), longs())));
  }

  @Test
  void rejectsAWindowDilationOfZero() {
    assertRejected(
        "reduce_window_c11: expected window dilations of at least 1, got [0]",
        () -> window(window(longs(2), longs(1), longs(1), longs(0))));
  }

  @Test
  void rejectsAPaddingOfAnotherRank() {
    Window padded =
        new Window(longs(2), longs(1), longs(1), longs(1), integers("2x2xi64", 0, 0, 0, 0));
    assertRejected(
        "reduce_window_c12: expected a padding of tensor<1x2xi64>, got tensor<2x2xi64>",
        () -> window(padded));
  }

  @Test
  void rejectsABodyOfAWindowThatFoldsOtherElements() {
    assertRejected(
        "reduce_window_c13: expected a body that folds two scalars of each of [f32] into one,"
            + " got [tensor<f32>] -> [tensor<f32>]",
        () ->
            new ReduceWindowOp(
                operands("4xf32"),
                operands("f32"),
                Window.of(longs(2)),
                region(List.of("f32"), List.of("f32"))));
  }

  @Test
  void countsThePlacesOfADilatedAndPaddedWindow() {
    Window dilated =
        new Window(
            longs(2, 1), longs(4, 1), longs(2, 1), longs(3, 1), integers("2x2xi64", 2, 1, 0, 0));
    ReduceWindowOp op =
        new ReduceWindowOp(operands("3x2xi64"), operands("i64"), dilated, folding("i64"));
    assertThat(op.resultTypes()).containsExactly(tensor("2x2xi64"));
  }

  @Test
  void hasNoPlaceForAWindowLargerThanTheTensor() {
    assertThat(window(Window.of(longs(5))).resultTypes()).containsExactly(tensor("0xf32"));
  }

  private static SelectAndScatterOp select(String source, String initial, Window window) {
    return new SelectAndScatterOp(
        operand("4xf32"),
        operand(source),
        operand(initial),
        window,
        region(List.of("f32", "f32"), List.of("i1")),
        folding("f32"));
  }

  @Test
  void rejectsASourceOfAnotherElement() {
    assertRejected(
        "select_and_scatter_c1: expected operands of one element type,"
            + " got tensor<4xf32> and tensor<3xf64>",
        () -> select("3xf64", "f32", Window.of(longs(2))));
  }

  @Test
  void rejectsASourceWithoutAnElementForEachPlace() {
    assertRejected(
        "select_and_scatter_c2: expected a source of the sizes [3], got tensor<4xf32>",
        () -> select("4xf32", "f32", Window.of(longs(2))));
  }

  @Test
  void rejectsABeginningOfAnotherElement() {
    assertRejected(
        "select_and_scatter_c3: expected an initial value of tensor<f32>, got tensor<f64>",
        () -> select("3xf32", "f64", Window.of(longs(2))));
  }

  @Test
  void rejectsASelectingWindowOfAnotherRank() {
    assertRejected(
        "select_and_scatter_c4: expected 1 window dimensions, got 2",
        () -> select("3xf32", "f32", Window.of(longs(2, 2))));
  }

  @Test
  void rejectsAnEmptySelectingWindow() {
    assertRejected(
        "select_and_scatter_c5: expected window dimensions of at least 1, got [0]",
        () -> select("3xf32", "f32", Window.of(longs(0))));
  }

  @Test
  void rejectsSelectingStridesOfAnotherRank() {
    assertRejected(
        "select_and_scatter_c6: expected 1 window strides, got 0",
        () -> select("3xf32", "f32", window(longs(2), longs(), longs(1), longs(1))));
  }

  @Test
  void rejectsASelectingWindowThatDoesNotMove() {
    assertRejected(
        "select_and_scatter_c7: expected window strides of at least 1, got [-1]",
        () -> select("3xf32", "f32", window(longs(2), longs(-1), longs(1), longs(1))));
  }

  @Test
  void rejectsASelectingPaddingOfAnotherRank() {
    Window padded = new Window(longs(2), longs(1), longs(1), longs(1), integers("2xi64", 0, 0));
    assertRejected(
        "select_and_scatter_c8: expected a padding of tensor<1x2xi64>, got tensor<2xi64>",
        () -> select("3xf32", "f32", padded));
  }

  @Test
  void rejectsASelectingWindowWithDilations() {
    assertRejected(
        "select_and_scatter_window: expected a window without dilations, got [2] and [1]",
        () -> select("3xf32", "f32", window(longs(2), longs(1), longs(2), longs(1))));
  }

  @Test
  void rejectsASelectionThatDoesNotSayYesOrNo() {
    assertRejected(
        "select_and_scatter_c9: expected a body of type [tensor<f32>, tensor<f32>] -> [tensor<i1>],"
            + " got [tensor<f32>, tensor<f32>] -> [tensor<f32>]",
        () ->
            new SelectAndScatterOp(
                operand("4xf32"),
                operand("3xf32"),
                operand("f32"),
                Window.of(longs(2)),
                folding("f32"),
                folding("f32")));
  }

  @Test
  void rejectsAScatteringBodyOfOtherElements() {
    assertRejected(
        "select_and_scatter_c10: expected a body that folds two scalars of each of [f32] into one,"
            + " got [tensor<i32>, tensor<i32>] -> [tensor<i32>]",
        () ->
            new SelectAndScatterOp(
                operand("4xf32"),
                operand("3xf32"),
                operand("f32"),
                Window.of(longs(2)),
                region(List.of("f32", "f32"), List.of("i1")),
                folding("i32")));
  }

  @Test
  void scattersIntoTheOperandsShape() {
    assertThat(select("3xf32", "f32", Window.of(longs(2))).resultTypes())
        .containsExactly(tensor("4xf32"));
  }

  @Test
  void rejectsSortingNothing() {
    assertRejected(
        "sort_c1: expected at least one operand, got none",
        () -> new SortOp(operands(), 0, true, region(List.of(), List.of("i1"))));
  }

  @Test
  void rejectsSortingTwoShapes() {
    assertRejected(
        "sort_c3: expected operands of one shape, got tensor<2xf32> and tensor<3xf32>",
        () ->
            new SortOp(
                operands("2xf32", "3xf32"), 0, true, region(List.of("f32", "f32"), List.of("i1"))));
  }

  @Test
  void rejectsSortingADimensionThatIsNotThere() {
    assertRejected(
        "sort_c4: expected a dimension of tensor<2xf32>, got -2",
        () ->
            new SortOp(operands("2xf32"), -2, true, region(List.of("f32", "f32"), List.of("i1"))));
  }

  @Test
  void rejectsAComparatorOfOtherElements() {
    assertRejected(
        "sort_c5: expected a body of type"
            + " [tensor<f32>, tensor<f32>, tensor<i8>, tensor<i8>] -> [tensor<i1>],"
            + " got [tensor<f32>, tensor<f32>] -> [tensor<i1>]",
        () ->
            new SortOp(
                operands("2xf32", "2xi8"), 0, true, region(List.of("f32", "f32"), List.of("i1"))));
  }

  @Test
  void countsTheSortedDimensionFromTheFront() {
    Block comparator = region(List.of("f32", "f32"), List.of("i1"));
    assertThat(new SortOp(operands("2x3xf32"), -1, false, comparator).axis()).isEqualTo(1);
  }
}
