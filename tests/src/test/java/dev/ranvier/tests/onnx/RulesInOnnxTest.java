package dev.ranvier.tests.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.eval.Evaluator;
import dev.ranvier.ir.eval.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What stands for each op in ONNX, on its own, against the evaluator.
final class RulesInOnnxTest {
  private static final long SEED = 31;
  private static final int TIMES = 4;

  static Stream<OnnxRule> rules() {
    return OnnxRules.all().stream();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void givesWhatTheOpGives(OnnxRule rule) throws OrtException {
    Module module = rule.module();
    SplittableRandom random = new SplittableRandom(SEED);
    try (OnnxSession session = OnnxSession.of(OnnxRule.model(module))) {
      for (int time = 0; time < TIMES; time++) {
        List<Tensor> arguments = new ArrayList<>();
        Map<String, OnnxTensor> given = new HashMap<>();
        OnnxRule.signature(module)
            .inputs()
            .forEach(port -> arguments.add(OnnxRule.draw(random, port.type())));
        for (int i = 0; i < arguments.size(); i++) {
          given.put("in" + i, OnnxSession.of(arguments.get(i)));
        }
        given.keySet().retainAll(session.inputs());
        Tensor expected = Evaluator.evaluate(module, "main", arguments).getFirst();
        try (OrtSession.Result result = session.run(given)) {
          OnnxTensor found = Objects.requireNonNull(OnnxSession.named(result).get("out0.metric"));
          compare(rule, arguments, OnnxSession.read(found, expected.type()), expected);
        }
      }
    }
  }

  private static void compare(
      OnnxRule rule, List<Tensor> arguments, Tensor found, Tensor expected) {
    for (int i = 0; i < expected.size(); i++) {
      String where = "element %d of %s, seed %d, of %s".formatted(i, rule, SEED, arguments);
      if (!expected.type().element().isFloat()) {
        assertThat(found.asLong(i)).as(where).isEqualTo(expected.asLong(i));
        continue;
      }
      double wanted = expected.asDouble(i);
      double got = found.asDouble(i);
      if (Double.isNaN(wanted)) {
        assertThat(got).as(where).isNaN();
      } else if (Double.isInfinite(wanted)) {
        assertThat(got).as(where).isEqualTo(wanted);
      } else {
        // No tolerance is none at all, but for the sign of zero.
        double most = rule.tolerance() * Math.max(1, Math.abs(wanted));
        assertThat(got).as(where).isCloseTo(wanted, within(most));
      }
    }
  }
}
