package dev.ranvier.ir.text;

/// Cuts a text into tokens, one at a time; can be set back to any place.
final class Lexer {
  private final String text;
  private final Problems problems;
  private int next;
  private int start;
  private int end;

  Lexer(String text, Problems problems) {
    this.text = text;
    this.problems = problems;
  }

  /// Where the token that was read last begins.
  int start() {
    return start;
  }

  int end() {
    return end;
  }

  void moveTo(int offset) {
    next = offset;
  }

  Token read() {
    skipBlank();
    start = next;
    if (next >= text.length()) {
      end = next;
      return Token.END;
    }
    Token token = scan(text.charAt(next));
    end = next;
    return token;
  }

  private void skipBlank() {
    while (next < text.length()) {
      char each = text.charAt(next);
      if (each == '/' && text.startsWith("//", next)) {
        int newline = text.indexOf('\n', next);
        next = newline < 0 ? text.length() : newline + 1;
      } else if (each == ' ' || each == '\n' || each == '\t' || each == '\r') {
        next++;
      } else {
        return;
      }
    }
  }

  private Token scan(char first) {
    return switch (first) {
      case '%' -> suffix(Token.VALUE);
      case '#' -> suffix(Token.HASH);
      case '!' -> suffix(Token.BANG);
      case '^' -> suffix(Token.CARET);
      case '@' -> symbol();
      case '"' -> string(Token.STRING);
      case '(' -> single(Token.LEFT_PARENTHESIS);
      case ')' -> single(Token.RIGHT_PARENTHESIS);
      case '{' -> single(Token.LEFT_BRACE);
      case '}' -> single(Token.RIGHT_BRACE);
      case '[' -> single(Token.LEFT_BRACKET);
      case ']' -> single(Token.RIGHT_BRACKET);
      case '<' -> single(Token.LESS);
      case '>' -> single(Token.GREATER);
      case ':' -> single(Token.COLON);
      case ',' -> single(Token.COMMA);
      case '=' -> single(Token.EQUALS);
      case '+' -> single(Token.PLUS);
      case '*' -> single(Token.STAR);
      case '?' -> single(Token.QUESTION);
      case '-' -> minusOrArrow();
      default -> wordOrNumber(first);
    };
  }

  private Token single(Token token) {
    next++;
    return token;
  }

  private Token minusOrArrow() {
    next++;
    if (next < text.length() && text.charAt(next) == '>') {
      next++;
      return Token.ARROW;
    }
    return Token.MINUS;
  }

  private Token wordOrNumber(char first) {
    if (isDigit(first)) {
      return number();
    }
    if (Quoting.isBareStart(first)) {
      while (next < text.length() && Quoting.isBarePart(text.charAt(next))) {
        next++;
      }
      return Token.WORD;
    }
    throw problems.fatal(
        start, "expected MLIR text, got the character %s".formatted(visible(first)));
  }

  private static String visible(char each) {
    return each > ' ' && each < 0x7F ? "\"" + each + "\"" : "U+%04X".formatted((int) each);
  }

  /// What follows a sign: digits alone, or a name.
  private Token suffix(Token token) {
    next++;
    int first = next;
    while (next < text.length() && isDigit(text.charAt(next))) {
      next++;
    }
    if (next == first) {
      while (next < text.length() && isSuffixPart(text.charAt(next))) {
        next++;
      }
    }
    if (next == first) {
      throw problems.fatal(start, "expected %s, got no name".formatted(token.words()));
    }
    return token;
  }

  private Token symbol() {
    next++;
    if (next < text.length() && text.charAt(next) == '"') {
      return string(Token.SYMBOL);
    }
    next--;
    return suffix(Token.SYMBOL);
  }

  private Token string(Token token) {
    next++;
    while (next < text.length()) {
      char each = text.charAt(next++);
      if (each == '"') {
        return token;
      }
      if (each == '\\') {
        next++;
      } else if (each == '\n') {
        break;
      }
    }
    throw problems.fatal(start, "expected a quote at the end of a text, got the end of the line");
  }

  private Token number() {
    if (text.startsWith("0x", next) && next + 2 < text.length() && isHex(text.charAt(next + 2))) {
      next += 2;
      while (next < text.length() && isHex(text.charAt(next))) {
        next++;
      }
      return Token.INTEGER;
    }
    digits();
    if (next >= text.length() || text.charAt(next) != '.') {
      return Token.INTEGER;
    }
    next++;
    digits();
    exponent();
    return Token.REAL;
  }

  private void digits() {
    while (next < text.length() && isDigit(text.charAt(next))) {
      next++;
    }
  }

  private void exponent() {
    int digit = next + 1;
    if (next < text.length() && (text.charAt(next) == 'e' || text.charAt(next) == 'E')) {
      if (digit < text.length() && (text.charAt(digit) == '+' || text.charAt(digit) == '-')) {
        digit++;
      }
      if (digit < text.length() && isDigit(text.charAt(digit))) {
        next = digit;
        digits();
      }
    }
  }

  static boolean isDigit(char each) {
    return each >= '0' && each <= '9';
  }

  static boolean isHex(char each) {
    return isDigit(each) || (each >= 'a' && each <= 'f') || (each >= 'A' && each <= 'F');
  }

  private static boolean isSuffixPart(char each) {
    return Quoting.isBarePart(each) || each == '-';
  }
}
