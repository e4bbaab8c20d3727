package dev.ranvier.ir.text;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// The parsers' place in a text: the token that comes next, and the ways to take it.
final class Cursor {
  private final String text;
  private final Lexer lexer;
  private final Problems problems;
  private final Limits limits;
  private Token token;
  private int previousEnd;
  private int nesting;
  private int deepest;

  Cursor(Source source, Problems problems, Limits limits) {
    this.text = source.text();
    this.lexer = new Lexer(text, problems);
    this.problems = problems;
    this.limits = limits;
    this.token = lexer.read();
  }

  Problems problems() {
    return problems;
  }

  Limits limits() {
    return limits;
  }

  Token token() {
    return token;
  }

  /// Where the next token begins.
  int offset() {
    return lexer.start();
  }

  /// Where the token that was taken last ends.
  int previousEnd() {
    return previousEnd;
  }

  char charAt(int offset) {
    return offset < text.length() ? text.charAt(offset) : '\0';
  }

  String substring(int start, int end) {
    return text.substring(start, end);
  }

  /// The next token as it stands.
  String spelling() {
    return text.substring(lexer.start(), lexer.end());
  }

  /// Goes on at another place.
  void moveTo(int offset) {
    lexer.moveTo(offset);
    token = lexer.read();
  }

  /// A place to come back to.
  record Mark(int offset, int previousEnd) {}

  Mark mark() {
    return new Mark(offset(), previousEnd);
  }

  void reset(Mark mark) {
    moveTo(mark.offset());
    previousEnd = mark.previousEnd();
  }

  void advance() {
    previousEnd = lexer.end();
    token = lexer.read();
  }

  /// Goes one step deeper into lists, dictionaries, locations or aliases.
  void enter() {
    checkDepth(nesting + 1);
    nesting++;
  }

  /// Like going deeper by some steps and back.
  void touch(int steps) {
    checkDepth(nesting + steps);
  }

  /// How many steps deeper than here the deepest place is that `reading` goes to.
  int depthOf(Runnable reading) {
    int before = deepest;
    deepest = nesting;
    reading.run();
    int depth = deepest - nesting;
    deepest = Math.max(before, deepest);
    return depth;
  }

  private void checkDepth(int depth) {
    deepest = Math.max(deepest, depth);
    if (depth > limits.attributeNesting()) {
      throw problems.fatal(
          offset(),
          "expected attributes, locations and aliases nested at most %d deep, got deeper ones"
              .formatted(limits.attributeNesting()));
    }
  }

  void leave() {
    nesting--;
  }

  boolean is(Token wanted) {
    return token == wanted;
  }

  boolean isWord(String word) {
    return token == Token.WORD
        && lexer.end() - lexer.start() == word.length()
        && text.startsWith(word, lexer.start());
  }

  boolean accept(Token wanted) {
    if (token != wanted) {
      return false;
    }
    advance();
    return true;
  }

  boolean acceptWord(String word) {
    if (!isWord(word)) {
      return false;
    }
    advance();
    return true;
  }

  void expect(Token wanted) {
    if (!accept(wanted)) {
      throw expected(wanted.words());
    }
  }

  void expectWord(String word) {
    if (!acceptWord(word)) {
      throw expected("\"" + word + "\"");
    }
  }

  /// Takes a token of a kind and gives its spelling.
  String take(Token wanted) {
    if (token != wanted) {
      throw expected(wanted.words());
    }
    String spelling = spelling();
    advance();
    return spelling;
  }

  /// Takes a quoted text.
  String takeText() {
    int start = lexer.start();
    String spelling = take(Token.STRING);
    return unquoted(spelling, start);
  }

  /// Takes `@name` or `@"name"`.
  String takeSymbol() {
    int start = lexer.start();
    String name = take(Token.SYMBOL).substring(1);
    return name.startsWith("\"") ? unquoted(name, start) : name;
  }

  /// Takes an integer with or without sign that fits 64 bits.
  long takeLong() {
    int start = lexer.start();
    boolean negative = accept(Token.MINUS);
    String digits = take(Token.INTEGER);
    try {
      return digits.startsWith("0x")
          ? (negative ? -1 : 1) * Long.parseLong(digits, 2, digits.length(), 16)
          : Long.parseLong(negative ? "-" + digits : digits);
    } catch (NumberFormatException _) {
      throw problems.fatal(start, "expected an integer of 64 bits, got " + brief(digits));
    }
  }

  ParseException expected(String what) {
    String got = token == Token.END ? token.words() : brief(spelling());
    return problems.fatal(lexer.start(), "expected %s, got %s".formatted(what, got));
  }

  /// A piece of the text, short enough for a message.
  static String brief(String spelling) {
    return spelling.length() <= 40 ? spelling : spelling.substring(0, 40) + "...";
  }

  private String unquoted(String quoted, int start) {
    String inner = quoted.substring(1, quoted.length() - 1);
    if (inner.indexOf('\\') < 0) {
      return inner;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(inner.length());
    byte[] raw = inner.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < raw.length; i++) {
      i = raw[i] == '\\' ? unescape(raw, i + 1, bytes, start) : plain(raw, i, bytes);
    }
    try {
      ByteBuffer buffer = ByteBuffer.wrap(bytes.toByteArray());
      return StandardCharsets.UTF_8.newDecoder().decode(buffer).toString();
    } catch (CharacterCodingException _) {
      throw problems.fatal(start, "expected a text in UTF-8, got other bytes");
    }
  }

  private static int plain(byte[] raw, int index, ByteArrayOutputStream bytes) {
    bytes.write(raw[index]);
    return index;
  }

  /// Writes the character after a backslash; gives the index of the last byte that was read.
  private int unescape(byte[] raw, int index, ByteArrayOutputStream bytes, int start) {
    char first = (char) raw[index];
    switch (first) {
      case '"', '\\' -> bytes.write(first);
      case 'n' -> bytes.write('\n');
      case 't' -> bytes.write('\t');
      default -> {
        if (index + 1 < raw.length && Lexer.isHex(first) && Lexer.isHex((char) raw[index + 1])) {
          bytes.write(16 * Character.digit(first, 16) + Character.digit(raw[index + 1], 16));
          return index + 1;
        }
        throw problems.fatal(start, "expected an escape that MLIR knows, got \\" + first);
      }
    }
    return index;
  }
}
