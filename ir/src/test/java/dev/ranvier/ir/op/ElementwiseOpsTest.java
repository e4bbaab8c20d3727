package dev.ranvier.ir.op;

import static dev.ranvier.ir.op.Samples.assertRejected;
import static dev.ranvier.ir.op.Samples.operand;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.ir.type.QueueType;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ElementwiseOpsTest {
  /// An op of one operand.
  interface Unary extends Function<Value, Op> {}

  /// An op of two operands.
  interface Binary {
    Op of(Value lhs, Value rhs);
  }

  private static Arguments unary(String got, Unary op, String message) {
    return Arguments.of(message + got + ">", got, op);
  }

  static Stream<Arguments> unaryOpsAndWhatTheyDoNotTake() {
    return Stream.of(
        unary("2xui32", AbsOp::new, "abs_i1: expected signed integers or floats, got tensor<"),
        unary("2xi32", CbrtOp::new, "cbrt_i1: expected floats, got tensor<"),
        unary("2xi32", CeilOp::new, "ceil_i1: expected floats, got tensor<"),
        unary("2xi32", CosineOp::new, "cosine_i1: expected floats, got tensor<"),
        unary(
            "2xf32",
            CountLeadingZerosOp::new,
            "count_leading_zeros_i1: expected integers, got tensor<"),
        unary("2xi32", ExponentialOp::new, "exponential_i1: expected floats, got tensor<"),
        unary(
            "2xi32",
            ExponentialMinusOneOp::new,
            "exponential_minus_one_i1: expected floats, got tensor<"),
        unary("2xi1", FloorOp::new, "floor_i1: expected floats, got tensor<"),
        unary("2xi32", IsFiniteOp::new, "is_finite_i1: expected floats, got tensor<"),
        unary("2xi32", LogOp::new, "log_i1: expected floats, got tensor<"),
        unary("2xi32", LogPlusOneOp::new, "log_plus_one_i1: expected floats, got tensor<"),
        unary("2xui8", LogisticOp::new, "logistic_i1: expected floats, got tensor<"),
        unary("2xi1", NegateOp::new, "negate_i1: expected integers or floats, got tensor<"),
        unary("2xf32", NotOp::new, "not_i1: expected booleans or integers, got tensor<"),
        unary("2xi1", PopcntOp::new, "popcnt_i1: expected integers, got tensor<"),
        unary(
            "2xi32", RoundNearestAfzOp::new, "round_nearest_afz_i1: expected floats, got tensor<"),
        unary(
            "2xi32",
            RoundNearestEvenOp::new,
            "round_nearest_even_i1: expected floats, got tensor<"),
        unary("2xi32", RsqrtOp::new, "rsqrt_i1: expected floats, got tensor<"),
        unary("2xi1", SignOp::new, "sign_i1: expected signed integers or floats, got tensor<"),
        unary("2xi32", SineOp::new, "sine_i1: expected floats, got tensor<"),
        unary("2xi32", SqrtOp::new, "sqrt_i1: expected floats, got tensor<"),
        unary("2xi32", TanOp::new, "tan_i1: expected floats, got tensor<"),
        unary("2xi32", TanhOp::new, "tanh_i1: expected floats, got tensor<"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unaryOpsAndWhatTheyDoNotTake")
  void rejectsAnOperandOfAnotherElement(String message, String got, Unary op) {
    assertRejected(message, () -> op.apply(operand(got)));
  }

  private static Arguments differing(Binary op, String message) {
    return Arguments.of(message + "tensor<2xi32> and tensor<3xi32>", op);
  }

  static Stream<Arguments> binaryOps() {
    return Stream.of(
        differing(AddOp::new, "add_c1: expected operands of one type, got "),
        differing(AndOp::new, "and_c1: expected operands of one type, got "),
        differing(Atan2Op::new, "atan2_c1: expected operands of one type, got "),
        differing(DivideOp::new, "divide_c1: expected operands of one type, got "),
        differing(MaximumOp::new, "maximum_c1: expected operands of one type, got "),
        differing(MinimumOp::new, "minimum_c1: expected operands of one type, got "),
        differing(MultiplyOp::new, "multiply_c1: expected operands of one type, got "),
        differing(OrOp::new, "or_c1: expected operands of one type, got "),
        differing(PowerOp::new, "power_c1: expected operands of one type, got "),
        differing(RemainderOp::new, "remainder_c1: expected operands of one type, got "),
        differing(ShiftLeftOp::new, "shift_left_c1: expected operands of one type, got "),
        differing(
            ShiftRightArithmeticOp::new,
            "shift_right_arithmetic_c1: expected operands of one type, got "),
        differing(
            ShiftRightLogicalOp::new,
            "shift_right_logical_c1: expected operands of one type, got "),
        differing(SubtractOp::new, "subtract_c1: expected operands of one type, got "),
        differing(XorOp::new, "xor_c1: expected operands of one type, got "));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("binaryOps")
  void rejectsOperandsOfTwoTypes(String message, Binary op) {
    assertRejected(message, () -> op.of(operand("2xi32"), operand("3xi32")));
  }

  private static Arguments binary(String got, Binary op, String message) {
    return Arguments.of(message + got + ">", got, op);
  }

  static Stream<Arguments> binaryOpsAndWhatTheyDoNotTake() {
    return Stream.of(
        binary("f32", AndOp::new, "and_i1: expected booleans or integers, got tensor<"),
        binary("i32", Atan2Op::new, "atan2_i1: expected floats, got tensor<"),
        binary("i1", DivideOp::new, "divide_i1: expected integers or floats, got tensor<"),
        binary("f32", OrOp::new, "or_i1: expected booleans or integers, got tensor<"),
        binary("i1", PowerOp::new, "power_i1: expected integers or floats, got tensor<"),
        binary("i1", RemainderOp::new, "remainder_i1: expected integers or floats, got tensor<"),
        binary("f32", ShiftLeftOp::new, "shift_left_i1: expected integers, got tensor<"),
        binary(
            "i1",
            ShiftRightArithmeticOp::new,
            "shift_right_arithmetic_i1: expected integers, got tensor<"),
        binary(
            "bf16",
            ShiftRightLogicalOp::new,
            "shift_right_logical_i1: expected integers, got tensor<"),
        binary("i1", SubtractOp::new, "subtract_i1: expected integers or floats, got tensor<"),
        binary("f64", XorOp::new, "xor_i1: expected booleans or integers, got tensor<"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("binaryOpsAndWhatTheyDoNotTake")
  void rejectsOperandsOfAnotherElement(String message, String got, Binary op) {
    assertRejected(message, () -> op.of(operand(got), operand(got)));
  }

  @Test
  void rejectsQueuesAsOperands() {
    Value queues = operand(new QueueType("ring", 8, List.of(2L)));
    assertRejected(
        "operand: expected a tensor, got !ranvier.queue<2xring[8]>",
        () -> new AddOp(queues, queues));
  }

  @Test
  void hasAResultOfTheOperandsType() {
    assertThat(new ExponentialOp(operand("2x3xbf16")).resultTypes())
        .containsExactly(Samples.tensor("2x3xbf16"));
    assertThat(new AddOp(operand("4xi1"), operand("4xi1")).resultTypes())
        .containsExactly(Samples.tensor("4xi1"));
    assertThat(new IsFiniteOp(operand("4xf16")).resultTypes())
        .containsExactly(Samples.tensor("4xi1"));
  }

  @Test
  void rejectsAComparisonOfTwoElementTypes() {
    assertRejected(
        "compare_c1: expected operands of one element type, got tensor<2xi32> and tensor<2xf32>",
        () -> CompareOp.of(ComparisonDirection.LT, operand("2xi32"), operand("2xf32")));
  }

  @Test
  void rejectsAComparisonOfTwoShapes() {
    assertRejected(
        "compare_c2: expected operands of one shape, got tensor<2xi32> and tensor<3xi32>",
        () -> CompareOp.of(ComparisonDirection.LT, operand("2xi32"), operand("3xi32")));
  }

  @Test
  void rejectsAComparisonByTheOrderOfAnotherElement() {
    assertRejected(
        "compare_c3: expected a comparison of tensor<2xf32> as one of [FLOAT, TOTALORDER],"
            + " got SIGNED",
        () ->
            new CompareOp(
                operand("2xf32"),
                operand("2xf32"),
                ComparisonDirection.LT,
                Optional.of(ComparisonType.SIGNED)));
  }

  @Test
  void comparesByTheOrderOfTheElementWhenNothingIsSaid() {
    CompareOp op =
        new CompareOp(operand("2xui8"), operand("2xui8"), ComparisonDirection.GE, Optional.empty());
    assertThat(op.order()).isEqualTo(ComparisonType.UNSIGNED);
    assertThat(op.attributes()).containsOnlyKeys("comparison_direction");
    assertThat(op.resultTypes()).containsExactly(Samples.tensor("2xi1"));
  }

  @Test
  void rejectsAPredicateThatIsNotBoolean() {
    assertRejected(
        "select_i1: expected a predicate of booleans, got tensor<2xi32>",
        () -> new SelectOp(operand("2xi32"), operand("2xf32"), operand("2xf32")));
  }

  @Test
  void rejectsAPredicateOfAnotherShape() {
    assertRejected(
        "select_c1: expected a predicate that is a scalar or shaped as tensor<2xf32>,"
            + " got tensor<3xi1>",
        () -> new SelectOp(operand("3xi1"), operand("2xf32"), operand("2xf32")));
  }

  @Test
  void rejectsChoicesOfTwoTypes() {
    assertRejected(
        "select_c2: expected operands of one type, got tensor<2xf32> and tensor<2xf64>",
        () -> new SelectOp(operand("i1"), operand("2xf32"), operand("2xf64")));
  }

  @Test
  void rejectsALowerBoundOfAnotherShape() {
    assertRejected(
        "clamp_c1: expected a bound that is a scalar or shaped as tensor<2xf32>, got tensor<3xf32>",
        () -> new ClampOp(operand("3xf32"), operand("2xf32"), operand("f32")));
  }

  @Test
  void rejectsAnUpperBoundOfAnotherShape() {
    assertRejected(
        "clamp_c2: expected a bound that is a scalar or shaped as tensor<2xf32>, got tensor<1xf32>",
        () -> new ClampOp(operand("f32"), operand("2xf32"), operand("1xf32")));
  }

  @Test
  void rejectsABoundOfAnotherElement() {
    assertRejected(
        "clamp_c3: expected operands of one element type, got tensor<f64> and tensor<2xf32>",
        () -> new ClampOp(operand("f32"), operand("2xf32"), operand("f64")));
  }

  @Test
  void rejectsAConversionToAnotherShape() {
    assertRejected(
        "convert_c1: expected a result shaped as tensor<2xf32>, got tensor<3xi32>",
        () -> new ConvertOp(operand("2xf32"), Samples.tensor("3xi32")));
  }

  @Test
  void rejectsABitcastToOtherBits() {
    assertRejected(
        "bitcast_convert_c1: expected a result of the same bits as tensor<2xf32>,"
            + " got tensor<2x3xi8>",
        () -> new BitcastConvertOp(operand("2xf32"), Samples.tensor("2x3xi8")));
  }

  @Test
  void castsBitsToSmallerAndToLargerElements() {
    assertThat(new BitcastConvertOp(operand("2xf32"), Samples.tensor("2x4xi8")).resultTypes())
        .containsExactly(Samples.tensor("2x4xi8"));
    assertThat(new BitcastConvertOp(operand("2x2xi16"), Samples.tensor("2xf32")).resultTypes())
        .containsExactly(Samples.tensor("2xf32"));
    assertThat(new BitcastConvertOp(operand("2xi32"), Samples.tensor("2xf32")).resultTypes())
        .containsExactly(Samples.tensor("2xf32"));
  }
}
