package dev.ranvier.ir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ranvier.ir.op.ConstantOp;
import dev.ranvier.ir.op.DotDimensionNumbers;
import dev.ranvier.ir.op.Literal;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.OptimizationBarrierOp;
import dev.ranvier.ir.op.ReduceOp;
import dev.ranvier.ir.op.Result;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

class BuilderTest {
  private static final TensorType MATRIX = TensorType.of(ElementType.F32, 2, 3);

  private final Builder builder = new Builder(List.of(MATRIX, MATRIX), Location.of("A.java", 3));
  private final Value lhs = builder.arguments().get(0);
  private final Value rhs = builder.arguments().get(1);

  @Test
  void infersTypesAlongTheWay() {
    Value product = builder.dotGeneral(lhs, rhs, DotDimensionNumbers.contracting(1, 1));
    assertThat(product.type()).isEqualTo(TensorType.of(ElementType.F32, 2, 2));
    assertThat(builder.reduceSum(product, 0).type()).isEqualTo(TensorType.of(ElementType.F32, 2));
    assertThat(builder.concatenate(1, lhs, rhs).type())
        .isEqualTo(TensorType.of(ElementType.F32, 2, 6));
    assertThat(builder.convert(lhs, ElementType.BF16).type())
        .isEqualTo(TensorType.of(ElementType.BF16, 2, 3));
  }

  @Test
  void convertsNothingToItsOwnElement() {
    assertThat(builder.convert(lhs, ElementType.F32)).isSameAs(lhs);
  }

  @Test
  void givesOpsThePresentLocation() {
    assertThat(builder.at(Location.of("B.java", 9)).negate(lhs).location())
        .isEqualTo(Location.of("B.java", 9));
  }

  @Test
  void refusesToHideTheSecondResult() {
    assertThatThrownBy(() -> builder.add(new OptimizationBarrierOp(List.of(lhs, rhs))))
        .hasMessage("stablehlo.optimization_barrier: expected an op of one result, got one of 2");
  }

  @Test
  void beginsTheLargestBelowAllNumbers() {
    assertThat(initial(ElementType.F32)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(initial(ElementType.F8E4M3FN)).isEqualTo(-448);
    assertThat(initial(ElementType.I8)).isEqualTo(-128);
    assertThat(initial(ElementType.I64)).isEqualTo(-0x1p63);
    assertThat(initial(ElementType.U16)).isEqualTo(0);
  }

  private double initial(ElementType element) {
    Value operand = builder.splat(TensorType.of(element, 4), 1L);
    Result largest = (Result) builder.reduceMaximum(operand, 0);
    Result begin = (Result) ((ReduceOp) largest.instruction().op()).initial().getFirst();
    Literal literal = ((ConstantOp) begin.instruction().op()).value();
    return literal.asDouble(0);
  }
}
