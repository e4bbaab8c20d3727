package dev.ranvier.ir.op;

import static dev.ranvier.ir.op.Samples.assertRejected;
import static dev.ranvier.ir.op.Samples.operand;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ResultAccuracyTest {
  @Test
  void rejectsTolerancesThatAreNone() {
    assertRejected(
        "result_accuracy_c1: expected tolerances that are finite and not negative,"
            + " got -1.0, 0.0 and 0",
        () -> ResultAccuracy.within(-1, 0, 0));
    assertRejected(
        "result_accuracy_c1: expected tolerances that are finite and not negative,"
            + " got 0.0, NaN and 0",
        () -> ResultAccuracy.within(0, Double.NaN, 0));
    assertRejected(
        "result_accuracy_c1: expected tolerances that are finite and not negative,"
            + " got 0.0, 0.0 and -2",
        () -> ResultAccuracy.within(0, 0, -2));
  }

  @Test
  void rejectsTolerancesOfAModeThatHasNone() {
    assertRejected(
        "result_accuracy_c2: expected no tolerances for the mode HIGHEST, got 0.0, 0.0 and 1",
        () -> new ResultAccuracy(0, 0, 1, ResultAccuracy.Mode.HIGHEST));
  }

  @Test
  void saysNothingOfTheDefault() {
    assertThat(new SineOp(operand("f32")).attributes()).isEmpty();
    assertThat(new SineOp(operand("f32"), ResultAccuracy.HIGHEST).attributes())
        .containsOnlyKeys("result_accuracy");
    assertThat(ResultAccuracy.within(-0.0, 0, 0)).isEqualTo(ResultAccuracy.within(0, 0, 0));
  }
}
