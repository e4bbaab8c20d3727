package dev.ranvier.ir.op;

import static dev.ranvier.ir.op.Samples.assertRejected;
import static dev.ranvier.ir.op.Samples.folding;
import static dev.ranvier.ir.op.Samples.integers;
import static dev.ranvier.ir.op.Samples.operand;
import static dev.ranvier.ir.op.Samples.operands;
import static dev.ranvier.ir.op.Samples.tensor;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CollectiveOpsTest {
  private static final ReplicaGroups PAIR = ReplicaGroups.of(integers("1x2xi64", 0, 1));
  private static final ReplicaGroups TWICE = ReplicaGroups.of(integers("1x2xi64", 0, 0));
  private static final ReplicaGroups BEYOND = ReplicaGroups.of(integers("1x2xi64", 0, 2));
  private static final ReplicaGroups FLAT = ReplicaGroups.of(integers("2xi64", 0, 1));
  private static final ReplicaGroups GLOBAL =
      new ReplicaGroups(integers("1x2xi64", 0, 1), Optional.empty(), true);
  private static final ReplicaGroups CHANNEL =
      new ReplicaGroups(integers("1x2xi64", 0, 1), Optional.of(new ChannelHandle(1, 0)), false);

  private static final ReplicaGroups UNEVEN = ReplicaGroups.of(integers("2x2xi64", 0, 1, 2, -1));

  private static AllReduceOp allReduce(ReplicaGroups groups) {
    return new AllReduceOp(operands("2xf32"), groups, folding("f32"));
  }

  @Test
  void rejectsFoldingADeviceTwice() {
    assertRejected("all_reduce_c1: expected each id once, got 0 again", () -> allReduce(TWICE));
  }

  @Test
  void rejectsADeviceBeyondTheOthers() {
    assertRejected("all_reduce_c3: expected ids from 0 to 1, got 2", () -> allReduce(BEYOND));
  }

  @Test
  void rejectsIdsWithGaps() {
    ReplicaGroups gap = ReplicaGroups.of(integers("2x2xi64", 0, 1, 3, -1));
    assertRejected("all_reduce_c3: expected ids without gaps, got none of 2", () -> allReduce(gap));
  }

  @Test
  void rejectsGlobalDevicesWithoutChannel() {
    assertRejected(
        "all_reduce_c4: expected a channel above 0 for global device ids, got none",
        () -> allReduce(GLOBAL));
  }

  @Test
  void rejectsABodyThatFoldsOtherElements() {
    assertRejected(
        "all_reduce_c5: expected a body that folds two scalars of each of [f32] into one,"
            + " got [tensor<i32>, tensor<i32>] -> [tensor<i32>]",
        () -> new AllReduceOp(operands("2xf32"), PAIR, folding("i32")));
  }

  @Test
  void rejectsFoldingNothing() {
    assertRejected(
        "all_reduce_i1: expected at least one operand, got none",
        () -> new AllReduceOp(operands(), PAIR, folding("f32")));
  }

  @Test
  void rejectsGroupsOfOneDimension() {
    assertRejected(
        "all_reduce_i2: expected replica groups of two dimensions of i64, got tensor<2xi64>",
        () -> allReduce(FLAT));
  }

  @Test
  void rejectsMoreDevicesThanThereAre() {
    ReplicaGroups many = ReplicaGroups.of(integers("1x2000000xi64", -1));
    assertRejected(
        "all_reduce_i2: expected at most 1048576 devices, got tensor<1x2000000xi64>",
        () -> allReduce(many));
  }

  @Test
  void foldsGroupsOfUnevenSize() {
    ReplicaGroups uneven = ReplicaGroups.of(integers("2x2xi64", 0, 2, 1, -1));
    assertThat(allReduce(uneven).resultTypes()).containsExactly(tensor("2xf32"));
  }

  private static AllGatherOp allGather(long dimension, ReplicaGroups groups, String result) {
    return new AllGatherOp(operands("2xf32"), dimension, groups, List.of(tensor(result)));
  }

  @Test
  void rejectsGatheringAlongADimensionThatIsNotThere() {
    assertRejected(
        "all_gather_c1: expected a dimension of tensor<2xf32>, got 1",
        () -> allGather(1, PAIR, "4xf32"));
  }

  @Test
  void rejectsGatheringFromADeviceTwice() {
    assertRejected(
        "all_gather_c2: expected each id once, got 0 again", () -> allGather(0, TWICE, "4xf32"));
  }

  @Test
  void rejectsGatheringFromADeviceBeyondTheOthers() {
    assertRejected(
        "all_gather_c4: expected ids from 0 to 1, got 2", () -> allGather(0, BEYOND, "4xf32"));
  }

  @Test
  void rejectsGatheringFromGlobalDevicesWithoutChannel() {
    assertRejected(
        "all_gather_c5: expected a channel above 0 for global device ids, got none",
        () -> allGather(0, GLOBAL, "4xf32"));
  }

  @Test
  void rejectsAGatheredResultOfAnotherSize() {
    assertRejected(
        "all_gather_c6: expected tensor<2xf32> times the group's size along dimension 0,"
            + " got tensor<6xf32>",
        () -> allGather(0, PAIR, "6xf32"));
  }

  @Test
  void rejectsGatheringByGroupsOfOneDimension() {
    assertRejected(
        "all_gather_i3: expected replica groups of two dimensions of i64, got tensor<2xi64>",
        () -> allGather(0, FLAT, "4xf32"));
  }

  @Test
  void rejectsUnevenGroupsForAllButFolds() {
    String uneven = "expected ids from 0 on, since groups must be of one size, got -1";
    assertRejected("all_gather_c4: " + uneven, () -> allGather(0, UNEVEN, "4xf32"));
    assertRejected(
        "reduce_scatter_c5: " + uneven, () -> reduceScatter(0, UNEVEN, "f32", "2x3xf32"));
    assertRejected("all_to_all_c7: " + uneven, () -> allToAll(0, 1, 2, UNEVEN));
  }

  @Test
  void rejectsGatheringNothing() {
    assertRejected(
        "all_gather_i1: expected a size of at least 1 along dimension 0, got tensor<0xf32>",
        () -> new AllGatherOp(operands("0xf32"), 0, PAIR, List.of(tensor("0xf32"))));
  }

  @Test
  void gathersFromAllPartitionsOverAChannel() {
    assertThat(allGather(0, CHANNEL, "8xf32").resultTypes()).containsExactly(tensor("8xf32"));
  }

  private static ReduceScatterOp reduceScatter(
      long dimension, ReplicaGroups groups, String body, String result) {
    return new ReduceScatterOp(
        operand("4x3xf32"), dimension, groups, folding(body), tensor(result));
  }

  @Test
  void rejectsASharedDimensionThatTheGroupDoesNotDivide() {
    assertRejected(
        "reduce_scatter_c1: expected dimension 1 of tensor<4x3xf32> to be a multiple of the"
            + " group's size 2",
        () -> reduceScatter(1, PAIR, "f32", "4x1xf32"));
  }

  @Test
  void rejectsASharedDimensionThatIsNotThere() {
    assertRejected(
        "reduce_scatter_c2: expected a dimension of tensor<4x3xf32>, got 2",
        () -> reduceScatter(2, PAIR, "f32", "2x3xf32"));
  }

  @Test
  void rejectsSharingWithADeviceTwice() {
    assertRejected(
        "reduce_scatter_c3: expected each id once, got 0 again",
        () -> reduceScatter(0, TWICE, "f32", "2x3xf32"));
  }

  @Test
  void rejectsSharingWithADeviceBeyondTheOthers() {
    assertRejected(
        "reduce_scatter_c5: expected ids from 0 to 1, got 2",
        () -> reduceScatter(0, BEYOND, "f32", "2x3xf32"));
  }

  @Test
  void rejectsSharingWithGlobalDevicesWithoutChannel() {
    assertRejected(
        "reduce_scatter_c6: expected a channel above 0 for global device ids, got none",
        () -> reduceScatter(0, GLOBAL, "f32", "2x3xf32"));
  }

  @Test
  void rejectsASharingBodyOfOtherElements() {
    assertRejected(
        "reduce_scatter_c7: expected a body that folds two scalars of each of [f32] into one,"
            + " got [tensor<i32>, tensor<i32>] -> [tensor<i32>]",
        () -> reduceScatter(0, PAIR, "i32", "2x3xf32"));
  }

  @Test
  void rejectsAShareOfAnotherSize() {
    assertRejected(
        "reduce_scatter_c8: expected tensor<4x3xf32> divided by the group's size along dimension"
            + " 0, got tensor<1x3xf32>",
        () -> reduceScatter(0, PAIR, "f32", "1x3xf32"));
  }

  @Test
  void rejectsAShareOfAnotherElement() {
    assertRejected(
        "reduce_scatter_c9: expected a result of f64, got tensor<2x3xf32>",
        () -> reduceScatter(0, PAIR, "f64", "2x3xf32"));
  }

  @Test
  void rejectsSharingByGroupsOfOneDimension() {
    assertRejected(
        "reduce_scatter_i3: expected replica groups of two dimensions of i64, got tensor<2xi64>",
        () -> reduceScatter(0, FLAT, "f32", "2x3xf32"));
  }

  private static AllToAllOp allToAll(long split, long concat, long count, ReplicaGroups groups) {
    return new AllToAllOp(operands("4x3xf32"), split, concat, count, groups);
  }

  @Test
  void exchangesParts() {
    assertThat(allToAll(0, 1, 2, PAIR).resultTypes()).containsExactly(tensor("2x6xf32"));
    assertThat(allToAll(0, 0, 2, PAIR).resultTypes()).containsExactly(tensor("4x3xf32"));
  }

  @Test
  void rejectsSplittingADimensionThatIsNotThere() {
    assertRejected(
        "all_to_all_c1: expected split dimensions that are dimensions of tensor<4x3xf32>, got [2]",
        () -> allToAll(2, 0, 2, PAIR));
  }

  @Test
  void rejectsSplittingIntoUnevenParts() {
    assertRejected(
        "all_to_all_c2: expected dimension 1 of tensor<4x3xf32> to be a multiple of 2",
        () -> allToAll(1, 0, 2, PAIR));
  }

  @Test
  void rejectsJoiningADimensionThatIsNotThere() {
    assertRejected(
        "all_to_all_c3: expected concatenation dimensions that are dimensions of tensor<4x3xf32>,"
            + " got [-1]",
        () -> allToAll(0, -1, 2, PAIR));
  }

  @Test
  void rejectsSplittingIntoNothing() {
    assertRejected(
        "all_to_all_c4: expected a split count of at least 1, got 0",
        () -> allToAll(0, 1, 0, PAIR));
  }

  @Test
  void rejectsSendingToADeviceTwice() {
    assertRejected(
        "all_to_all_c5: expected each id once, got 0 again", () -> allToAll(0, 1, 2, TWICE));
  }

  @Test
  void rejectsSendingToADeviceBeyondTheOthers() {
    assertRejected(
        "all_to_all_c7: expected ids from 0 to 1, got 2", () -> allToAll(0, 1, 2, BEYOND));
  }

  @Test
  void rejectsGroupsOfAnotherSizeThanTheParts() {
    assertRejected(
        "all_to_all_c8: expected groups of 4, got tensor<1x2xi64>", () -> allToAll(0, 1, 4, PAIR));
  }

  @Test
  void rejectsSendingByGroupsOfOneDimension() {
    assertRejected(
        "all_to_all_i5: expected replica groups of two dimensions of i64, got tensor<2xi64>",
        () -> allToAll(0, 1, 2, FLAT));
  }

  @Test
  void rejectsSendingToGlobalDevicesWithoutChannel() {
    assertRejected(
        "all_to_all_i6: expected a channel above 0 for global device ids, got none",
        () -> allToAll(0, 1, 2, GLOBAL));
  }

  private static CollectivePermuteOp permute(Literal pairs) {
    return new CollectivePermuteOp(operand("2xf32"), pairs, Optional.empty());
  }

  @Test
  void rejectsWaysThatAreNotPairs() {
    assertRejected(
        "collective_permute_c1: expected pairs of tensor<Nx2xi64>, got tensor<1x3xi64>",
        () -> permute(integers("1x3xi64", 0, 1, 2)));
  }

  @Test
  void rejectsADeviceThatSendsTwice() {
    assertRejected(
        "collective_permute_c2: expected each source once, got 0 again",
        () -> permute(integers("2x2xi64", 0, 1, 0, 2)));
  }

  @Test
  void rejectsADeviceThatIsSentToTwice() {
    assertRejected(
        "collective_permute_c3: expected each target once, got 1 again",
        () -> permute(integers("2x2xi64", 0, 1, 2, 1)));
  }

  @Test
  void rejectsADeviceBelowZero() {
    assertRejected(
        "collective_permute_c4: expected devices from 0 on, got -1",
        () -> permute(integers("1x2xi64", 0, -1)));
  }
}
