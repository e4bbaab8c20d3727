package dev.ranvier.ir.eval;

import static dev.ranvier.ir.eval.Programs.eval;
import static dev.ranvier.ir.eval.Programs.f32;
import static dev.ranvier.ir.eval.Programs.floats;
import static dev.ranvier.ir.eval.Programs.vector;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.ir.op.AbsOp;
import dev.ranvier.ir.op.AddOp;
import dev.ranvier.ir.op.CeilOp;
import dev.ranvier.ir.op.ClampOp;
import dev.ranvier.ir.op.CompareOp;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.ComparisonType;
import dev.ranvier.ir.op.CountLeadingZerosOp;
import dev.ranvier.ir.op.DivideOp;
import dev.ranvier.ir.op.ExponentialMinusOneOp;
import dev.ranvier.ir.op.ExponentialOp;
import dev.ranvier.ir.op.FloorOp;
import dev.ranvier.ir.op.IsFiniteOp;
import dev.ranvier.ir.op.LogisticOp;
import dev.ranvier.ir.op.MaximumOp;
import dev.ranvier.ir.op.MinimumOp;
import dev.ranvier.ir.op.MultiplyOp;
import dev.ranvier.ir.op.NotOp;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.PopcntOp;
import dev.ranvier.ir.op.PowerOp;
import dev.ranvier.ir.op.RemainderOp;
import dev.ranvier.ir.op.RoundNearestAfzOp;
import dev.ranvier.ir.op.RoundNearestEvenOp;
import dev.ranvier.ir.op.RsqrtOp;
import dev.ranvier.ir.op.SelectOp;
import dev.ranvier.ir.op.ShiftLeftOp;
import dev.ranvier.ir.op.ShiftRightArithmeticOp;
import dev.ranvier.ir.op.ShiftRightLogicalOp;
import dev.ranvier.ir.op.SignOp;
import dev.ranvier.ir.op.SubtractOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.op.XorOp;
import dev.ranvier.ir.type.ElementType;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ElementwiseTest {
  private static final long SEED = 20260101;
  private static final float NAN = Float.NaN;
  private static final float INF = Float.POSITIVE_INFINITY;

  private static Tensor unary(Function<Value, Op> op, Tensor operand) {
    return eval(v -> op.apply(v.getFirst()), operand);
  }

  private static Tensor binary(BiFunction<Value, Value, Op> op, Tensor lhs, Tensor rhs) {
    return eval(v -> op.apply(v.getFirst(), v.getLast()), lhs, rhs);
  }

  private static float[] random(Random random) {
    float[] values = new float[500];
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.intBitsToFloat(random.nextInt());
    }
    return values;
  }

  @Test
  void singlePrecisionArithmeticIsThatOfJavaFloats() {
    Random random = new Random(SEED);
    float[] a = random(random);
    float[] b = random(random);
    check(AddOp::new, a, b, (x, y) -> x + y);
    check(SubtractOp::new, a, b, (x, y) -> x - y);
    check(MultiplyOp::new, a, b, (x, y) -> x * y);
    check(DivideOp::new, a, b, (x, y) -> x / y);
    check(RemainderOp::new, a, b, (x, y) -> x % y);
    check(MaximumOp::new, a, b, Math::max);
    check(MinimumOp::new, a, b, Math::min);
  }

  private static void check(
      BiFunction<Value, Value, Op> op, float[] a, float[] b, BinaryOperator<Float> plain) {
    float[] expected = new float[a.length];
    for (int i = 0; i < a.length; i++) {
      expected[i] = plain.apply(a[i], b[i]);
    }
    assertThat(binary(op, f32(a), f32(b)).toFloats()).as("seed %d", SEED).isEqualTo(expected);
  }

  @Test
  void smallFloatsAreRoundedAfterEachOp() {
    Tensor third = binary(DivideOp::new, floats(ElementType.BF16, 1), floats(ElementType.BF16, 3));
    assertThat(third.toDoubles()).containsExactly(0.333984375);
    Tensor large =
        binary(AddOp::new, floats(ElementType.F8E4M3FN, 448), floats(ElementType.F8E4M3FN, 32));
    assertThat(large.toDoubles()).containsExactly(Double.NaN);
    Tensor half =
        binary(MultiplyOp::new, floats(ElementType.F16, 300), floats(ElementType.F16, 300));
    assertThat(half.toDoubles()).containsExactly(Double.POSITIVE_INFINITY);
  }

  @Test
  void integersWrapToTheirWidth() {
    for (ElementType element : ElementType.values()) {
      if (element.isInteger()) {
        int width = element.bits();
        Tensor top = vector(element, 1L << (width - 1));
        assertThat(binary(AddOp::new, top, top).toLongs()).containsExactly(0);
        Tensor all = vector(element, -1);
        assertThat(binary(AddOp::new, all, vector(element, 1)).toLongs()).containsExactly(0);
        assertThat(binary(MultiplyOp::new, all, all).toLongs()).containsExactly(1);
      }
    }
  }

  @Test
  void divisionByZeroGivesAllOnesAndRemainderTheDividend() {
    Tensor x = vector(ElementType.I32, 7, -7, Integer.MIN_VALUE, 0);
    Tensor y = vector(ElementType.I32, 0, 0, -1, 0);
    assertThat(binary(DivideOp::new, x, y).toInts()).containsExactly(-1, -1, Integer.MIN_VALUE, -1);
    assertThat(binary(RemainderOp::new, x, y).toInts()).containsExactly(7, -7, 0, 0);
    Tensor u = vector(ElementType.U8, 7, 200);
    Tensor zero = vector(ElementType.U8, 0, 3);
    assertThat(binary(DivideOp::new, u, zero).toInts()).containsExactly(255, 66);
    assertThat(binary(RemainderOp::new, u, zero).toInts()).containsExactly(7, 2);
  }

  @Test
  void remainderTakesTheSignOfTheDividend() {
    Tensor x = vector(ElementType.I8, 17, -17, 17, -17);
    Tensor y = vector(ElementType.I8, 3, 3, -3, -3);
    assertThat(binary(RemainderOp::new, x, y).toInts()).containsExactly(2, -2, 2, -2);
    assertThat(binary(RemainderOp::new, f32(17.1f, -17.1f), f32(-3, 3)).toFloats())
        .containsExactly(17.1f % 3, -17.1f % 3);
  }

  @Test
  void shiftsByTheWidthOrMoreMoveEverythingOut() {
    Tensor x = vector(ElementType.I8, 1, -1, -8, -128, 1);
    Tensor by = vector(ElementType.I8, 7, 8, 100, -1, 2);
    assertThat(binary(ShiftLeftOp::new, x, by).toInts()).containsExactly(-128, 0, 0, 0, 4);
    assertThat(binary(ShiftRightArithmeticOp::new, x, by).toInts())
        .containsExactly(0, -1, -1, -1, 0);
    assertThat(binary(ShiftRightLogicalOp::new, x, by).toInts()).containsExactly(0, 0, 0, 0, 0);
    assertThat(
            binary(ShiftRightLogicalOp::new, vector(ElementType.I8, -1), vector(ElementType.I8, 4))
                .toInts())
        .containsExactly(15);
    assertThat(
            binary(
                    ShiftRightArithmeticOp::new,
                    vector(ElementType.U8, 0x80),
                    vector(ElementType.U8, 7))
                .toInts())
        .containsExactly(255);
  }

  @Test
  void integerPowersOfNegativeExponentsAreZeroSaveOfOnes() {
    Tensor base = vector(ElementType.I32, 3, 1, -1, -1, 0, -2, 2);
    Tensor exponent = vector(ElementType.I32, -1, -5, -1, -2, -1, 3, 31);
    assertThat(binary(PowerOp::new, base, exponent).toInts())
        .containsExactly(0, 1, -1, 1, 0, -8, Integer.MIN_VALUE);
  }

  @Test
  void floatPowersAreThoseOfIeee754() {
    Tensor base = f32(1, -1, NAN, -2, -2, 0, -0f);
    Tensor exponent = f32(NAN, INF, 0, 3, 0.5f, -1, -1);
    assertThat(binary(PowerOp::new, base, exponent).toFloats())
        .containsExactly(1, 1, 1, -8, NAN, INF, -INF);
  }

  @Test
  void maximumAndMinimumHandNanOnAndOrderZeros() {
    Tensor x = f32(NAN, 1, -0f, 0f);
    Tensor y = f32(1, NAN, 0f, -0f);
    assertThat(binary(MaximumOp::new, x, y)).isEqualTo(f32(NAN, NAN, 0f, 0f));
    assertThat(binary(MinimumOp::new, x, y)).isEqualTo(f32(NAN, NAN, -0f, -0f));
    assertThat(binary(MaximumOp::new, vector(ElementType.U32, -1), vector(ElementType.U32, 1)))
        .isEqualTo(vector(ElementType.U32, -1));
  }

  @Test
  void roundingHalvesGoesAwayFromZeroOrToEven() {
    Tensor halves = f32(-2.5f, -0.5f, 0.5f, 0.49999997f, 1.5f, 2.5f, 8388609f);
    assertThat(unary(RoundNearestAfzOp::new, halves)).isEqualTo(f32(-3, -1, 1, 0, 2, 3, 8388609f));
    assertThat(unary(RoundNearestEvenOp::new, halves))
        .isEqualTo(f32(-2, -0f, 0, 0, 2, 2, 8388609f));
    assertThat(unary(CeilOp::new, halves)).isEqualTo(f32(-2, -0f, 1, 1, 2, 3, 8388609f));
    assertThat(unary(FloorOp::new, halves)).isEqualTo(f32(-3, -1, 0, 0, 1, 2, 8388609f));
  }

  @Test
  void signKeepsZerosAndNan() {
    assertThat(unary(SignOp::new, f32(-3, -0f, 0, 2, NAN))).isEqualTo(f32(-1, -0f, 0, 1, NAN));
    assertThat(unary(SignOp::new, vector(ElementType.I16, -3, 0, 9)).toInts())
        .containsExactly(-1, 0, 1);
  }

  @Test
  void absoluteValueOfTheSmallestIntegerIsItself() {
    assertThat(unary(AbsOp::new, vector(ElementType.I8, -128, -5)).toInts())
        .containsExactly(-128, 5);
    assertThat(unary(AbsOp::new, f32(-0f, -INF))).isEqualTo(f32(0f, INF));
  }

  @Test
  void bitsAreCountedWithinTheWidth() {
    assertThat(unary(PopcntOp::new, vector(ElementType.I8, -1, 3)).toInts()).containsExactly(8, 2);
    assertThat(unary(CountLeadingZerosOp::new, vector(ElementType.I16, 0, 1, -1)).toInts())
        .containsExactly(16, 15, 0);
    assertThat(unary(NotOp::new, vector(ElementType.U8, 0xF0)).toInts()).containsExactly(0x0F);
    assertThat(unary(NotOp::new, vector(ElementType.I1, 0, 1)).toInts()).containsExactly(1, 0);
  }

  @Test
  void booleansAddAsOrAndMultiplyAsAnd() {
    Tensor x = vector(ElementType.I1, 0, 0, 1, 1);
    Tensor y = vector(ElementType.I1, 0, 1, 0, 1);
    assertThat(binary(AddOp::new, x, y).toInts()).containsExactly(0, 1, 1, 1);
    assertThat(binary(MultiplyOp::new, x, y).toInts()).containsExactly(0, 0, 0, 1);
    assertThat(binary(XorOp::new, x, y).toInts()).containsExactly(0, 1, 1, 0);
  }

  @Test
  void transcendentalFunctionsAreRoundedOnce() {
    Tensor x = f32(0.1f, 1, -2);
    assertThat(unary(ExponentialOp::new, x).toFloats())
        .containsExactly((float) Math.exp(0.1f), (float) Math.E, (float) Math.exp(-2));
    assertThat(unary(LogisticOp::new, f32(0, -200, 200))).isEqualTo(f32(0.5f, 0, 1));
    assertThat(unary(RsqrtOp::new, f32(4, 0f, -0f, -1)).toFloats())
        .containsExactly(0.5f, INF, -INF, NAN);
    assertThat(unary(ExponentialMinusOneOp::new, f32(1e-9f))).isEqualTo(f32(1e-9f));
  }

  @Test
  void comparisonsOfNanAreFalseSaveNotEqual() {
    Tensor x = f32(NAN, 1, 0f);
    Tensor y = f32(NAN, NAN, -0f);
    for (ComparisonDirection direction : ComparisonDirection.values()) {
      boolean equal = direction.name().endsWith("E") || direction == ComparisonDirection.EQ;
      boolean notEqual = direction == ComparisonDirection.NE;
      assertThat(compare(x, y, direction, Optional.empty()).toBooleans())
          .as(direction.name())
          .containsExactly(notEqual, notEqual, equal && !notEqual);
    }
  }

  @Test
  void totalOrderRunsFromMinusNanToNan() {
    Tensor ascending = f32(Float.intBitsToFloat(0xFFC00000), -INF, -1, -0f, 0f, 1, INF, NAN);
    Tensor next = f32(-INF, -1, -0f, 0f, 1, INF, NAN, NAN);
    assertThat(
            compare(ascending, next, ComparisonDirection.LT, Optional.of(ComparisonType.TOTALORDER))
                .toBooleans())
        .containsExactly(true, true, true, true, true, true, true, false);
  }

  @Test
  void unsignedNumbersCompareWithoutSign() {
    Tensor x = vector(ElementType.U64, -1);
    Tensor y = vector(ElementType.U64, 1);
    assertThat(compare(x, y, ComparisonDirection.GT, Optional.empty()).toBooleans())
        .containsExactly(true);
  }

  private static Tensor compare(
      Tensor x, Tensor y, ComparisonDirection direction, Optional<ComparisonType> type) {
    return eval(v -> new CompareOp(v.getFirst(), v.getLast(), direction, type), x, y);
  }

  @Test
  void selectAndClampTakeScalars() {
    Tensor x = f32(1, 5, NAN);
    Tensor flag = Tensor.scalar(ElementType.I1, 1L);
    assertThat(eval(v -> new SelectOp(v.get(0), v.get(1), v.get(2)), flag, x, f32(7, 8, 9)))
        .isEqualTo(x);
    assertThat(
            eval(
                v -> new ClampOp(v.get(0), v.get(1), v.get(2)),
                Tensor.scalar(ElementType.F32, 2.0),
                x,
                Tensor.scalar(ElementType.F32, 4.0)))
        .isEqualTo(f32(2, 4, NAN));
  }

  @Test
  void finiteIsNeitherInfiniteNorNan() {
    assertThat(unary(IsFiniteOp::new, f32(1, INF, -INF, NAN)).toBooleans())
        .containsExactly(true, false, false, false);
  }
}
