package dev.ranvier.ir.op;

import static dev.ranvier.ir.op.Samples.assertRejected;
import static dev.ranvier.ir.op.Samples.operand;
import static dev.ranvier.ir.op.Samples.operands;
import static dev.ranvier.ir.op.Samples.region;
import static dev.ranvier.ir.op.Samples.tensor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.ir.type.QueueType;
import java.util.List;
import org.junit.jupiter.api.Test;

class CustomDerivativeOpTest {
  private static final Block PRIMAL = region(List.of("2xf32", "i32"), List.of("3xf32", "2xi1"));
  private static final Block JVP = region(List.of("2xf32", "i32", "2xf32"), List.of("3xf32"));
  private static final Block VJP = region(List.of("2xf32", "i32", "3xf32"), List.of("2xf32"));

  private static CustomDerivativeOp custom(Block primal, Block jvp, Block vjp) {
    return new CustomDerivativeOp(operands("2xf32", "i32"), primal, jvp, vjp);
  }

  /// A region of one argument that hands over a value of somewhere else.
  private static Block capturing(List<String> taken, Value stranger) {
    List<BlockArgument> arguments =
        taken.stream().map(each -> new BlockArgument(tensor(each), Location.UNKNOWN)).toList();
    ReturnOp end = new ReturnOp(List.of(stranger));
    return new Block(arguments, List.of(new Instruction(end, Location.UNKNOWN)));
  }

  @Test
  void givesWhatThePrimalGives() {
    assertThat(custom(PRIMAL, JVP, VJP).resultTypes())
        .isEqualTo(List.of(tensor("3xf32"), tensor("2xi1")));
  }

  @Test
  void rejectsAPrimalThatTakesOtherOperands() {
    assertRejected(
        "custom_derivative_c1: expected a primal from tensors [tensor<2xf32>, tensor<i32>] to"
            + " tensors, got [tensor<2xf32>] -> [tensor<3xf32>]",
        () -> custom(region(List.of("2xf32"), List.of("3xf32")), JVP, VJP));
  }

  @Test
  void rejectsQueues() {
    QueueType ring = new QueueType("ring", 8, List.of(2L));
    assertRejected(
        "custom_derivative_c1: expected a primal from tensors [!ranvier.queue<2xring[8]>] to"
            + " tensors, got [tensor<2xf32>] -> [tensor<3xf32>]",
        () ->
            new CustomDerivativeOp(
                List.of(operand(ring)), region(List.of("2xf32"), List.of("3xf32")), JVP, VJP));
  }

  @Test
  void rejectsAJvpWithATangentOfAnInteger() {
    assertRejected(
        "custom_derivative_c2: expected a jvp of [tensor<2xf32>, tensor<i32>, tensor<2xf32>] ->"
            + " [tensor<3xf32>], got [tensor<2xf32>, tensor<i32>, tensor<2xf32>, tensor<i32>] ->"
            + " [tensor<3xf32>]",
        () ->
            custom(PRIMAL, region(List.of("2xf32", "i32", "2xf32", "i32"), List.of("3xf32")), VJP));
  }

  @Test
  void rejectsAVjpThatGivesNoCotangentForAnOperand() {
    assertRejected(
        "custom_derivative_c3: expected a vjp of [tensor<2xf32>, tensor<i32>, tensor<3xf32>] ->"
            + " [tensor<2xf32>], got [tensor<2xf32>, tensor<i32>, tensor<3xf32>] -> []",
        () -> custom(PRIMAL, JVP, region(List.of("2xf32", "i32", "3xf32"), List.of())));
  }

  @Test
  void rejectsRegionsThatUseWhatIsAroundThem() {
    String message = "custom_derivative_c4: expected regions that use nothing around them";
    Value around = operand("f32");
    Block takes = region(List.of("f32"), List.of("f32"));
    Block turns = region(List.of("f32", "f32"), List.of("f32"));
    List<Value> operands = operands("f32");
    List<String> two = List.of("f32", "f32");
    assertThat(new CustomDerivativeOp(operands, takes, turns, turns).regions()).hasSize(3);
    assertRejected(
        message,
        () -> new CustomDerivativeOp(operands, capturing(List.of("f32"), around), turns, turns));
    assertRejected(
        message, () -> new CustomDerivativeOp(operands, takes, capturing(two, around), turns));
    assertRejected(
        message, () -> new CustomDerivativeOp(operands, takes, turns, capturing(two, around)));
  }

  @Test
  void rejectsARegionInARegionThatUsesWhatIsAround() {
    BlockArgument given = new BlockArgument(tensor("f32"), Location.UNKNOWN);
    BlockArgument flag = new BlockArgument(tensor("i1"), Location.UNKNOWN);
    Block inner = capturing(List.of(), operand("f32"));
    Instruction branch =
        new Instruction(new IfOp(flag, inner, capturing(List.of(), given)), Location.UNKNOWN);
    Instruction end = new Instruction(new ReturnOp(List.of(branch.result(0))), Location.UNKNOWN);
    assertRejected(
        "custom_derivative_c4: expected regions that use nothing around them",
        () ->
            new CustomDerivativeOp(
                operands("f32", "i1"),
                new Block(List.of(given, flag), List.of(branch, end)),
                region(List.of("f32", "i1", "f32"), List.of("f32")),
                region(List.of("f32", "i1", "f32"), List.of("f32"))));
  }
}
