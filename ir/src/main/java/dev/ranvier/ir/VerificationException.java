package dev.ranvier.ir;

import java.util.List;
import java.util.stream.Collectors;

/// A module that does not hold together, with everything that is wrong with it.
public final class VerificationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // Kept for the catcher; no one serializes it.
  private final List<Diagnostic> diagnostics;

  public VerificationException(List<Diagnostic> diagnostics) {
    super(diagnostics.stream().map(Diagnostic::toString).collect(Collectors.joining("\n")));
    this.diagnostics = List.copyOf(diagnostics);
  }

  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }
}
