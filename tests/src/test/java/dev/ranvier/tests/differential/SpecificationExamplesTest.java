package dev.ranvier.tests.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ranvier.ir.Module;
import dev.ranvier.ir.eval.Evaluator;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.text.Parser;
import dev.ranvier.ir.type.TensorType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The specification's examples by a plugin, held against what the evaluator makes of them; that
/// these are the specification's numbers is the matter of the test of the same name in `ir`, which
/// has the file.
final class SpecificationExamplesTest {
  private static final Path FILE =
      Path.of("..", "ir", "src", "test", "resources", "spec", "examples.mlir");

  @Test
  void thePluginGivesWhatTheEvaluatorGives() throws IOException {
    String[] examples = Files.readString(FILE).split("\n// -----\n\n", -1);
    assertThat(examples).hasSizeGreaterThan(60);
    try (PluginRun plugin = PluginRun.open()) {
      for (int i = 1; i < examples.length; i++) {
        check(plugin, examples[i]);
      }
    }
  }

  private static void check(PluginRun plugin, String text) {
    String name = text.substring(0, text.indexOf('\n'));
    Module module = Parser.parse(text, name);
    List<Tensor> arguments = Evaluator.evaluate(module, "given", List.of());
    List<Tensor> expected = Evaluator.evaluate(module, "main", arguments);
    List<TensorType> types = expected.stream().map(Tensor::type).toList();
    List<Tensor> got = plugin.run(text, arguments, types);
    for (int i = 0; i < got.size(); i++) {
      check(name, got.get(i), expected.get(i));
    }
  }

  /// Floats to a relative error of 1e-6: functions are approximated.
  private static void check(String name, Tensor got, Tensor expected) {
    for (int i = 0; i < got.size(); i++) {
      boolean finite = got.type().element().isFloat() && Double.isFinite(expected.asDouble(i));
      if (finite) {
        double number = expected.asDouble(i);
        assertThat(got.asDouble(i)).as(name).isCloseTo(number, within(1e-6 * Math.abs(number)));
      } else if (!got.type().element().isFloat() || !Double.isNaN(expected.asDouble(i))) {
        assertThat(got.bits(i)).as(name).isEqualTo(expected.bits(i));
      } else {
        assertThat(got.asDouble(i)).as(name).isNaN();
      }
    }
  }
}
