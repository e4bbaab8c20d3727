package dev.ranvier.examples.cli;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/// Checks the numbers of options.
final class Numbers {
  private Numbers() {}

  /// The number if one was given; it has to be at least 1.
  static OptionalInt positive(CommandLine command, String option, @Nullable Integer value) {
    if (value == null) {
      return OptionalInt.empty();
    }
    if (value < 1) {
      throw new ParameterException(
          command, "%s: expected a number of at least 1, got %d".formatted(option, value));
    }
    return OptionalInt.of(value);
  }
}
