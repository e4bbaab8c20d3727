package dev.ranvier.runtime.server.operations;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import dev.ranvier.runtime.RuntimeFailure.Refused;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A line of JSON for each call that has ended. Holds who, what and how it ended; never what was
/// computed, what was shown to prove an identity, or a handle.
final class CallLog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CallLog.class);
  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  private final BufferedWriter writer;
  private boolean broken;

  /// A line: its components in order.
  ///
  /// @param time of the end, UTC
  /// @param module SHA-256 of its text, where it is known
  /// @param outcome the name of the status
  record Line(
      String time,
      String tenant,
      String method,
      @Nullable String module,
      String outcome,
      double millis) {
    static Line of(CallFacts facts, String method, String outcome, Duration took) {
      return new Line(
          Instant.now().toString(),
          facts.tenant(),
          method,
          facts.module().orElse(null),
          outcome,
          took.toNanos() / 1e6);
    }
  }

  private CallLog(BufferedWriter writer) {
    this.writer = writer;
  }

  /// Writes to the end of a file.
  ///
  /// @throws Refused if it cannot be written
  static CallLog open(Path file) {
    try {
      return new CallLog(
          Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    } catch (IOException problem) {
      throw new Refused(
          "log %s: cannot be written (%s); choose another file".formatted(file, problem), problem);
    }
  }

  /// A log that cannot be written stops no call; that is said once.
  synchronized void write(Line line) {
    try {
      writer.write(GSON.toJson(line));
      writer.newLine();
      writer.flush();
      broken = false;
    } catch (IOException problem) {
      if (!broken) {
        LOG.warn("the log of calls cannot be written; its lines are lost", problem);
      }
      broken = true;
    }
  }

  @Override
  public synchronized void close() {
    try {
      writer.close();
    } catch (IOException problem) {
      LOG.warn("the log of calls could not be closed", problem);
    }
  }
}
