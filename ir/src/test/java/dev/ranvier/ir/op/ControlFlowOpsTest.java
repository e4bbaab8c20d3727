package dev.ranvier.ir.op;

import static dev.ranvier.ir.op.Samples.assertRejected;
import static dev.ranvier.ir.op.Samples.operand;
import static dev.ranvier.ir.op.Samples.operands;
import static dev.ranvier.ir.op.Samples.region;
import static dev.ranvier.ir.op.Samples.tensor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.ir.type.ElementType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ControlFlowOpsTest {
  @Test
  void rejectsConditionThatIsNotScalarBool() {
    assertRejected(
        "while_c1: expected a condition of type [tensor<i32>] -> tensor<i1>,"
            + " got [tensor<i32>] -> [tensor<i32>]",
        () ->
            new WhileOp(
                operands("i32"),
                region(List.of("i32"), List.of("i32")),
                region(List.of("i32"), List.of("i32"))));
  }

  @Test
  void rejectsABodyThatDoesNotHandOnWhatIsCarried() {
    assertRejected(
        "while_c2: expected a body of type [tensor<i32>] -> [tensor<i32>],"
            + " got [tensor<i32>] -> [tensor<i64>]",
        () ->
            new WhileOp(
                operands("i32"),
                region(List.of("i32"), List.of("i1")),
                region(List.of("i32"), List.of("i64"))));
  }

  @Test
  void rejectsABlockWithoutTerminator() {
    assertRejected(
        "block: expected a terminator as the last op, got none",
        () ->
            new WhileOp(
                operands("i32"),
                new Block(List.of(), List.of()),
                region(List.of("i32"), List.of("i32"))));
  }

  @Test
  void rejectsAnIfWhosePredicateIsNotScalar() {
    assertRejected(
        "if_i1: expected a predicate of tensor<i1>, got tensor<2xi1>",
        () ->
            new IfOp(operand("2xi1"), region(List.of(), List.of()), region(List.of(), List.of())));
  }

  @Test
  void rejectsABranchThatTakesAValue() {
    assertRejected(
        "if_c1: expected branches that take nothing, got [] and [tensor<i32>]",
        () ->
            new IfOp(
                operand("i1"), region(List.of(), List.of()), region(List.of("i32"), List.of())));
  }

  @Test
  void rejectsBranchesThatHandOverOtherTypes() {
    assertRejected(
        "if_c2: expected branches that hand over the same types, got [tensor<i32>] and []",
        () ->
            new IfOp(
                operand("i1"), region(List.of(), List.of("i32")), region(List.of(), List.of())));
  }

  @Test
  void rejectsACaseWhoseIndexIsNot32Bit() {
    assertRejected(
        "case_i1: expected an index of tensor<i32>, got tensor<i64>",
        () -> new CaseOp(operand("i64"), List.of(region(List.of(), List.of()))));
  }

  @Test
  void rejectsACaseWithoutBranches() {
    assertRejected(
        "case_c1: expected at least one branch, got none",
        () -> new CaseOp(operand("i32"), List.of()));
  }

  @Test
  void rejectsABranchOfACaseThatTakesAValue() {
    assertRejected(
        "case_c2: expected branches that take nothing, got [tensor<f32>]",
        () -> new CaseOp(operand("i32"), List.of(region(List.of("f32"), List.of()))));
  }

  @Test
  void rejectsBranchesOfACaseThatHandOverOtherTypes() {
    assertRejected(
        "case_c3: expected branches that hand over the same types,"
            + " got [tensor<f32>] and [tensor<f64>]",
        () ->
            new CaseOp(
                operand("i32"),
                List.of(region(List.of(), List.of("f32")), region(List.of(), List.of("f64")))));
  }

  @Test
  void handsOverWhatTheBranchesHandOver() {
    Block branch = region(List.of(), List.of("f32", "2xi1"));
    assertThat(new CaseOp(operand("i32"), List.of(branch)).resultTypes())
        .isEqualTo(List.of(tensor("f32"), tensor("2xi1")));
  }

  @Test
  void rejectsACompositeWithoutNamespace() {
    assertRejected(
        "composite_c1: expected a name with a namespace, got \"top_k\"",
        () -> composite("top_k", 0));
  }

  @Test
  void rejectsAVersionOfMoreThan32Bits() {
    assertRejected(
        "composite_i5: expected a version of 32 bits, got 2147483648",
        () -> composite("chlo.top_k", 1L << 31));
  }

  private static CompositeOp composite(String name, long version) {
    return new CompositeOp(
        name, List.of(), new Attribute.Dictionary(Map.of()), "top_k.impl", version, List.of());
  }

  @Test
  void rejectsABackendConfigurationThatIsANumber() {
    assertRejected(
        "custom_call_i4: expected a backend configuration that is a text for api version 1,"
            + " got Int[value=1, type=i64]",
        () -> customCall(Optional.of(new Attribute.Int(1, ElementType.I64)), 1));
  }

  @Test
  void rejectsATextAsConfigurationOfATypedCall() {
    assertRejected(
        "custom_call_i4: expected a backend configuration that is a dictionary for api version 4,"
            + " got Text[value=]",
        () -> customCall(Optional.of(new Attribute.Text("")), 4));
  }

  @Test
  void rejectsAnApiVersionThatDoesNotExist() {
    assertRejected(
        "custom_call_i5: expected an api version from 0 to 4, got 5",
        () -> customCall(Optional.empty(), 5));
  }

  private static CustomCallOp customCall(Optional<Attribute> config, long version) {
    return new CustomCallOp("f", List.of(), false, config, version, List.of());
  }
}
