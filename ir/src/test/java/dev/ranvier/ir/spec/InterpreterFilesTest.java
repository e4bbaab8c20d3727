package dev.ranvier.ir.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ranvier.ir.spec.InterpreterCase.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The tests of the StableHLO interpreter (`stablehlo/tests/interpret` of its repository), by our
/// evaluator. Runs where `-Dranvier.stablehlo.interpret=FOLDER` says where they are, and writes the
/// table of `docs/stablehlo-coverage.md` to `target/interpret.md`.
final class InterpreterFilesTest {
  private static final String FOLDER = "ranvier.stablehlo.interpret";

  @Test
  void agreesWhereverItEvaluates() throws IOException {
    String folder = System.getProperty(FOLDER);
    assumeTrue(folder != null, "needs -D" + FOLDER + "=.../stablehlo/tests/interpret");
    List<String> table = new ArrayList<>();
    List<String> different = new ArrayList<>();
    List<Outcome> all = new ArrayList<>();
    for (Path file : files(Path.of(folder))) {
      List<Outcome> outcomes = new ArrayList<>();
      for (InterpreterCase each : InterpreterCase.of(Files.readString(file))) {
        outcomes.add(each.outcome());
        if (outcomes.getLast() == Outcome.DIFFERS) {
          different.add(file.getFileName() + " @" + each.name());
        }
      }
      table.add(row(Path.of(folder).relativize(file).toString().replace(".mlir", ""), outcomes));
      all.addAll(outcomes);
    }
    table.add(row("all", all));
    Files.write(Path.of("target", "interpret.md"), table);
    assertThat(all).contains(Outcome.AGREES);
    assertThat(different).isEmpty();
  }

  /// Functions, and how many of them are read, evaluated, and agree.
  private static String row(String name, List<Outcome> outcomes) {
    return "| %s | %d | %d | %d | %d |"
        .formatted(
            name,
            outcomes.size(),
            count(outcomes, Outcome.NOT_EVALUATED, Outcome.DIFFERS, Outcome.AGREES),
            count(outcomes, Outcome.DIFFERS, Outcome.AGREES),
            count(outcomes, Outcome.AGREES));
  }

  private static long count(List<Outcome> outcomes, Outcome... wanted) {
    return outcomes.stream().filter(List.of(wanted)::contains).count();
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".mlir")).sorted().toList();
    }
  }
}
