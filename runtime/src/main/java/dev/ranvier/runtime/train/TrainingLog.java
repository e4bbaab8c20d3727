package dev.ranvier.runtime.train;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// The figures of a training, a row an epoch, in a CSV file that is complete after every row: a
/// training that ends early, or is killed, leaves all its rows.
public final class TrainingLog implements AutoCloseable {
  private final BufferedWriter writer;
  private final List<EpochRow> rows;

  private TrainingLog(BufferedWriter writer, List<EpochRow> rows) {
    this.writer = writer;
    this.rows = rows;
  }

  /// Begins a log; a file that is there is replaced, folders are made.
  public static TrainingLog create(Path file) throws IOException {
    return begin(file, List.of());
  }

  /// Goes on with a log after an epoch from which training is resumed; rows of later epochs, which
  /// are about to be trained again, are dropped.
  public static TrainingLog resume(Path file, int lastEpoch) throws IOException {
    return begin(file, read(file).stream().filter(row -> row.epoch() <= lastEpoch).toList());
  }

  private static TrainingLog begin(Path file, List<EpochRow> kept) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    BufferedWriter writer =
        Files.newBufferedWriter(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    var log = new TrainingLog(writer, new ArrayList<>());
    writer.write(EpochRow.HEADER + "\n");
    writer.flush();
    for (EpochRow row : kept) {
      log.append(row);
    }
    return log;
  }

  /// Writes a row to the file before it returns.
  public void append(EpochRow row) throws IOException {
    writer.write(row.csv() + "\n");
    writer.flush();
    rows.add(row);
  }

  /// All rows so far.
  public List<EpochRow> rows() {
    return List.copyOf(rows);
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }

  /// The rows of a log's file.
  ///
  /// @throws IllegalArgumentException if the file is no log; names the line
  public static List<EpochRow> read(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    if (lines.isEmpty() || !lines.getFirst().equals(EpochRow.HEADER)) {
      throw new IllegalArgumentException(
          "%s:1: expected the header %s; is it the log of a training?"
              .formatted(file, EpochRow.HEADER));
    }
    List<EpochRow> rows = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      try {
        rows.add(EpochRow.parse(lines.get(i)));
      } catch (IllegalArgumentException problem) {
        throw new IllegalArgumentException(
            "%s:%d: %s".formatted(file, i + 1, problem.getMessage()), problem);
      }
    }
    return rows;
  }
}
