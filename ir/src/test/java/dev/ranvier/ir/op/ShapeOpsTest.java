package dev.ranvier.ir.op;

import static dev.ranvier.ir.op.Samples.assertRejected;
import static dev.ranvier.ir.op.Samples.integers;
import static dev.ranvier.ir.op.Samples.longs;
import static dev.ranvier.ir.op.Samples.operand;
import static dev.ranvier.ir.op.Samples.operands;
import static dev.ranvier.ir.op.Samples.tensor;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShapeOpsTest {
  @Test
  void rejectsCountingAlongADimensionThatIsNotThere() {
    assertRejected(
        "iota_c1: expected a dimension of tensor<2xi32>, got 1",
        () -> new IotaOp(tensor("2xi32"), 1));
  }

  @Test
  void rejectsCountingInBooleans() {
    assertRejected(
        "iota_o1: expected integers or floats, got tensor<2xi1>",
        () -> new IotaOp(tensor("2xi1"), 0));
  }

  @Test
  void rejectsABroadcastToAnotherElement() {
    assertRejected(
        "broadcast_in_dim_c1: expected a result of f32, got tensor<2xf64>",
        () -> new BroadcastInDimOp(operand("f32"), tensor("2xf64"), longs()));
  }

  @Test
  void rejectsABroadcastThatLeavesADimensionOut() {
    assertRejected(
        "broadcast_in_dim_c2: expected 1 broadcast dimensions, got 0",
        () -> new BroadcastInDimOp(operand("2xf32"), tensor("2xf32"), longs()));
  }

  @Test
  void rejectsABroadcastToADimensionThatIsNotThere() {
    assertRejected(
        "broadcast_in_dim_c3: expected broadcast dimensions that are dimensions of"
            + " tensor<2xf32>, got [1]",
        () -> new BroadcastInDimOp(operand("2xf32"), tensor("2xf32"), longs(1)));
  }

  @Test
  void rejectsABroadcastOfTwoDimensionsToOne() {
    assertRejected(
        "broadcast_in_dim_c4: expected broadcast dimensions without repeats, got [0, 0]",
        () -> new BroadcastInDimOp(operand("2x2xf32"), tensor("2x2xf32"), longs(0, 0)));
  }

  @Test
  void rejectsABroadcastToAnotherSize() {
    assertRejected(
        "broadcast_in_dim_c5: expected sizes of 1 or [3], got tensor<2xf32>",
        () -> new BroadcastInDimOp(operand("2xf32"), tensor("3xf32"), longs(0)));
  }

  @Test
  void rejectsAReshapeToAnotherElement() {
    assertRejected(
        "reshape_c1: expected a result of f32, got tensor<2xi32>",
        () -> new ReshapeOp(operand("2xf32"), tensor("2xi32")));
  }

  @Test
  void rejectsAReshapeToAnotherNumberOfElements() {
    assertRejected(
        "reshape_c2: expected a result of 6 elements, got tensor<5xf32>",
        () -> new ReshapeOp(operand("2x3xf32"), tensor("5xf32")));
  }

  @Test
  void rejectsATransposeThatIsNotAPermutation() {
    assertRejected(
        "transpose_c2: expected a permutation of the dimensions of tensor<2x3xf32>, got [0, 0]",
        () -> new TransposeOp(operand("2x3xf32"), longs(0, 0)));
  }

  @Test
  void transposesSizes() {
    assertThat(new TransposeOp(operand("2x3x4xf32"), longs(2, 0, 1)).resultTypes())
        .containsExactly(tensor("4x2x3xf32"));
  }

  @Test
  void rejectsReversingADimensionTwice() {
    assertRejected(
        "reverse_c2: expected dimensions without repeats, got [0, 0]",
        () -> new ReverseOp(operand("2xf32"), longs(0, 0)));
  }

  @Test
  void rejectsReversingADimensionThatIsNotThere() {
    assertRejected(
        "reverse_c3: expected dimensions that are dimensions of tensor<2xf32>, got [-1]",
        () -> new ReverseOp(operand("2xf32"), longs(-1)));
  }

  @Test
  void rejectsASliceWithoutAStrideForEachDimension() {
    assertRejected(
        "slice_c2: expected 1 strides, got 2",
        () -> new SliceOp(operand("4xf32"), longs(0), longs(4), longs(1, 1)));
  }

  @Test
  void rejectsASliceOverTheEdge() {
    assertRejected(
        "slice_c3: expected indices inside tensor<4xf32>, got from [0] to [5]",
        () -> new SliceOp(operand("4xf32"), longs(0), longs(5), longs(1)));
  }

  @Test
  void rejectsASliceThatEndsBeforeItBegins() {
    assertRejected(
        "slice_c3: expected indices inside tensor<4xf32>, got from [3] to [2]",
        () -> new SliceOp(operand("4xf32"), longs(3), longs(2), longs(1)));
  }

  @Test
  void rejectsASliceThatDoesNotAdvance() {
    assertRejected(
        "slice_c4: expected strides of at least 1, got [0]",
        () -> new SliceOp(operand("4xf32"), longs(0), longs(4), longs(0)));
  }

  @Test
  void slicesAsManyAsTheStridesReach() {
    assertThat(new SliceOp(operand("8xf32"), longs(1), longs(8), longs(3)).resultTypes())
        .containsExactly(tensor("3xf32"));
  }

  @Test
  void rejectsADynamicSliceWithoutASizeForEachDimension() {
    assertRejected(
        "dynamic_slice_c2: expected 1 slice sizes, got 2",
        () -> new DynamicSliceOp(operand("4xf32"), operands("i32"), longs(1, 1)));
  }

  @Test
  void rejectsADynamicSliceFromAFloat() {
    assertRejected(
        "dynamic_slice_i2: expected start indices that are scalar integers, got tensor<f32>",
        () -> new DynamicSliceOp(operand("4xf32"), operands("f32"), longs(1)));
  }

  @Test
  void rejectsADynamicSliceFromIndicesOfTwoTypes() {
    assertRejected(
        "dynamic_slice_c3: expected operands of one type, got tensor<i32> and tensor<i64>",
        () -> new DynamicSliceOp(operand("4x4xf32"), operands("i32", "i64"), longs(1, 1)));
  }

  @Test
  void rejectsADynamicSliceLargerThanTheOperand() {
    assertRejected(
        "dynamic_slice_c4: expected slice sizes inside tensor<4xf32>, got [5]",
        () -> new DynamicSliceOp(operand("4xf32"), operands("i32"), longs(5)));
  }

  @Test
  void rejectsAnUpdateOfAnotherElement() {
    assertRejected(
        "dynamic_update_slice_c2: expected operands of one element type,"
            + " got tensor<1xf64> and tensor<4xf32>",
        () -> new DynamicUpdateSliceOp(operand("4xf32"), operand("1xf64"), operands("i32")));
  }

  @Test
  void rejectsAnUpdateOfAnotherRank() {
    assertRejected(
        "dynamic_update_slice_c3: expected an update of the rank of tensor<4xf32>,"
            + " got tensor<f32>",
        () -> new DynamicUpdateSliceOp(operand("4xf32"), operand("f32"), operands("i32")));
  }

  @Test
  void rejectsAnUpdateWithoutAPlaceForEachDimension() {
    assertRejected(
        "dynamic_update_slice_c4: expected 1 start indices, got 0",
        () -> new DynamicUpdateSliceOp(operand("4xf32"), operand("1xf32"), operands()));
  }

  @Test
  void rejectsAnUpdateAtAPlaceThatIsNotScalar() {
    assertRejected(
        "dynamic_update_slice_i3: expected start indices that are scalar integers,"
            + " got tensor<1xi32>",
        () -> new DynamicUpdateSliceOp(operand("4xf32"), operand("1xf32"), operands("1xi32")));
  }

  @Test
  void rejectsAnUpdateAtPlacesOfTwoTypes() {
    assertRejected(
        "dynamic_update_slice_c5: expected operands of one type,"
            + " got tensor<i32> and tensor<ui32>",
        () ->
            new DynamicUpdateSliceOp(
                operand("4x4xf32"), operand("1x1xf32"), operands("i32", "ui32")));
  }

  @Test
  void rejectsAnUpdateLargerThanTheOperand() {
    assertRejected(
        "dynamic_update_slice_c6: expected an update inside tensor<4xf32>, got tensor<5xf32>",
        () -> new DynamicUpdateSliceOp(operand("4xf32"), operand("5xf32"), operands("i32")));
  }

  @Test
  void rejectsPaddingThatIsNotAScalar() {
    assertRejected(
        "pad_i2: expected a padding value that is a scalar, got tensor<1xf32>",
        () -> new PadOp(operand("4xf32"), operand("1xf32"), longs(0), longs(0), longs(0)));
  }

  @Test
  void rejectsPaddingOfAnotherElement() {
    assertRejected(
        "pad_c1: expected operands of one element type, got tensor<4xf32> and tensor<f64>",
        () -> new PadOp(operand("4xf32"), operand("f64"), longs(0), longs(0), longs(0)));
  }

  @Test
  void rejectsPaddingThatLeavesADimensionOut() {
    assertRejected(
        "pad_c2: expected 2 high paddings, got 1",
        () -> new PadOp(operand("4x4xf32"), operand("f32"), longs(0, 0), longs(0), longs(0, 0)));
  }

  @Test
  void rejectsNegativePaddingInside() {
    assertRejected(
        "pad_c3: expected interior paddings of at least 0, got [-1]",
        () -> new PadOp(operand("4xf32"), operand("f32"), longs(0), longs(0), longs(-1)));
  }

  @Test
  void rejectsPaddingThatTakesAwayMoreThanThereIs() {
    assertRejected(
        "pad_c4: expected a result of sizes of at least 0, got [-1]",
        () -> new PadOp(operand("4xf32"), operand("f32"), longs(-3), longs(-2), longs(0)));
  }

  @Test
  void padsBetweenAndAround() {
    assertThat(
            new PadOp(operand("3xf32"), operand("f32"), longs(1), longs(-1), longs(2))
                .resultTypes())
        .containsExactly(tensor("7xf32"));
  }

  @Test
  void rejectsConcatenatingTwoElementTypes() {
    assertRejected(
        "concatenate_c1: expected operands of one element type,"
            + " got tensor<1xf32> and tensor<1xi32>",
        () -> new ConcatenateOp(operands("1xf32", "1xi32"), 0));
  }

  @Test
  void rejectsConcatenatingOtherSizes() {
    assertRejected(
        "concatenate_c2: expected operands of one shape but for dimension 0,"
            + " got tensor<1x2xf32> and tensor<1x3xf32>",
        () -> new ConcatenateOp(operands("1x2xf32", "1x3xf32"), 0));
  }

  @Test
  void rejectsConcatenatingNothing() {
    assertRejected(
        "concatenate_c3: expected at least one operand, got none",
        () -> new ConcatenateOp(operands(), 0));
  }

  @Test
  void rejectsConcatenatingAlongADimensionThatIsNotThere() {
    assertRejected(
        "concatenate_c4: expected a dimension of tensor<1xf32>, got 1",
        () -> new ConcatenateOp(operands("1xf32"), 1));
  }

  @Test
  void concatenatesSizes() {
    assertThat(new ConcatenateOp(operands("2x1xf32", "2x4xf32"), 1).resultTypes())
        .containsExactly(tensor("2x5xf32"));
  }

  @Test
  void rejectsAConstantWithoutAnElementForEachPlace() {
    assertRejected(
        "constant: expected 3 elements of tensor<3xi32>, got 2", () -> integers("3xi32", 1, 2));
  }

  @Test
  void rejectsRandomNumbersFromBoundsThatAreNotScalars() {
    assertRejected(
        "rng_i1: expected a scalar bound, got tensor<1xf32>",
        () -> rng("1xf32", "f32", operand("1xi64"), RngDistribution.UNIFORM, "2xf32"));
    assertRejected(
        "rng_i2: expected a scalar bound, got tensor<1xf32>",
        () -> rng("f32", "1xf32", operand("1xi64"), RngDistribution.UNIFORM, "2xf32"));
  }

  @Test
  void rejectsRandomNumbersOfAnotherElementThanTheBounds() {
    assertRejected(
        "rng_c1: expected a result of f32, got tensor<2xf64>",
        () -> rng("f32", "f32", operand("1xi64"), RngDistribution.UNIFORM, "2xf64"));
  }

  @Test
  void rejectsIntegersOfANormalDistribution() {
    assertRejected(
        "rng_c2: expected floats of a normal distribution, got tensor<2xi32>",
        () -> rng("i32", "i32", operand("1xi64"), RngDistribution.NORMAL, "2xi32"));
  }

  @Test
  void rejectsAShapeOfTwoDimensions() {
    assertRejected(
        "rng_i3: expected a shape of one dimension of integers, got tensor<1x1xi64>",
        () -> rng("f32", "f32", operand("1x1xi64"), RngDistribution.UNIFORM, "2xf32"));
  }

  @Test
  void rejectsRandomNumbersOfAnotherShapeThanTheOneGiven() {
    ConstantOp three = new ConstantOp(integers("1xi64", 3));
    Value shape = new Instruction(three, Location.UNKNOWN).result(0);
    assertRejected(
        "rng_c3: expected a result of the shape that is given, got tensor<2xf32>",
        () -> rng("f32", "f32", shape, RngDistribution.UNIFORM, "2xf32"));
    assertThat(rng("f32", "f32", shape, RngDistribution.NORMAL, "3xf32").resultTypes())
        .containsExactly(tensor("3xf32"));
  }

  private static RngOp rng(
      String a, String b, Value shape, RngDistribution distribution, String result) {
    return new RngOp(operand(a), operand(b), shape, distribution, tensor(result));
  }

  @Test
  void rejectsAStateThatIsNotOfUnsigned64BitIntegers() {
    assertRejected(
        "rng_bit_generator_i2: expected a state of one dimension of ui64, got tensor<2xi64>",
        () -> new RngBitGeneratorOp(RngAlgorithm.DEFAULT, operand("2xi64"), tensor("2xui32")));
  }

  @Test
  void rejectsAStateOfAnotherSizeThanTheGeneratorTakes() {
    assertRejected(
        "rng_bit_generator_c2: expected a state of the size that THREE_FRY takes,"
            + " got tensor<3xui64>",
        () -> new RngBitGeneratorOp(RngAlgorithm.THREE_FRY, operand("3xui64"), tensor("2xui32")));
  }

  @Test
  void rejectsRandomBitsAsBooleans() {
    assertRejected(
        "rng_bit_generator_o2: expected bits as integers or floats, got tensor<2xi1>",
        () -> new RngBitGeneratorOp(RngAlgorithm.PHILOX, operand("3xui64"), tensor("2xi1")));
  }

  @Test
  void handsTheStateOnBeforeTheBits() {
    RngBitGeneratorOp op =
        new RngBitGeneratorOp(RngAlgorithm.PHILOX, operand("3xui64"), tensor("2xui32"));
    assertThat(op.resultTypes()).isEqualTo(List.of(tensor("3xui64"), tensor("2xui32")));
  }
}
