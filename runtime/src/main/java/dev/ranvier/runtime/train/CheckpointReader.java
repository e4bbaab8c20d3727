package dev.ranvier.runtime.train;

import dev.ranvier.runtime.array.HostArray;
import dev.ranvier.runtime.checksum.Sha256;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/// Reads a checkpoint's file: nothing of it is believed before its checksum is right.
final class CheckpointReader {
  private static final int PIECE = 1 << 20;

  /// More than any header has.
  private static final int MOST_HEADER_BYTES = 100 << 20;

  private final Path file;
  private final FileChannel channel;

  private CheckpointReader(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  static Checkpoint read(Path file) {
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return new CheckpointReader(file, channel).read();
    } catch (NoSuchFileException problem) {
      throw new CheckpointException(
          "checkpoint %s: there is no such file; name one that training wrote".formatted(file),
          problem);
    } catch (IOException problem) {
      throw new CheckpointException(
          "checkpoint %s: it can't be read (%s)".formatted(file, problem), problem);
    }
  }

  private Checkpoint read() throws IOException {
    byte[] head = header();
    requireChecksum(head);
    CheckpointHeader header;
    try {
      header = CheckpointHeader.parse(new String(head, StandardCharsets.UTF_8));
    } catch (RuntimeException problem) {
      throw new CheckpointException(
          "checkpoint %s: its header can't be read (%s); was it written by another version?"
              .formatted(file, problem.getMessage()),
          problem);
    }
    long data = (long) CheckpointBytes.LENGTH_BYTES + head.length;
    Map<String, HostArray> parameters = new LinkedHashMap<>();
    Map<String, HostArray> slots = new LinkedHashMap<>();
    for (var entry : header.entries()) {
      HostArray array = array(entry, data);
      if (entry.name().startsWith(CheckpointWriter.PARAMETERS)) {
        parameters.put(entry.name().substring(CheckpointWriter.PARAMETERS.length()), array);
      } else if (entry.name().startsWith(CheckpointWriter.SLOTS)) {
        slots.put(entry.name().substring(CheckpointWriter.SLOTS.length()), array);
      }
    }
    return new Checkpoint(header.model(), header.state(), parameters, slots);
  }

  private byte[] header() throws IOException {
    long left = channel.size() - CheckpointBytes.LENGTH_BYTES;
    if (left < 0) {
      throw noCheckpoint();
    }
    var length = ByteBuffer.allocate(CheckpointBytes.LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    fill(length, 0);
    long count = length.getLong(0);
    if (count < 2 || count > Math.min(left, MOST_HEADER_BYTES)) {
      throw noCheckpoint();
    }
    var header = ByteBuffer.allocate((int) count);
    fill(header, CheckpointBytes.LENGTH_BYTES);
    return header.array();
  }

  private void requireChecksum(byte[] head) throws IOException {
    int at = CheckpointBytes.checksumAt(head).orElseThrow(this::noCheckpoint);
    int digits = CheckpointHeader.NO_CHECKSUM.length();
    String expected = new String(head, at, digits, StandardCharsets.US_ASCII);
    byte[] without = head.clone();
    CheckpointBytes.putChecksum(without, at, CheckpointHeader.NO_CHECKSUM);
    var digest = Sha256.begin();
    digest.update(CheckpointBytes.length(head.length));
    digest.update(without);
    long end = channel.size();
    var piece = ByteBuffer.allocate(PIECE);
    for (long from = (long) CheckpointBytes.LENGTH_BYTES + head.length; from < end; ) {
      piece.clear().limit((int) Math.min(PIECE, end - from));
      fill(piece, from);
      from += piece.limit();
      digest.update(piece.flip());
    }
    String got = HexFormat.of().formatHex(digest.digest());
    if (!got.equals(expected)) {
      throw new CheckpointException(
          "checkpoint %s: it is damaged: expected a content of sha256 %s, got %s; take an earlier one"
              .formatted(file, expected, got));
    }
  }

  private HostArray array(CheckpointHeader.Entry entry, long data) throws IOException {
    if (entry.end() > channel.size() - data) {
      throw new CheckpointException(
          "checkpoint %s: array %s ends beyond the file".formatted(file, entry.name()));
    }
    ByteBuffer bytes = HostArray.allocate(entry.type());
    for (int from = 0; from < bytes.capacity(); from += PIECE) {
      int count = Math.min(PIECE, bytes.capacity() - from);
      fill(bytes.slice(from, count), data + entry.begin() + from);
    }
    return HostArray.wrap(entry.type(), bytes);
  }

  private void fill(ByteBuffer buffer, long from) throws IOException {
    while (buffer.hasRemaining()) {
      int read = channel.read(buffer, from + buffer.position());
      if (read < 0) {
        throw new EOFException("it became shorter while it was read");
      }
    }
  }

  private CheckpointException noCheckpoint() {
    return new CheckpointException(
        "checkpoint %s: it is not one, or its beginning is damaged; name a file that training wrote"
            .formatted(file));
  }
}
