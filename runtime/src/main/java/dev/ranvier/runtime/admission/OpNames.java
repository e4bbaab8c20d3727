package dev.ranvier.runtime.admission;

import dev.ranvier.ir.Diagnostic;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds which op a diagnostic is about: the one that it names, or the one on its line.
final class OpNames {
  private static final Pattern OP =
      Pattern.compile("\\b(?:stablehlo|func|chlo|mhlo|vhlo|ranvier)\\.[a-z][a-z0-9_]*");

  private OpNames() {}

  /// Empty if there is none to be found.
  static String in(Diagnostic diagnostic, String text) {
    Matcher named = OP.matcher(diagnostic.message());
    if (named.find()) {
      return named.group();
    }
    int line = diagnostic.location().line();
    if (line < 1) {
      return "";
    }
    Matcher there = OP.matcher(text.lines().skip(line - 1).findFirst().orElse(""));
    return there.find() ? there.group() : "";
  }
}
