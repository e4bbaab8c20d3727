package dev.ranvier.compiler;

import dev.ranvier.ir.Module;
import java.util.Optional;

/// A pass that failed, or that gave a module which does not hold together: a fault of the compiler,
/// not of the user's network.
public final class CompilerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String pass;
  private final transient Optional<Module> before;
  private final transient Optional<Module> after;

  CompilerException(
      String pass, Optional<Module> before, Optional<Module> after, RuntimeException cause) {
    super(
        "pass %s of the compiler failed (%s); this is a fault of the compiler: please report it"
            .formatted(pass, firstLine(cause)),
        cause);
    this.pass = pass;
    this.before = before;
    this.after = after;
  }

  private static String firstLine(RuntimeException cause) {
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse("no message");
  }

  /// The name of the pass: `LowerQueues`.
  public String pass() {
    return pass;
  }

  /// The module that the pass was given; empty for the first pass.
  public Optional<Module> before() {
    return before;
  }

  /// The module that the pass gave, if it gave one.
  public Optional<Module> after() {
    return after;
  }
}
