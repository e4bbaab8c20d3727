package dev.ranvier.ir.op;

/// Where in the user's source (or in a parsed text) a thing comes from; printed as
/// `loc("file":line:column)`.
///
/// @param file the file's name, empty when unknown
/// @param line counted from 1, 0 when unknown
/// @param column counted from 1, 0 when unknown
public record Location(String file, int line, int column) {
  public static final Location UNKNOWN = new Location("", 0, 0);

  public static Location of(String file, int line) {
    return new Location(file, line, 1);
  }

  public boolean isKnown() {
    return line > 0;
  }

  /// For messages: `file:line`, or `unknown line`.
  @Override
  public String toString() {
    return isKnown() ? file + ":" + line : "unknown line";
  }
}
