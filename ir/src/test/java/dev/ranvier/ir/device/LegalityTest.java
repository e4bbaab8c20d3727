package dev.ranvier.ir.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Diagnostic;
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

  private static List<String> problems(String device, TakenOps taken) {
    return Legality.problems(module(), device, taken, "do this").stream()
        .map(Diagnostic::toString)
        .toList();
  }

  @Test
  void namesEveryOpWithItsLineAndEveryTruthValueAtTheBoundary() {
    String instead = "expected an op that chip takes; do this";
    assertThat(problems("chip", TakenOps.STREAMING))
        .containsExactly(
            "Net.java:12: function main: expected arguments and results that chip takes, got"
                + " tensor<4xi1>; do this",
            "Net.java:12: function main: expected arguments and results that chip takes, got"
                + " tensor<2xf64>; do this",
            "Net.java:12: stablehlo.divide of [tensor<4xi32>]: " + instead,
            "Net.java:12: stablehlo.dynamic_slice of [tensor<2xi32>]: " + instead,
            "Net.java:12: stablehlo.convert of [tensor<2xf64>]: " + instead);
    assertThat(problems("matrices", TakenOps.XLA_WITHOUT_DOUBLES)).hasSize(2);
    assertThat(problems("all", TakenOps.XLA)).isEmpty();
  }
}
