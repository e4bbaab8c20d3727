package dev.ranvier.runtime.admission;

/// A module that no plugin will see. The message is one line: the module, where, what was expected,
/// what was got.
public final class ModuleRejected extends RuntimeException {
  private final String op;
  private final int line;
  private final int column;

  public ModuleRejected(String message, String op, int line, int column) {
    super(message);
    this.op = op;
    this.line = line;
    this.column = column;
  }

  /// The op that is wrong, such as `stablehlo.add`; empty where it is not one op.
  public String op() {
    return op;
  }

  /// From 1; 0 where it is not known.
  public int line() {
    return line;
  }

  /// From 1; 0 where it is not known.
  public int column() {
    return column;
  }
}
