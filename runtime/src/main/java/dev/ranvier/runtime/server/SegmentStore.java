package dev.ranvier.runtime.server;

import dev.ranvier.runtime.plugin.Folders;
import dev.ranvier.runtime.protocol.Handle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The folder of a runtime's segments: in memory where the system has a file system for that. Only
/// the runtime's own user may look into it. Named after the process, so that what one left behind
/// that was killed is found and removed by the next.
final class SegmentStore implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SegmentStore.class);
  private static final Path IN_MEMORY = Path.of("/dev/shm");
  private static final String PREFIX = "ranvier-segments-";
  private static final FileAttribute<?> PRIVATE_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<?> PRIVATE_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path folder;

  private SegmentStore(Path folder) {
    this.folder = folder;
  }

  static SegmentStore open() {
    Path parent =
        Files.isDirectory(IN_MEMORY) && Files.isWritable(IN_MEMORY)
            ? IN_MEMORY
            : Path.of(System.getProperty("java.io.tmpdir"));
    try {
      removeLeftBehind(parent);
      String name = PREFIX + ProcessHandle.current().pid() + "-";
      return new SegmentStore(Files.createTempDirectory(parent, name, PRIVATE_FOLDER));
    } catch (IOException problem) {
      throw new UncheckedIOException("no folder for segments can be made in " + parent, problem);
    }
  }

  /// Makes a file of zeros. They are written, not only promised: whoever writes to a page that the
  /// file system has no room for dies.
  ///
  /// @throws IOException if there is no room
  Path create(Handle handle, long bytes) throws IOException {
    FileStore store = Files.getFileStore(folder);
    if (bytes > store.getUsableSpace()) {
      throw new IOException(
          "%s has %d bytes left, %d are asked for"
              .formatted(folder.getParent(), store.getUsableSpace(), bytes));
    }
    Path file = folder.resolve(HexFormat.of().formatHex(handle.bits().toByteArray()));
    Files.createFile(file, PRIVATE_FILE);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer zeros = ByteBuffer.allocateDirect(1 << 20);
      for (long left = bytes; left > 0; ) {
        zeros.clear().limit((int) Math.min(left, zeros.capacity()));
        left -= channel.write(zeros);
      }
      return file;
    } catch (IOException problem) {
      Files.deleteIfExists(file);
      throw problem;
    }
  }

  /// Removes a segment's file. Who has mapped it keeps the memory until then.
  static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException problem) {
      LOG.warn("segment {} cannot be removed ({})", file, problem.toString());
    }
  }

  @Override
  public void close() {
    try {
      Folders.delete(folder);
    } catch (IOException problem) {
      LOG.warn("the segments in {} cannot be removed ({})", folder, problem.toString());
    }
  }

  private static void removeLeftBehind(Path parent) throws IOException {
    try (Stream<Path> folders = Files.list(parent)) {
      for (Path each : (Iterable<Path>) folders.filter(SegmentStore::isLeftBehind)::iterator) {
        new SegmentStore(each).close();
      }
    }
  }

  private static boolean isLeftBehind(Path folder) {
    String name = folder.getFileName().toString();
    if (!name.startsWith(PREFIX) || !Files.isWritable(folder)) {
      return false;
    }
    String pid = name.substring(PREFIX.length()).split("-", 2)[0];
    return pid.matches("[0-9]{1,18}") && ProcessHandle.of(Long.parseLong(pid)).isEmpty();
  }
}
