package dev.ranvier.compiler.onnx;

/// A module that cannot be written as ONNX; the message has every op that stands in the way, with
/// its Java line.
public final class OnnxException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  OnnxException(String message) {
    super(message);
  }
}
