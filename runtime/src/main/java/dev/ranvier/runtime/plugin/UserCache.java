package dev.ranvier.runtime.plugin;

import java.nio.file.Path;
import java.util.Map;

/// The user's folder of things that can be had again: `$XDG_CACHE_HOME/ranvier`, or
/// `~/.cache/ranvier`.
public final class UserCache {
  private UserCache() {}

  public static Path folder() {
    return folder(System.getenv());
  }

  static Path folder(Map<String, String> environment) {
    String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path base =
        cache.startsWith("/") ? Path.of(cache) : Path.of(System.getProperty("user.home"), ".cache");
    return base.resolve("ranvier");
  }
}
