package dev.ranvier.runtime.plugin;

import dev.ranvier.runtime.pjrt.PluginException;
import dev.ranvier.runtime.pjrt.PluginException.Reason;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The two variables of the environment by which other PJRT frontends name plugins too.
final class PluginEnvironment {
  static final String LIBRARY_PATH = "PJRT_PLUGIN_LIBRARY_PATH";
  static final String NAMES_AND_PATHS = "PJRT_NAMES_AND_LIBRARY_PATHS";

  private final Map<String, String> environment;

  PluginEnvironment(Map<String, String> environment) {
    this.environment = environment;
  }

  private Optional<String> value(String variable, List<String> considered) {
    String value = environment.getOrDefault(variable, "").strip();
    considered.add(variable + ": " + (value.isEmpty() ? "not set" : value));
    return value.isEmpty() ? Optional.empty() : Optional.of(value);
  }

  /// `FILE`, or folders to search, separated as in PATH: the first that has a plugin counts.
  Optional<PluginChoice> libraryPath(List<String> considered) {
    return value(LIBRARY_PATH, considered)
        .map(
            value ->
                List.of(value.split(File.pathSeparator, -1)).stream()
                    .filter(part -> !part.isBlank())
                    .map(Path::of)
                    .flatMap(path -> libraries(path).stream())
                    .findFirst()
                    .map(library -> onDisk(library.getFileName().toString(), library, LIBRARY_PATH))
                    .orElseThrow(() -> nothing(LIBRARY_PATH, value)));
  }

  /// Libraries whose name says PJRT, in a folder; a file is taken at its word.
  static List<Path> libraries(Path path) {
    if (Files.isRegularFile(path)) {
      return List.of(path);
    }
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (var files = Files.list(path)) {
      return files
          .filter(file -> file.getFileName().toString().matches(".*(pjrt|plugin).*\\.(so|dylib)"))
          .sorted()
          .toList();
    } catch (IOException problem) {
      return List.of();
    }
  }

  /// `NAME:FILE`, separated by commas.
  List<PluginChoice> namesAndPaths(List<String> considered) {
    String value = value(NAMES_AND_PATHS, considered).orElse("");
    var choices = new ArrayList<PluginChoice>();
    for (String entry : value.split(",", -1)) {
      int colon = entry.indexOf(':');
      if (colon > 0 && colon < entry.length() - 1) {
        Path library = Path.of(entry.substring(colon + 1).strip());
        choices.add(onDisk(entry.substring(0, colon).strip(), library, NAMES_AND_PATHS));
      } else if (!entry.isBlank()) {
        throw new PluginException(
            Reason.MISSING,
            NAMES_AND_PATHS + "=" + value + ": expected NAME:FILE,NAME:FILE, got " + entry);
      }
    }
    return choices;
  }

  private static PluginChoice onDisk(String name, Path library, String variable) {
    return new PluginChoice.OnDisk(name, library, "named by " + variable);
  }

  private static PluginException nothing(String variable, String value) {
    return new PluginException(
        Reason.MISSING,
        variable + "=" + value + ": no plugin there; give the path of a PJRT plugin, or unset it");
  }
}
