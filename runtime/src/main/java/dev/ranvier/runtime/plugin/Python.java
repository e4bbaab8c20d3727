package dev.ranvier.runtime.plugin;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The `python3` on the PATH, if there is one: it knows where wheels are installed, and has pip.
final class Python {
  private static final long ANSWER_SECONDS = 30;
  private static final String PRINT_SITE_PACKAGES =
      """
      import site, sys, sysconfig
      paths = [sysconfig.get_path("purelib"), sysconfig.get_path("platlib")]
      paths += [site.getusersitepackages()] if site.ENABLE_USER_SITE else []
      print("\\n".join(dict.fromkeys(paths + sys.path)))
      """;

  private final Map<String, String> environment;

  Python(Map<String, String> environment) {
    this.environment = environment;
  }

  Optional<Path> executable() {
    for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      Path candidate = Path.of(folder, "python3");
      if (!folder.isBlank() && Files.isExecutable(candidate)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  /// A process about to run Python with these arguments, in the environment that was looked at.
  ProcessBuilder command(Path executable, List<String> arguments) {
    var builder = new ProcessBuilder(executable.toString());
    builder.command().addAll(arguments);
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
  }

  /// Folders in which this Python finds packages; none if it doesn't answer.
  List<Path> sitePackages() {
    Optional<Path> executable = executable();
    if (executable.isEmpty()) {
      return List.of();
    }
    try {
      Process process =
          command(executable.get(), List.of("-c", PRINT_SITE_PACKAGES))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!process.waitFor(ANSWER_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return List.of();
      }
      var answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return answer
          .lines()
          .filter(line -> !line.isBlank())
          .map(Path::of)
          .filter(Files::isDirectory)
          .toList();
    } catch (IOException problem) {
      return List.of();
    } catch (InterruptedException problem) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }
}
