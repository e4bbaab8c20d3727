package dev.ranvier.ir.op;

/// Constraint checks of ops: each names the label under which the specification knows it.
final class Check {
  private Check() {}

  /// @throws IllTypedException with the label and the message unless `holds`
  static void that(boolean holds, String label, String message, Object... details) {
    if (!holds) {
      throw new IllTypedException(label, message.formatted(details));
    }
  }
}
