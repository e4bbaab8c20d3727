package dev.ranvier.runtime.train;

import dev.ranvier.runtime.array.ArrayType;
import dev.ranvier.runtime.array.HostArray;
import dev.ranvier.runtime.checksum.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Writes a checkpoint beside its place, and then moves it there.
final class CheckpointWriter {
  static final String PARAMETERS = "parameters/";
  static final String SLOTS = "slots/";

  /// What goes to the file at once: the JDK copies it to memory outside of the heap.
  private static final int PIECE = 1 << 20;

  private CheckpointWriter() {}

  static void write(Checkpoint checkpoint, Path file) {
    Path target = file.toAbsolutePath();
    Path unfinished = target.resolveSibling("." + target.getFileName() + ".unfinished");
    try {
      Files.createDirectories(target.getParent());
      writeAll(contents(checkpoint), unfinished);
      Files.move(
          unfinished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException problem) {
      throw new CheckpointException(
          "checkpoint %s: it can't be written (%s); make room, or name another folder"
              .formatted(file, problem),
          problem);
    }
  }

  /// The parts of the file, one after the other.
  private static List<ByteBuffer> contents(Checkpoint checkpoint) {
    Map<String, HostArray> arrays = new LinkedHashMap<>();
    checkpoint.parameters().forEach((name, array) -> arrays.put(PARAMETERS + name, array));
    checkpoint.slots().forEach((name, array) -> arrays.put(SLOTS + name, array));
    Map<String, ArrayType> types = new LinkedHashMap<>();
    arrays.forEach((name, array) -> types.put(name, array.type()));
    var header = CheckpointHeader.of(checkpoint.model(), checkpoint.state(), types);
    byte[] head = header.bytes();
    List<ByteBuffer> parts = new ArrayList<>();
    parts.add(CheckpointBytes.length(head.length));
    parts.add(ByteBuffer.wrap(head));
    for (var entry : header.entries()) {
      parts.add(Objects.requireNonNull(arrays.get(entry.name())).data());
    }
    CheckpointBytes.putChecksum(
        head, CheckpointBytes.checksumAt(head).orElseThrow(), checksum(parts));
    return parts;
  }

  private static String checksum(List<ByteBuffer> parts) {
    var digest = Sha256.begin();
    parts.forEach(part -> digest.update(part.duplicate()));
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void writeAll(List<ByteBuffer> parts, Path file) throws IOException {
    try (var channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      for (ByteBuffer part : parts) {
        while (part.hasRemaining()) {
          int count = Math.min(PIECE, part.remaining());
          ByteBuffer piece = part.slice(part.position(), count);
          part.position(part.position() + channel.write(piece));
        }
      }
      channel.force(true);
    }
  }
}
