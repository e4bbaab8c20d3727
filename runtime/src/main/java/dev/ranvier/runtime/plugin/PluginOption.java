package dev.ranvier.runtime.plugin;

import java.io.File;
import java.nio.file.Path;

/// What the operator asked for with `--plugin`: a library, or the name of a plugin to look up.
public sealed interface PluginOption {
  /// `NAME=PATH`, or `PATH` alone, which is then its own name.
  record Library(String name, Path path) implements PluginOption {}

  /// `NAME`.
  record Named(String name) implements PluginOption {}

  /// Reads `NAME=PATH`, `PATH` or `NAME`. What has a `/` or ends in `.so` is a path.
  ///
  /// @throws IllegalArgumentException if a part is empty
  static PluginOption parse(String text) {
    int equals = text.indexOf('=');
    String name = equals < 0 ? "" : text.substring(0, equals);
    String rest = text.substring(equals + 1);
    if (rest.isBlank() || (equals >= 0 && name.isBlank())) {
      throw new IllegalArgumentException(
          "--plugin \"" + text + "\": expected NAME=PATH, PATH or NAME");
    }
    if (equals >= 0) {
      return new Library(name, Path.of(rest));
    }
    boolean path = rest.contains(File.separator) || rest.endsWith(".so") || rest.endsWith(".dylib");
    return path
        ? new Library(Path.of(rest).getFileName().toString(), Path.of(rest))
        : new Named(rest);
  }
}
