package dev.ranvier.tests.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.compiler.problem.NetworkException;
import dev.ranvier.compiler.target.TargetException;
import dev.ranvier.compiler.target.Targets;
import dev.ranvier.examples.Model;
import dev.ranvier.examples.Models;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.Stage;
import dev.ranvier.ir.Verifier;
import dev.ranvier.ir.text.Parser;
import dev.ranvier.ir.text.Printer;
import dev.ranvier.tests.networks.ExamplePrograms;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every example for every target: its programs are legal there, and are what they were the last
/// time; or the target says why it does not take them. The programs are large, so that the files
/// hold a digest of each.
final class TargetsGoldenTest {
  static Stream<Arguments> examplesForTargets() {
    return Models.all().stream()
        .flatMap(
            model ->
                Targets.all().stream().map(target -> Arguments.of(model.name(), target.name())));
  }

  @ParameterizedTest
  @MethodSource("examplesForTargets")
  void compilesEveryExampleForEveryTargetAsBefore(String example, String target) {
    Model model = Models.named(example).orElseThrow();
    StringBuilder page = new StringBuilder("# %s for %s\n".formatted(example, target));
    ExamplePrograms.of(model, Targets.named(target))
        .forEach(
            (name, compiled) ->
                page.append("\n## ").append(name).append("\n\n").append(described(compiled)));
    Golden.check("targets/%s.%s".formatted(example, target), page.toString());
  }

  private static String described(Supplier<Module> compiled) {
    Module module;
    try {
      module = compiled.get();
    } catch (NetworkException | TargetException refusal) {
      return "refused: %s\n".formatted(withoutLines(String.valueOf(refusal.getMessage())));
    }
    assertThat(Verifier.verify(Parser.parse(Printer.print(module), "text"), Stage.TENSOR))
        .isEmpty();
    return ModuleDigest.of(module).text();
  }

  /// An edit elsewhere in a model's file is to change nothing here.
  private static String withoutLines(String message) {
    return message.replaceAll("(\\.java):\\d+", "$1");
  }
}
