package dev.ranvier.examples.bench.service;

import dev.ranvier.runtime.process.ChildJava;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// `ranvier serve` in a process of its own, which may be killed. Its heap and its workers' are in
/// RAM from the start, so that what grows later is no heap that is used for the first time.
final class ServedProcess implements AutoCloseable {
  private static final String READY = "serving on ";

  private final Process process;
  private final String address;

  private ServedProcess(Process process, String address) {
    this.process = process;
    this.address = address;
  }

  static ServedProcess start(Bench bench, int port) throws IOException {
    List<String> arguments =
        List.of(
            "serve",
            "--listen",
            "127.0.0.1:" + (port == 0 ? freePort() : port),
            "--plugin",
            "cpu=" + bench.library());
    List<String> memory = List.of("-Xms128m", "-Xmx128m");
    ProcessBuilder builder =
        new ProcessBuilder(ChildJava.command(bench.commandLine(), memory, arguments))
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("JAVA_TOOL_OPTIONS", "-XX:+AlwaysPreTouch");
    Process process = builder.start();
    BufferedReader said = process.inputReader();
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      if (line.startsWith(READY)) {
        return new ServedProcess(process, line.substring(READY.length(), line.indexOf(';')));
      }
    }
    process.destroyForcibly();
    throw new IOException("`ranvier serve` ended before it served");
  }

  /// One that nobody listened on a moment ago.
  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /// Where it listens, as `host:port`.
  String address() {
    return address;
  }

  int port() {
    return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  List<ProcessHandle> workers() {
    return process.children().toList();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException stopped) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
