package dev.ranvier.examples.cli;

import dev.ranvier.compiler.Program;
import dev.ranvier.runtime.ahead.AheadOfTime;
import dev.ranvier.runtime.ahead.AheadOutcome;
import dev.ranvier.runtime.ahead.AheadTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// Compiling for devices that aren't there.
final class AheadOption {
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  @Option(
      names = "--aot",
      paramLabel = "DEVICES",
      description =
          "Compile the module for devices that need not be here, and say what came of it: v5e:2x2,"
              + " v6e:2x4, tpu7x:2x2x1 ..., h200. Fetches their compiler once (205 MB for TPUs, 257 MB"
              + " for GPUs).")
  private @Nullable String devices;

  /// The devices, if any were given.
  Optional<AheadTarget> target(CommandLine command) {
    try {
      return Optional.ofNullable(devices).map(AheadTarget::named);
    } catch (IllegalArgumentException problem) {
      throw new ParameterException(command, "--aot: " + problem.getMessage(), problem);
    }
  }

  /// Compiles a program; the fetching of the compiler shows on standard error.
  ///
  /// @param file where the executable goes, if it is to be written
  /// @throws CommandFailed if the compiler doesn't take it
  static AheadFindings compile(
      CommandLine command, AheadTarget target, Program program, @Nullable Path file)
      throws IOException {
    AheadOfTime compiler = compiler(command, target);
    AheadOutcome.Compiled compiled = compiled(compiler, program);
    if (file != null) {
      Files.write(file, compiled.executable().toByteArray());
    }
    return AheadFindings.of(compiler, program, compiled, file);
  }

  static AheadOfTime compiler(CommandLine command, AheadTarget target) {
    try (var fetching = new FetchDisplay(command.getErr())) {
      return AheadOfTime.of(target, fetching, PATIENCE);
    }
  }

  private static AheadOutcome.Compiled compiled(AheadOfTime compiler, Program program)
      throws IOException {
    try {
      return switch (compiler.compile(program.text())) {
        case AheadOutcome.Compiled compiled -> compiled;
        case AheadOutcome.Refused refused -> throw refused(compiler.target(), program, refused);
      };
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new CommandFailed("%s: interrupted".formatted(program.name()));
    }
  }

  private static CommandFailed refused(
      AheadTarget target, Program program, AheadOutcome.Refused refused) {
    String message = refused.message();
    String where =
        refused
            .javaLine()
            .filter(line -> !message.contains(line))
            .map(" (%s)"::formatted)
            .orElse("");
    return new CommandFailed(
        "%s: the compiler for %s does not take it: %s%s"
            .formatted(program.name(), target.name(), message, where));
  }
}
