package dev.ranvier.runtime.server.config;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/// All mistakes of a file.
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<Mistake> mistakes;

  ConfigException(Path file, List<Mistake> mistakes) {
    super(
        sorted(mistakes).stream()
            .map(mistake -> "%s:%d: %s".formatted(file, mistake.line(), mistake.text()))
            .collect(Collectors.joining("\n")));
    this.mistakes = sorted(mistakes);
  }

  /// In the order of their lines.
  public List<Mistake> mistakes() {
    return mistakes;
  }

  private static List<Mistake> sorted(List<Mistake> mistakes) {
    return mistakes.stream().sorted(Comparator.comparingInt(Mistake::line)).toList();
  }
}
