package dev.ranvier.runtime.worker;

import dev.ranvier.runtime.plugin.UserCache;
import java.nio.file.Path;

/// Where machine code is kept from one worker to the next.
///
/// @param path made if it is not there
/// @param mostBytes what it may hold; the entries that were not used for the longest go first
public record CacheFolder(Path path, long mostBytes) {
  private static final long GIBIBYTE = 1L << 30;

  /// The user's own, which all programs of theirs share.
  public static CacheFolder ofUser() {
    return at(UserCache.folder().resolve("code"));
  }

  public static CacheFolder at(Path path) {
    return new CacheFolder(path, 2 * GIBIBYTE);
  }
}
