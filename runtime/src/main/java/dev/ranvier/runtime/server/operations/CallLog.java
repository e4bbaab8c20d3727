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
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A line of JSON for each call that has ended. Holds who, what and how it ended; never what was
/// computed, what was shown to prove an identity, or a handle. Written by a thread of its own:
/// calls end on event loops, which wait for no disk.
final class CallLog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CallLog.class);
  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  /// A disk that stands still may not take the runtime's memory.
  private static final int MOST_LINES = 10_000;

  private static final int CLOSE_SECONDS = 2;

  private final BufferedWriter writer;
  private final ThreadPoolExecutor thread =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MOST_LINES),
          Thread.ofPlatform().daemon().name("call log").factory(),
          (_, _) -> lost());

  private final AtomicBoolean broken = new AtomicBoolean();

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
  void write(Line line) {
    thread.execute(() -> append(line));
  }

  private void append(Line line) {
    try {
      writer.write(GSON.toJson(line));
      writer.newLine();
      if (thread.getQueue().isEmpty()) {
        writer.flush();
      }
      broken.set(false);
    } catch (IOException problem) {
      if (!broken.getAndSet(true)) {
        LOG.warn("the log of calls cannot be written; its lines are lost", problem);
      }
    }
  }

  private void lost() {
    if (!thread.isShutdown() && !broken.getAndSet(true)) {
      LOG.warn("the log of calls is written too slowly; lines are lost");
    }
  }

  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("the last lines of the log of calls are not written yet; they are lost");
      }
      writer.close();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (IOException problem) {
      LOG.warn("the log of calls could not be closed", problem);
    }
  }
}
