package dev.ranvier.runtime.worker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Machine code on disk, one file for each program: a mark, the key, the code's SHA-256, the code.
/// A file is written beside its place and moved there when it is whole, so that several processes
/// may write the same one, and none reads a torn one. A plugin does not survive wrong code: what
/// does not match its own digest is removed, and counts as not there. A folder that cannot be read
/// or written costs compilations, nothing else.
final class StoredCode {
  private static final Logger LOG = LoggerFactory.getLogger(StoredCode.class);
  private static final byte[] MARK =
      "ranvier-code-1\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  private static final int DIGEST_BYTES = 32;
  private static final String SUFFIX = ".code";

  private final CacheFolder folder;
  private int damaged;

  StoredCode(CacheFolder folder) {
    this.folder = folder;
  }

  /// The code that is kept for a program.
  synchronized Optional<byte[]> read(ProgramKey key) {
    Path file = file(key);
    try {
      byte[] entry = Files.readAllBytes(file);
      Optional<byte[]> code = whole(key, entry);
      if (code.isPresent()) {
        Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis()));
      } else {
        LOG.warn("cache: {} is damaged; removed", file);
        remove(key);
      }
      return code;
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException problem) {
      LOG.warn("cache: {} cannot be read ({}); compiling instead", file, problem.toString());
      return Optional.empty();
    }
  }

  /// Keeps a program's code, if the folder takes it.
  synchronized void write(ProgramKey key, byte[] code) {
    try {
      Files.createDirectories(folder.path());
      Path part = Files.createTempFile(folder.path(), key.hex(), ".part");
      try {
        write(part, ByteBuffer.wrap(entry(key, code)));
        Files.move(part, file(key), StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(part);
      }
      prune();
    } catch (IOException problem) {
      LOG.warn("cache: {} takes no entry ({})", folder.path(), problem.toString());
    }
  }

  /// Removes what the plugin could not load although it is whole.
  synchronized void remove(ProgramKey key) {
    damaged++;
    try {
      Files.deleteIfExists(file(key));
    } catch (IOException problem) {
      LOG.warn("cache: {} cannot be removed ({})", file(key), problem.toString());
    }
  }

  /// How many entries were found damaged since this was last asked.
  synchronized int takeDamaged() {
    int found = damaged;
    damaged = 0;
    return found;
  }

  private Path file(ProgramKey key) {
    return folder.path().resolve(key.hex() + SUFFIX);
  }

  private static byte[] entry(ProgramKey key, byte[] code) {
    return ByteBuffer.allocate(MARK.length + 2 * DIGEST_BYTES + code.length)
        .put(MARK)
        .put(key.bytes())
        .put(Digests.sha256(code))
        .put(code)
        .array();
  }

  private static Optional<byte[]> whole(ProgramKey key, byte[] entry) {
    int start = MARK.length + 2 * DIGEST_BYTES;
    if (entry.length < start) {
      return Optional.empty();
    }
    byte[] code = Arrays.copyOfRange(entry, start, entry.length);
    byte[] expected = entry(key, code);
    return MessageDigest.isEqual(expected, entry) ? Optional.of(code) : Optional.empty();
  }

  private static void write(Path file, ByteBuffer bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  private record Entry(Path file, long bytes, long usedAt) {}

  private void prune() throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder.path())) {
      for (Path file : (Iterable<Path>) files.filter(StoredCode::isEntry)::iterator) {
        entries.add(new Entry(file, Files.size(file), Files.getLastModifiedTime(file).toMillis()));
      }
    } catch (NoSuchFileException _) {
      // Another process was quicker: it prunes.
      return;
    }
    entries.sort(Comparator.comparingLong(Entry::usedAt));
    long total = entries.stream().mapToLong(Entry::bytes).sum();
    for (Entry entry : entries) {
      if (total <= folder.mostBytes()) {
        return;
      }
      Files.deleteIfExists(entry.file);
      total -= entry.bytes;
    }
  }

  private static boolean isEntry(Path file) {
    return file.getFileName().toString().endsWith(SUFFIX);
  }
}
