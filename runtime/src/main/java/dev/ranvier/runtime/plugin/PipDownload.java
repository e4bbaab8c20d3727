package dev.ranvier.runtime.plugin;

import dev.ranvier.runtime.pjrt.PluginException;
import dev.ranvier.runtime.pjrt.PluginException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// One run of `pip download` for one pinned wheel. Where pip looks is the user's own configuration
/// of pip; what it may bring is fixed by name, version and hash.
final class PipDownload {
  private static final Duration STALLED = Duration.ofMinutes(5);
  private static final long LOOK_MILLIS = 200;

  private final Python python;
  private final PinnedWheel wheel;
  private final Path staging;

  PipDownload(Python python, PinnedWheel wheel, Path staging) {
    this.python = python;
    this.wheel = wheel;
    this.staging = staging;
  }

  /// The wheel's file, under the staging folder.
  Path run(FetchProgress progress) throws IOException, InterruptedException {
    Path executable = python.executable().orElseThrow(this::noPython);
    Path wheels = Files.createDirectory(staging.resolve("wheels"));
    Path temporary = Files.createDirectory(staging.resolve("tmp"));
    Path log = staging.resolve("pip.log");
    ProcessBuilder builder = python.command(executable, arguments(wheels));
    builder.environment().put("TMPDIR", temporary.toString());
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      follow(process, progress);
    } finally {
      process.destroyForcibly();
    }
    if (process.exitValue() != 0) {
      throw failed(reason(Files.readString(log)));
    }
    progress.fetched(wheel, wheel.wheelBytes(), wheel.wheelBytes());
    try (var files = Files.list(wheels)) {
      return files.findFirst().orElseThrow(() -> failed("pip brought no file"));
    }
  }

  private List<String> arguments(Path wheels) throws IOException {
    Path requirements = staging.resolve("requirements.txt");
    Files.writeString(requirements, wheel.requirement() + "\n");
    List<String> arguments = new ArrayList<>();
    Collections.addAll(
        arguments,
        "-m",
        "pip",
        "download",
        "--quiet",
        "--no-input",
        "--disable-pip-version-check",
        "--no-deps",
        "--only-binary",
        ":all:",
        "--require-hashes",
        "--requirement",
        requirements.toString(),
        "--dest",
        wheels.toString());
    wheel.tags().ifPresent(tags -> arguments.addAll(tags.pipOptions()));
    return arguments;
  }

  private void follow(Process process, FetchProgress progress) throws InterruptedException {
    long before = -1;
    long changed = System.nanoTime();
    while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      long bytes = Math.min(Folders.bytes(staging), wheel.wheelBytes());
      if (bytes != before) {
        before = bytes;
        changed = System.nanoTime();
        progress.fetched(wheel, bytes, wheel.wheelBytes());
      }
      if (System.nanoTime() - changed > STALLED.toNanos()) {
        throw failed("no byte came for " + STALLED.toMinutes() + " minutes");
      }
    }
  }

  /// The line by which pip says what is wrong.
  private static String reason(String log) {
    List<String> lines = log.lines().filter(line -> !line.isBlank()).toList();
    if (log.contains("No module named pip")) {
      return "this python3 has no pip; install it (python3 -m ensurepip)";
    }
    return lines.stream()
        .filter(line -> line.startsWith("ERROR:"))
        .findFirst()
        .or(() -> lines.stream().reduce((first, last) -> last))
        .map(line -> "pip says: " + line.strip())
        .orElse("pip failed and said nothing");
  }

  private PluginException noPython() {
    return failed("there is no python3 on PATH; install Python 3 with pip");
  }

  private PluginException failed(String why) {
    return new PluginException(
        Reason.FETCH_FAILED,
        "plugin %s can't be fetched: %s, or give a plugin with --plugin NAME=PATH"
            .formatted(wheel, why));
  }
}
