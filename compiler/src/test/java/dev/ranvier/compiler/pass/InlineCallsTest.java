package dev.ranvier.compiler.pass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.Stage;
import dev.ranvier.ir.Verifier;
import dev.ranvier.ir.eval.Evaluator;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.op.Attribute;
import dev.ranvier.ir.op.CallOp;
import dev.ranvier.ir.op.CompositeOp;
import dev.ranvier.ir.op.Literal;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InlineCallsTest {
  private static final TensorType SCALAR = TensorType.scalar(ElementType.F32);

  /// 3x - y, and then the other way round, by a function that calls another.
  private static Module module() {
    Builder minus = new Builder(List.of(SCALAR, SCALAR), Location.UNKNOWN);
    minus.functionReturns(minus.subtract(minus.arguments().get(0), minus.arguments().get(1)));
    Builder both = new Builder(List.of(SCALAR, SCALAR), Location.UNKNOWN);
    Value three = both.multiply(both.arguments().get(0), both.splat(SCALAR, 3.0));
    both.functionReturns(
        both.call("minus", List.of(three, both.arguments().get(1)), List.of(SCALAR)));
    Builder main = new Builder(List.of(SCALAR, SCALAR), Location.UNKNOWN);
    Value x = main.arguments().get(0);
    Value y = main.arguments().get(1);
    Value there = main.call("both", List.of(x, y), List.of(SCALAR)).getFirst();
    List<Value> chosen =
        main.branch(
            main.constant(Literal.splat(TensorType.scalar(ElementType.I1), 1L)),
            b -> b.append(composite(y, there)),
            b -> b.call("minus", List.of(x, y), List.of(SCALAR)));
    main.functionReturns(there, chosen.getFirst());
    return Module.of(
        "m",
        Function.of("main", true, main.build(), Location.UNKNOWN),
        Function.of("both", false, both.build(), Location.UNKNOWN),
        Function.of("minus", false, minus.build(), Location.UNKNOWN));
  }

  private static CompositeOp composite(Value x, Value y) {
    return new CompositeOp(
        "test.both", List.of(x, y), new Attribute.Dictionary(Map.of()), "both", 0, List.of(SCALAR));
  }

  @Test
  void oneFunctionDoesWhatAllDid() {
    Module before = module();
    Verifier.verifyOrThrow(before, Stage.TENSOR);

    Module after = Module.of("m", InlineCalls.in(before, before.functions().getFirst()));

    Verifier.verifyOrThrow(after, Stage.TENSOR);
    assertThat(OpCounts.of(after, CallOp.class)).isZero();
    assertThat(OpCounts.of(after, CompositeOp.class)).isZero();
    List<Tensor> at =
        List.of(Tensor.scalar(ElementType.F32, 2.0), Tensor.scalar(ElementType.F32, 5.0));
    assertThat(Evaluator.evaluate(after, "main", at))
        .isEqualTo(Evaluator.evaluate(before, "main", at))
        .containsExactly(Tensor.scalar(ElementType.F32, 1.0), Tensor.scalar(ElementType.F32, 14.0));
  }
}
