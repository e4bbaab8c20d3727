package dev.ranvier.compiler.constant;

import static dev.ranvier.compiler.unit.Time.ms;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ranvier.compiler.unit.TimeStep;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.eval.Evaluator;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.op.ConstantOp;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConstantsTest {
  private static final TimeStep DT = new TimeStep(ms(0.1));
  private static final TensorType EACH = TensorType.of(ElementType.F32, 2);
  private static final TensorType BATCH = TensorType.of(ElementType.F32, 3, 2);
  private static final List<Constant> DECLARED =
      List.of(Constant.time("tau", ms(10)), Constant.of("level", 0.3).above("rest"));

  @Test
  void aKnownNumberIsALiteral() {
    Builder builder = new Builder(List.of(), Location.UNKNOWN);
    Value value = Constants.untrained(builder, DECLARED).decay(DT, "tau").as(BATCH);
    builder.functionReturns(value);
    assertThat(builder.build().instructions())
        .filteredOn(one -> !(one.op() instanceof ConstantOp))
        .hasSize(1);
    assertThat(run(builder).getFirst().toDoubles())
        .containsOnly((double) (float) Math.exp(-0.1 / 10));
  }

  @Test
  void aTrainedOneIsComputedForEachNeuron() {
    Builder builder = new Builder(List.of(EACH), Location.UNKNOWN);
    Map<String, Value> trained = Map.of("tau", builder.arguments().getFirst());
    Constants constants = Constants.of(builder, DECLARED, trained);
    Coefficient decay = constants.decay(DT, "tau");
    assertThat(decay.isTrained()).isTrue();
    assertThat(constants.get("level").isTrained()).isFalse();
    builder.functionReturns(decay.as(BATCH), constants.get("level").times(decay).as(EACH));
    List<Tensor> got = run(builder, Tensor.ofFloats(EACH, 10, 2));
    double slow = Math.exp(-0.1 / 10);
    double fast = Math.exp(-0.1 / 2);
    assertThat(got.get(0).toDoubles())
        .containsExactly(new double[] {slow, fast, slow, fast, slow, fast}, within(1e-7));
    assertThat(got.get(1).toDoubles())
        .containsExactly(new double[] {0.3 * slow, 0.3 * fast}, within(1e-7));
  }

  @Test
  void scalesAsIfItWereKnown() {
    Builder builder = new Builder(List.of(EACH, EACH), Location.UNKNOWN);
    Value operand = builder.arguments().get(1);
    Constants known = Constants.untrained(builder, DECLARED);
    Constants trained = Constants.of(builder, DECLARED, Map.of("tau", builder.arguments().get(0)));
    builder.functionReturns(
        known.decay(DT, "tau").scaling(operand), trained.decay(DT, "tau").scaling(operand));
    List<Tensor> got = run(builder, Tensor.ofFloats(EACH, 10, 10), Tensor.ofFloats(EACH, 0.7f, -3));
    assertThat(got.get(1)).isEqualTo(got.get(0));
  }

  @Test
  void namesTheConstantsOfAModelThatAsksForAnother() {
    Constants constants = Constants.untrained(new Builder(List.of(), Location.UNKNOWN), DECLARED);
    assertThatThrownBy(() -> constants.get("taw"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "model: expected one of its constants [tau, level], got \"taw\"; declare it in"
                + " constants()");
  }

  private static List<Tensor> run(Builder builder, Tensor... given) {
    Function function = Function.of("main", true, builder.build(), Location.UNKNOWN);
    return Evaluator.evaluate(Module.of("constants", function), "main", List.of(given));
  }
}
