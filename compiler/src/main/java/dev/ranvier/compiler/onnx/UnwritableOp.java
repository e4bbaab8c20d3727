package dev.ranvier.compiler.onnx;

/// Why one op has no counterpart in ONNX. `Translation` gathers these, so that all are told at
/// once.
final class UnwritableOp extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnwritableOp(String reason) {
    super(reason, null, false, false);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
