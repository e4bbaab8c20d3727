package dev.ranvier.ir.eval;

import java.io.Serial;

/// Something a kernel cannot do. It knows neither the op's place nor its name; the interpreter,
/// which does, turns it into an `EvaluationException`.
final class Fault extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private Fault(String message) {
    super(message);
  }

  static Fault of(String message, Object... details) {
    return new Fault(message.formatted(details));
  }
}
