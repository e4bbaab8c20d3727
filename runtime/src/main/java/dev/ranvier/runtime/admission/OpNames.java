package dev.ranvier.runtime.admission;

import dev.ranvier.ir.Diagnostic;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds which op a diagnostic is about: the one that it names, or the one on its line.
final class OpNames {
  private static final Pattern OP =
      Pattern.compile("\\b(?:stablehlo|func|chlo|mhlo|vhlo|ranvier)\\.\\w+");

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
    Matcher there = OP.matcher(line(text, line));
    return there.find() ? there.group() : "";
  }

  /// A line as the parser counts them, by their ends alone: a carriage return is none.
  private static String line(String text, int number) {
    int start = 0;
    for (int line = 1; line < number; line++) {
      int end = text.indexOf('\n', start);
      if (end < 0) {
        return "";
      }
      start = end + 1;
    }
    int end = text.indexOf('\n', start);
    return end < 0 ? text.substring(start) : text.substring(start, end);
  }
}
