package dev.ranvier.examples.cli;

import dev.ranvier.ir.Diagnostic;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.Stage;
import dev.ranvier.ir.Verifier;
import dev.ranvier.ir.text.ParseException;
import dev.ranvier.ir.text.Parser;
import dev.ranvier.ir.version.NeededVersion;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Checks StableHLO text by our own parser and verifier: no plugin is needed.
@Command(
    name = "verify",
    description = "Check a file of StableHLO text, as the service does before it takes a module.",
    footer = {"", "Example:", "  ranvier compile yinyang -o net.mlir && ranvier verify net.mlir"})
final class VerifyCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE.mlir", description = "What to check.")
  private Path file = Path.of("");

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  /// The outcome as programs read it.
  ///
  /// @param stablehlo the version that a plugin must have; empty if the file is not valid
  record Verified(
      String file, boolean valid, int functions, String stablehlo, List<Problem> problems) {}

  /// One thing that is wrong, and where.
  record Problem(String location, String message) {
    static Problem of(Diagnostic diagnostic) {
      return new Problem(diagnostic.location().toString(), diagnostic.message());
    }
  }

  @Override
  public Integer call() throws IOException {
    Verified verified = verified(read());
    if (json) {
      Json.print(spec.commandLine().getOut(), verified);
    } else if (verified.valid()) {
      String functions =
          verified.functions() == 1 ? "1 function" : verified.functions() + " functions";
      spec.commandLine()
          .getOut()
          .printf("%s: valid, %s, needs StableHLO %s%n", file, functions, verified.stablehlo());
    } else {
      for (Problem problem : verified.problems()) {
        String place = problem.location();
        spec.commandLine().getErr().printf("ranvier: %s: %s%n", place, problem.message());
      }
    }
    return verified.valid() ? 0 : Failures.FAILED;
  }

  private String read() throws IOException {
    if (Files.isDirectory(file)) {
      throw new CommandFailed(file + ": a folder; give a file of StableHLO text");
    }
    try {
      return Files.readString(file);
    } catch (MalformedInputException _) {
      throw new CommandFailed(file + ": not UTF-8 text; give StableHLO text, not bytecode");
    }
  }

  private Verified verified(String text) {
    try {
      Module module = Parser.parse(text, file.toString());
      List<Diagnostic> wrong = wrong(module);
      boolean valid = wrong.isEmpty();
      String stablehlo = valid ? NeededVersion.of(module).version().toString() : "";
      int functions = module.functions().size();
      return new Verified(file.toString(), valid, functions, stablehlo, problems(wrong));
    } catch (ParseException problem) {
      return new Verified(file.toString(), false, 0, "", problems(problem.diagnostics()));
    }
  }

  private static List<Diagnostic> wrong(Module module) {
    List<Diagnostic> wrong = Verifier.verify(module, Stage.TENSOR);
    return wrong.isEmpty() ? NeededVersion.stampProblems(module) : wrong;
  }

  private static List<Problem> problems(List<Diagnostic> diagnostics) {
    return diagnostics.stream().map(Problem::of).toList();
  }
}
