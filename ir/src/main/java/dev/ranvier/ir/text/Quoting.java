package dev.ranvier.ir.text;

import java.nio.charset.StandardCharsets;

/// Names and texts as MLIR spells them: bare where it allows that, quoted and escaped elsewhere.
final class Quoting {
  private Quoting() {}

  /// A quoted text: all but printable ASCII as `\` and two hexadecimal digits for each byte of
  /// UTF-8.
  static void text(StringBuilder out, String text) {
    out.append('"');
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      if (each == '\\') {
        out.append("\\\\");
      } else if (each >= ' ' && each < 0x7F && each != '"') {
        out.append((char) each);
      } else {
        out.append('\\').append(digit(each >> 4)).append(digit(each));
      }
    }
    out.append('"');
  }

  private static char digit(int value) {
    return "0123456789ABCDEF".charAt(value & 0xF);
  }

  /// `@name`.
  static void symbol(StringBuilder out, String name) {
    out.append('@');
    bareOrQuoted(out, name);
  }

  /// The key of a dictionary's entry.
  static void key(StringBuilder out, String name) {
    bareOrQuoted(out, name);
  }

  private static void bareOrQuoted(StringBuilder out, String name) {
    if (isBare(name)) {
      out.append(name);
    } else {
      text(out, name);
    }
  }

  private static boolean isBare(String name) {
    if (name.isEmpty() || !isBareStart(name.charAt(0))) {
      return false;
    }
    return name.chars().allMatch(Quoting::isBarePart);
  }

  static boolean isBareStart(int each) {
    return each == '_' || (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z');
  }

  static boolean isBarePart(int each) {
    return isBareStart(each) || (each >= '0' && each <= '9') || each == '$' || each == '.';
  }
}
