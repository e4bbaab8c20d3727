package dev.ranvier.runtime.worker;

import dev.ranvier.runtime.checksum.Sha256;
import dev.ranvier.runtime.pjrt.Client;
import dev.ranvier.runtime.pjrt.Plugin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/// Everything but a module that its machine code depends on. Read once, beside the first
/// compilation: a plugin has hundreds of megabytes.
final class Surroundings {
  private static final List<String> VARIABLES =
      List.of("XLA_FLAGS", "LIBTPU_INIT_ARGS", "TF_XLA_FLAGS");

  private final CompletableFuture<byte[]> digest;

  private Surroundings(CompletableFuture<byte[]> digest) {
    this.digest = digest;
  }

  static Surroundings of(Plugin plugin, Client client) {
    return new Surroundings(
        CompletableFuture.supplyAsync(
            () ->
                Digests.sha256(
                    file(plugin.library()),
                    utf8(plugin.apiVersion().toString()),
                    utf8(client.platformName()),
                    utf8(client.platformVersion()),
                    utf8(client.devices().getFirst().kind()),
                    utf8(processor()),
                    utf8(variables())),
            task -> Thread.ofPlatform().daemon().name("surroundings").start(task)));
  }

  byte[] digest() {
    return digest.join();
  }

  private static byte[] file(Path library) {
    try {
      return HexFormat.of().parseHex(Sha256.of(library));
    } catch (IOException problem) {
      throw new UncheckedIOException("plugin " + library + " cannot be read", problem);
    }
  }

  /// What the processor can do, where the system tells; else its kind.
  private static String processor() {
    try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("flags") || line.startsWith("model name"))
          .distinct()
          .sorted()
          .collect(Collectors.joining("\n"));
    } catch (NoSuchFileException _) {
      return System.getProperty("os.arch");
    } catch (IOException problem) {
      throw new UncheckedIOException("/proc/cpuinfo cannot be read", problem);
    }
  }

  private static String variables() {
    return VARIABLES.stream()
        .map(name -> name + "=" + System.getenv().getOrDefault(name, ""))
        .collect(Collectors.joining("\n"));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
