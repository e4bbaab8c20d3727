package dev.ranvier.runtime.plugin;

import dev.ranvier.runtime.checksum.Sha256;
import dev.ranvier.runtime.pjrt.PluginException;
import dev.ranvier.runtime.pjrt.PluginException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// A library in the cache and the hash that it should have.
///
/// Hashing 200 MB before each start would cost more than the rest of the start. So a stamp beside
/// the library records what the file system says of a file that was hashed in full: size, inode,
/// and the times of the last change to content and to anything else. The system sets the last of
/// these itself, so no write, copy or rename leaves the stamp valid; any doubt means hashing again.
final class CheckedLibrary {
  private final Path library;
  private final Path stamp;
  private final String sha256;

  CheckedLibrary(Path library, String sha256) {
    this.library = library;
    this.stamp = library.resolveSibling(".checked");
    this.sha256 = sha256;
  }

  boolean isGenuine() throws IOException {
    if (!Files.isRegularFile(library)) {
      return false;
    }
    String seen = state();
    if (Files.isRegularFile(stamp) && Files.readString(stamp).equals(seen)) {
      return true;
    }
    if (!Sha256.of(library).equals(sha256) || !state().equals(seen)) {
      return false;
    }
    writeStamp(seen);
    return true;
  }

  void requireGenuine() throws IOException {
    if (!isGenuine()) {
      throw new PluginException(
          Reason.CORRUPT,
          "plugin %s: sha256 is not the pinned %s; delete %s and try again"
              .formatted(library, sha256, library.getParent()));
    }
  }

  private String state() throws IOException {
    var attributes = Files.readAttributes(library, "unix:size,ino,lastModifiedTime,ctime");
    return "%s %s %s %s %s%n"
        .formatted(
            sha256,
            attributes.get("size"),
            attributes.get("ino"),
            attributes.get("lastModifiedTime"),
            attributes.get("ctime"));
  }

  /// In a cache that can't be written, every start hashes.
  private void writeStamp(String state) {
    try {
      Path fresh = Files.createTempFile(library.getParent(), ".checked-", "");
      Files.writeString(fresh, state);
      Files.move(fresh, stamp, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException readOnly) {
      return;
    }
  }
}
