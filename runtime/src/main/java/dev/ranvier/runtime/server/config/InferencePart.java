package dev.ranvier.runtime.server.config;

import dev.ranvier.runtime.server.security.Listen;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What a file says about models that are to be served instead of devices. What is left out is as
/// it is where there is no file.
///
/// @param models at least one
/// @param maxBatch the most samples that run side by side
/// @param maxDelay how long a request may wait for others to come along
/// @param queue how many samples of a model may wait
/// @param runtimes as `host:port`; none is one of our own
/// @param connection how to know those runtimes, and be known by them
public record InferencePart(
    Optional<Listen> listen,
    List<Path> models,
    Optional<Integer> maxBatch,
    Optional<Duration> maxDelay,
    Optional<Integer> queue,
    List<Listen> runtimes,
    Connection connection) {
  private static final Duration LONGEST_DELAY = Duration.ofMinutes(1);

  public InferencePart {
    models = List.copyOf(models);
    runtimes = List.copyOf(runtimes);
  }

  /// Of a client.
  ///
  /// @param tls whether it speaks TLS and trusts whom the JDK trusts
  /// @param authorities whom it trusts instead; it speaks TLS then
  /// @param certificate what it shows, with `key`
  /// @param tokenFile the token that it shows
  public record Connection(
      boolean tls,
      Optional<Path> authorities,
      Optional<Path> certificate,
      Optional<Path> key,
      Optional<Path> tokenFile) {
    static final Connection PLAIN =
        new Connection(
            false, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  static InferencePart read(Section section) {
    List<Path> models = section.files("models");
    if (models.isEmpty()) {
      section.mistake("models", "expected at least one file of `ranvier export`");
    }
    List<Listen> runtimes = section.addresses("runtimes");
    Connection[] connection = {Connection.PLAIN};
    section.section("connection", inner -> connection[0] = connection(inner));
    if (runtimes.isEmpty() && section.has("connection")) {
      section.mistake("connection", "is about other runtimes; name them in runtimes");
    }
    Optional<Duration> delay = section.duration("max-delay");
    if (delay.filter(longest -> longest.compareTo(LONGEST_DELAY) > 0).isPresent()) {
      section.mistake("max-delay", "expected at most %d s".formatted(LONGEST_DELAY.toSeconds()));
    }
    return new InferencePart(
        section.address("listen"),
        models,
        section.count("max-batch"),
        delay,
        section.count("queue"),
        runtimes,
        connection[0]);
  }

  private static Connection connection(Section section) {
    Connection read =
        new Connection(
            section.flag("tls"),
            section.file("authorities"),
            section.file("certificate"),
            section.file("key"),
            section.file("token-file"));
    if (read.certificate().isPresent() != read.key().isPresent()) {
      section.mistake(
          read.certificate().isPresent() ? "certificate" : "key",
          "expected certificate and key, got one of them");
    }
    read.tokenFile()
        .filter(file -> Files.isReadable(file) && isEmpty(file))
        .ifPresent(file -> section.mistake("token-file", "%s: is empty".formatted(file)));
    return read;
  }

  private static boolean isEmpty(Path file) {
    return file.toFile().length() == 0;
  }
}
