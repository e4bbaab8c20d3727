package dev.ranvier.runtime.plugin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/// Deletes folders, and adds up what is in them.
public final class Folders {
  private Folders() {}

  /// Deletes a folder with all that is in it.
  public static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  /// Deletes the folders in `parent` whose names begin so: what a killed process left behind.
  static void deleteAll(Path parent, String prefix) throws IOException {
    try (var left = Files.list(parent)) {
      for (Path folder :
          left.filter(path -> path.getFileName().toString().startsWith(prefix)).toList()) {
        delete(folder);
      }
    }
  }

  /// Bytes in the files under a folder that others are writing to.
  static long bytes(Path folder) {
    try (var files = Files.walk(folder)) {
      return files.mapToLong(Folders::size).sum();
    } catch (IOException | UncheckedIOException vanished) {
      return 0;
    }
  }

  private static long size(Path file) {
    try {
      return Files.isRegularFile(file) ? Files.size(file) : 0;
    } catch (IOException vanished) {
      return 0;
    }
  }
}
