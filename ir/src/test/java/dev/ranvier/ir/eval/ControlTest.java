package dev.ranvier.ir.eval;

import static dev.ranvier.ir.eval.Programs.constant;
import static dev.ranvier.ir.eval.Programs.function;
import static dev.ranvier.ir.eval.Programs.region;
import static dev.ranvier.ir.eval.Programs.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.op.AddOp;
import dev.ranvier.ir.op.Attribute;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.CallOp;
import dev.ranvier.ir.op.CaseOp;
import dev.ranvier.ir.op.CompareOp;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.CompositeOp;
import dev.ranvier.ir.op.CustomCallOp;
import dev.ranvier.ir.op.IfOp;
import dev.ranvier.ir.op.MultiplyOp;
import dev.ranvier.ir.op.OptimizationBarrierOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.op.WhileOp;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ControlTest {
  private static final ElementType I32 = ElementType.I32;
  private static final TensorType SCALAR = TensorType.scalar(I32);

  private static Tensor scalar(long value) {
    return Tensor.scalar(I32, value);
  }

  private static WhileOp countTo(Builder builder, Value limit) {
    Block condition =
        region(
            List.of(SCALAR),
            (b, v) ->
                List.of(
                    b.add(
                        new CompareOp(
                            v.getFirst(), limit, ComparisonDirection.LT, Optional.empty()))));
    Block body =
        region(
            List.of(SCALAR),
            (b, v) -> List.of(b.add(new AddOp(v.getFirst(), constant(b, I32, 1)))));
    return new WhileOp(List.of(constant(builder, I32, 0)), condition, body);
  }

  @Test
  void whileRunsUntilItsConditionFails() {
    Module module =
        Module.of(
            "test",
            function("main", List.of(SCALAR), (b, v) -> b.append(countTo(b, v.getFirst()))));
    assertThat(Evaluator.evaluate(module, "main", List.of(scalar(10)))).containsExactly(scalar(10));
    assertThat(Evaluator.evaluate(module, "main", List.of(scalar(-3)))).containsExactly(scalar(0));
  }

  @Test
  void endlessLoopsEndAtTheStepLimit() {
    Block condition = region(List.of(SCALAR), (b, _) -> List.of(constant(b, ElementType.I1, 1)));
    Block body = region(List.of(SCALAR), (_, v) -> v);
    Module module =
        Module.of(
            "test",
            function("main", List.of(SCALAR), (b, v) -> b.append(new WhileOp(v, condition, body))));
    assertThatThrownBy(
            () -> Evaluator.of(module).withStepLimit(1000).run("main", List.of(scalar(0))))
        .isInstanceOf(EvaluationException.class)
        .hasMessageMatching(
            "stablehlo.* expected at most 1000 steps, got more; is .* loop endless\\?"
                + " \\(Net.java:7\\)");
  }

  @Test
  void ifTakesOneBranch() {
    for (long predicate : new long[] {0, 1}) {
      List<Tensor> results =
          Programs.run(
              List.of(Tensor.scalar(ElementType.I1, predicate), scalar(5), scalar(6)),
              (b, v) ->
                  b.append(
                      new IfOp(
                          v.get(0),
                          region(List.of(), (_, _) -> List.of(v.get(1))),
                          region(List.of(), (_, _) -> List.of(v.get(2))))));
      assertThat(results).containsExactly(scalar(predicate == 1 ? 5 : 6));
    }
  }

  @Test
  void caseTakesTheLastBranchForIndicesOutOfRange() {
    for (long index : new long[] {-1, 0, 1, 2, 7}) {
      List<Tensor> results =
          Programs.run(
              List.of(scalar(index)),
              (b, v) ->
                  b.append(
                      new CaseOp(
                          v.getFirst(),
                          List.of(
                              region(List.of(), (c, _) -> List.of(constant(c, I32, 100))),
                              region(List.of(), (c, _) -> List.of(constant(c, I32, 101))),
                              region(List.of(), (c, _) -> List.of(constant(c, I32, 102)))))));
      assertThat(results).containsExactly(scalar(index < 0 ? 102 : Math.min(100 + index, 102)));
    }
  }

  private static Function square() {
    return function(
        "square",
        List.of(SCALAR),
        (b, v) -> List.of(b.add(new MultiplyOp(v.getFirst(), v.getFirst()))));
  }

  @Test
  void callsAndCompositesRunTheirFunction() {
    Function main =
        function(
            "main",
            List.of(SCALAR),
            (b, v) -> {
              List<Value> once = b.append(new CallOp("square", v, List.of(SCALAR)));
              return b.append(
                  new CompositeOp(
                      "ranvier.square",
                      once,
                      new Attribute.Dictionary(Map.of()),
                      "square",
                      0,
                      List.of(SCALAR)));
            });
    assertThat(Evaluator.evaluate(Module.of("test", square(), main), "main", List.of(scalar(3))))
        .containsExactly(scalar(81));
  }

  @Test
  void rejectsCallsOfMissingFunctions() {
    Module module =
        Module.of(
            "test",
            function(
                "main",
                List.of(SCALAR),
                (b, v) -> b.append(new CallOp("nowhere", v, List.of(SCALAR)))));
    assertThatThrownBy(() -> Evaluator.evaluate(module, "main", List.of(scalar(1))))
        .hasMessage("func.call: expected a function of the module, got @nowhere (Net.java:7)");
  }

  @Test
  void rejectsFunctionsThatCallThemselves() {
    Module module =
        Module.of(
            "test",
            function(
                "main",
                List.of(SCALAR),
                (b, v) -> b.append(new CallOp("main", v, List.of(SCALAR)))));
    assertThatThrownBy(() -> Evaluator.evaluate(module, "main", List.of(scalar(1))))
        .isInstanceOf(EvaluationException.class)
        .hasMessageContaining("expected regions and calls at most 250 deep, got more");
  }

  @Test
  void evaluatesDeeplyNestedRegions() {
    List<Tensor> results =
        Programs.run(
            List.of(Tensor.scalar(ElementType.I1, 1L), scalar(1)),
            (b, v) -> List.of(nested(b, v.get(0), v.get(1), 240)));
    assertThat(results).containsExactly(scalar(241));
  }

  private static Value nested(Builder builder, Value predicate, Value value, int depth) {
    if (depth == 0) {
      return value;
    }
    Block deeper =
        region(
            List.of(),
            (b, _) -> {
              Value inner = nested(b, predicate, value, depth - 1);
              return List.of(b.add(new AddOp(inner, constant(b, I32, 1))));
            });
    Block shallow = region(List.of(), (_, _) -> List.of(value));
    return builder.append(new IfOp(predicate, deeper, shallow)).getFirst();
  }

  @Test
  void customCallsAreNamed() {
    List<Type> results = List.of(SCALAR);
    assertThatThrownBy(
            () ->
                Programs.run(
                    List.of(scalar(1)),
                    (b, v) ->
                        b.append(
                            new CustomCallOp("my_kernel", v, false, Optional.empty(), 1, results))))
        .hasMessage(
            "stablehlo.custom_call: expected an op that is known everywhere, got a call of"
                + " \"my_kernel\" (Net.java:7)");
  }

  @Test
  void rejectsArgumentsOfOtherTypes() {
    Module module = Module.of("test", square());
    assertThatThrownBy(() -> Evaluator.evaluate(module, "square", List.of(vector(I32, 1, 2))))
        .isInstanceOf(EvaluationException.class)
        .hasMessage(
            "function @square: expected arguments of [tensor<i32>], got [tensor<2xi32>]"
                + " (Net.java:7)");
    assertThatThrownBy(() -> Evaluator.evaluate(module, "cube", List.of()))
        .hasMessage("function @cube: expected one of [square], got none of that name");
  }

  @Test
  void barriersHandTheirOperandsOn() {
    assertThat(
            Programs.run(
                List.of(scalar(1), scalar(2)), (b, v) -> b.append(new OptimizationBarrierOp(v))))
        .containsExactly(scalar(1), scalar(2));
  }
}
