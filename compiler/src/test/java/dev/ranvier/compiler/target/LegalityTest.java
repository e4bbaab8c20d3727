package dev.ranvier.compiler.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a target does not take is named, all at once.
class LegalityTest {
  private static final TensorType INTEGERS = TensorType.of(ElementType.I32, 4);

  private static Module module() {
    Location place = new Location("Net.java", 12, 1);
    Builder out =
        new Builder(
            List.of(INTEGERS, TensorType.of(ElementType.I1, 4), TensorType.scalar(ElementType.I32)),
            place);
    Value quotient = out.divide(out.arguments().get(0), out.arguments().get(0));
    Value cut = out.dynamicSlice(quotient, List.of(out.arguments().get(2)), 2);
    out.functionReturns(out.convert(cut, ElementType.F64));
    return Module.of("net", Function.of("main", true, out.build(), place));
  }

  @Test
  void namesEveryOpWithItsLineAndEveryTruthValueAtTheBoundary() {
    assertThat(Legality.problems(module(), Targets.lpu()))
        .containsExactly(
            "function main: expected no truth values at its boundary, got tensor<4xi1>",
            "stablehlo.divide of [tensor<4xi32>] at Net.java:12: expected an op that lpu takes; use"
                + " another layout, queue or target",
            "stablehlo.dynamic_slice of [tensor<2xi32>] at Net.java:12: expected an op that lpu"
                + " takes; use another layout, queue or target",
            "stablehlo.convert of [tensor<2xf64>] at Net.java:12: expected an op that lpu takes;"
                + " use another layout, queue or target");
    assertThat(Legality.problems(module(), Targets.tpu())).hasSize(1);
    assertThat(Legality.problems(module(), Targets.cpu())).isEmpty();
  }

  @Test
  void refusesWithAllOfThem() {
    assertThatThrownBy(() -> Legality.require(module(), Targets.lpu()))
        .isInstanceOf(TargetException.class)
        .hasMessageStartingWith("module \"net\" is not for target lpu:\n  function main")
        .hasMessageContaining("stablehlo.convert");
  }
}
