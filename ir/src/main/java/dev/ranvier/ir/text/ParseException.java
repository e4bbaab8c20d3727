package dev.ranvier.ir.text;

import dev.ranvier.ir.Diagnostic;
import dev.ranvier.ir.op.Location;
import java.util.List;
import java.util.stream.Collectors;

/// A text that is not a module, with what is wrong with it, in the order of the text. The message
/// has one line for each: `file:line:column: what`.
public final class ParseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // Kept for the catcher; no one serializes it.
  private final List<Diagnostic> diagnostics;

  ParseException(List<Diagnostic> diagnostics) {
    super(diagnostics.stream().map(ParseException::line).collect(Collectors.joining("\n")));
    this.diagnostics = List.copyOf(diagnostics);
  }

  private static String line(Diagnostic diagnostic) {
    Location place = diagnostic.location();
    return "%s:%d:%d: %s"
        .formatted(place.file(), place.line(), place.column(), diagnostic.message());
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }

  /// At least one.
  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }
}
