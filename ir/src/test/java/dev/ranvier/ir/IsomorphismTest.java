package dev.ranvier.ir;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

class IsomorphismTest {
  private static final TensorType FLOAT = TensorType.scalar(ElementType.F32);

  private static Module module(int line, BiFunction<Builder, List<Value>, List<Value>> body) {
    Location here = Location.of("Net.java", line);
    return Module.of(
        "net",
        Function.of(
            "main",
            true,
            Builder.block(
                List.of(FLOAT, FLOAT), here, (b, in) -> b.functionReturns(body.apply(b, in))),
            here));
  }

  private static List<Value> loop(Builder b, List<Value> in, double limit) {
    return b.whileLoop(
        in,
        (inner, carried) ->
            inner.compare(
                ComparisonDirection.LT, carried.getFirst(), inner.scalar(ElementType.F32, limit)),
        (inner, carried) -> List.of(inner.add(carried.get(0), carried.get(1)), in.get(1)));
  }

  private static List<Value> summed(Builder b, Value lhs, Value rhs) {
    return List.of(b.add(lhs, rhs));
  }

  @Test
  void findsModulesBuiltTwiceToBeTheSame() {
    Module left = module(1, (b, in) -> loop(b, in, 3));
    Module right = module(1, (b, in) -> loop(b, in, 3));
    assertThat(Isomorphism.firstDifference(left, right, Isomorphism.Locations.COMPARED)).isEmpty();
  }

  @Test
  void tellsOperandsApart() {
    assertThat(
            Isomorphism.firstDifference(
                module(1, (b, in) -> summed(b, in.get(0), in.get(1))),
                module(1, (b, in) -> summed(b, in.get(1), in.get(0)))))
        .contains(
            "function @main: op 0 (stablehlo.add): operand 0: expected the counterpart of block"
                + " argument of type tensor<f32>, got block argument of type tensor<f32>");
  }

  @Test
  void tellsOpsApart() {
    assertThat(
            Isomorphism.firstDifference(
                module(1, (b, in) -> summed(b, in.get(0), in.get(1))),
                module(1, (b, in) -> List.of(b.multiply(in.get(0), in.get(1))))))
        .contains(
            "function @main: op 0 (stablehlo.add): the op: expected stablehlo.add,"
                + " got stablehlo.multiply");
  }

  @Test
  void tellsConstantsInsideRegionsApart() {
    assertThat(
            Isomorphism.areSame(
                module(1, (b, in) -> loop(b, in, 3)), module(1, (b, in) -> loop(b, in, 4))))
        .isFalse();
  }

  @Test
  void tellsNumbersOfOpsApart() {
    assertThat(
            Isomorphism.firstDifference(
                module(1, (_, in) -> in),
                module(1, (b, in) -> List.of(b.negate(in.get(0)), in.get(1)))))
        .contains("function @main: the number of ops: expected 1, got 2");
  }

  @Test
  void comparesLocationsOnlyWhenAsked() {
    Module left = module(1, (b, in) -> summed(b, in.get(0), in.get(1)));
    Module right = module(2, (b, in) -> summed(b, in.get(0), in.get(1)));
    assertThat(Isomorphism.areSame(left, right)).isTrue();
    assertThat(Isomorphism.firstDifference(left, right, Isomorphism.Locations.COMPARED))
        .contains("function @main: location: expected Net.java:1, got Net.java:2");
  }

  @Test
  void tellsNamesOfFunctionsApart() {
    Module left = module(1, (_, in) -> in);
    Function main = left.functions().getFirst();
    Module right = Module.of("net", Function.of("other", true, main.body(), main.location()));
    assertThat(Isomorphism.firstDifference(left, right))
        .contains("module: the functions: expected [main], got [other]");
  }
}
