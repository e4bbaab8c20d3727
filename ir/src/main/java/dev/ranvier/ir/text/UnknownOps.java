package dev.ranvier.ir.text;

/// Says of an op that is not known what could be done.
final class UnknownOps {
  private UnknownOps() {}

  static String message(String name) {
    int dot = name.indexOf('.');
    String dialect = dot < 0 ? "" : name.substring(0, dot);
    String why =
        switch (dialect) {
          case "" -> "expected an op with the name of its dialect, got none";
          case "stablehlo", "func", "sdy", "ranvier" ->
              "expected an op of the dialect %s that is supported, got another".formatted(dialect);
          case "chlo" -> "the dialect chlo is not supported; lower the module to stablehlo before";
          default -> "expected one of the dialects stablehlo, func and sdy, got " + dialect;
        };
    return Cursor.brief(name) + ": " + why;
  }
}
