package dev.ranvier.examples.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `ranvier serve` in a process of its own, on the loopback interface.
final class ServeProcess implements AutoCloseable {
  private static final Pattern READY =
      Pattern.compile("(?:serving|inference) on (127\\.0\\.0\\.1:\\d+);.*");

  private final Process process;
  private final String address;

  private ServeProcess(Process process, String address) {
    this.process = process;
    this.address = address;
  }

  /// Starts it, and waits until it listens.
  static ServeProcess start(String... options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED"));
    Optional.ofNullable(System.getProperty("ranvier.plugin"))
        .ifPresent(plugin -> command.add("-Dranvier.plugin=" + plugin));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.add("serve");
    command.addAll(List.of(options));
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      return new ServeProcess(process, address(process));
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  private static String address(Process process) throws IOException {
    var output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      Matcher matcher = READY.matcher(line);
      if (matcher.matches()) {
        return matcher.group(1);
      }
    }
    throw new IllegalStateException("ranvier serve ended before it listened");
  }

  /// `host:port`.
  String address() {
    return address;
  }

  /// As `kill -9`.
  void kill() {
    var _ = process.destroyForcibly();
  }

  /// As `kill`.
  ///
  /// @return whether it ends in 30 s
  boolean endsGently() throws InterruptedException {
    process.destroy();
    return process.waitFor(30, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        kill();
      }
    } catch (InterruptedException _) {
      kill();
      Thread.currentThread().interrupt();
    }
  }
}
