package dev.ranvier.examples.bench.service;

import dev.ranvier.runtime.server.RuntimeServer;
import dev.ranvier.runtime.server.operations.ResidentMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// Other processes: what they hold of the machine, and signals to them. By what Linux tells of
/// them.
final class Processes {
  private Processes() {}

  /// The worker that takes calls now, waited for if it is just starting.
  static ProcessHandle worker(RuntimeServer server) throws InterruptedException {
    long pid = server.workers().getFirst();
    return ProcessHandle.of(pid)
        .orElseThrow(() -> new IllegalStateException("worker " + pid + " is gone"));
  }

  static void signal(String name, ProcessHandle process) throws IOException, InterruptedException {
    int code =
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    if (code != 0) {
      throw new IOException("kill -%s %d ended with %d".formatted(name, process.pid(), code));
    }
  }

  /// A process that has ended but that nobody has reaped yet counts as alive; it has no command any
  /// more.
  static boolean isGone(ProcessHandle process) {
    return !process.isAlive() || process.info().command().isEmpty();
  }

  /// Memory that it has in RAM, in MiB.
  static double residentMebibytes(ProcessHandle process) {
    return ResidentMemory.of(process.pid()) / (double) (1 << 20);
  }

  /// How many files and sockets it has open.
  static long descriptors(ProcessHandle process) throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/" + process.pid() + "/fd"))) {
      return open.count();
    }
  }
}
