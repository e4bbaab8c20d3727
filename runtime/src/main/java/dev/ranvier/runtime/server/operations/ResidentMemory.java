package dev.ranvier.runtime.server.operations;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// How much of a process is in RAM.
public final class ResidentMemory {
  private static final String FIELD = "VmRSS:";

  private ResidentMemory() {}

  /// Bytes; 0 where the process is gone or the system does not say.
  public static long of(long pid) {
    try (var lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
      return lines
          .filter(line -> line.startsWith(FIELD))
          .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException | java.io.UncheckedIOException gone) {
      return 0;
    }
  }
}
