package dev.ranvier.runtime.server.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.GeneralSecurityException;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Files that are read once, and again whenever one of them has changed. What was read before stays
/// in use until the files can be read again: an operator who replaces them one by one, or gets one
/// wrong, shuts nobody out.
final class WatchedFiles {
  private static final Logger LOG = LoggerFactory.getLogger(WatchedFiles.class);

  private final List<Path> files;
  private final Reading reading;
  private List<Stamp> seen;

  /// Reads the files.
  @FunctionalInterface
  interface Reading {
    void read() throws IOException, GeneralSecurityException, ParseException;
  }

  /// What changes when a file is written or replaced.
  private record Stamp(Object time, long size, Object key) {
    static Stamp of(Path file) throws IOException {
      var attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return new Stamp(
          attributes.lastModifiedTime(),
          attributes.size(),
          Objects.requireNonNullElse(attributes.fileKey(), ""));
    }
  }

  private WatchedFiles(List<Path> files, Reading reading, List<Stamp> seen) {
    this.files = files;
    this.reading = reading;
    this.seen = seen;
  }

  /// Reads the files now, and looks for changes once in a period.
  static void watch(
      List<Path> files, Duration period, ScheduledExecutorService clock, Reading reading)
      throws IOException, GeneralSecurityException, ParseException {
    List<Stamp> stamps = stamps(files);
    reading.read();
    WatchedFiles watched = new WatchedFiles(files, reading, stamps);
    var _ =
        clock.scheduleWithFixedDelay(
            watched::look, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      List<Stamp> now = stamps(files);
      if (!now.equals(seen)) {
        seen = now;
        reading.read();
        LOG.info("{}: read again", files);
      }
    } catch (IOException | GeneralSecurityException | ParseException | RuntimeException problem) {
      LOG.warn("{}: changed and cannot be used; what was read before stays", files, problem);
    }
  }

  private static List<Stamp> stamps(List<Path> files) throws IOException {
    Stamp[] stamps = new Stamp[files.size()];
    for (int i = 0; i < stamps.length; i++) {
      stamps[i] = Stamp.of(files.get(i));
    }
    return List.of(stamps);
  }
}
