package dev.ranvier.ir.op;

/// An op that does not hold together: thrown by the op's own constructor, so that none can be
/// built.
public final class IllTypedException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String label;

  /// @param label the constraint that was broken, as the specification numbers it (`while_c1`)
  /// @param message what was expected and what was got
  public IllTypedException(String label, String message) {
    super(label + ": " + message);
    this.label = label;
  }

  public String label() {
    return label;
  }
}
