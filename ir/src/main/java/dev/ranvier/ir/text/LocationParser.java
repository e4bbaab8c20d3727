package dev.ranvier.ir.text;

import dev.ranvier.ir.op.Location;

/// Reads `loc(...)`. Of a location that is made of others, the first file and line is kept.
final class LocationParser {
  private final Cursor cursor;
  private final Aliases aliases;

  LocationParser(Cursor cursor, Aliases aliases) {
    this.cursor = cursor;
    this.aliases = aliases;
  }

  boolean isNext() {
    return cursor.isWord("loc");
  }

  /// `loc(...)` if it is there, else the other.
  Location orElse(Location other) {
    return isNext() ? location() : other;
  }

  Location location() {
    cursor.expectWord("loc");
    cursor.expect(Token.LEFT_PARENTHESIS);
    Location found = inner();
    cursor.expect(Token.RIGHT_PARENTHESIS);
    return found;
  }

  private Location inner() {
    if (cursor.is(Token.HASH)) {
      return alias();
    }
    if (cursor.is(Token.STRING)) {
      return fileOrName();
    }
    if (cursor.acceptWord("unknown")) {
      return Location.UNKNOWN;
    }
    if (cursor.acceptWord("callsite")) {
      return callSite();
    }
    if (cursor.acceptWord("fused")) {
      return fused();
    }
    throw cursor.expected("a location: \"file\":line:column, unknown, callsite, fused or an alias");
  }

  private Location alias() {
    int start = cursor.offset();
    if (aliases.take(this::location) instanceof Location location) {
      return location;
    }
    throw cursor.problems().fatal(start, "expected the alias of a location, got another one");
  }

  private Location fileOrName() {
    int start = cursor.offset();
    String text = cursor.takeText();
    if (cursor.accept(Token.COLON)) {
      int line = number(start);
      cursor.expect(Token.COLON);
      int column = number(start);
      skipRange(start);
      return line == 0 ? Location.UNKNOWN : new Location(text, line, column);
    }
    return cursor.is(Token.LEFT_PARENTHESIS) ? nested() : Location.UNKNOWN;
  }

  /// ` to line:column` or ` to :column`.
  private void skipRange(int start) {
    if (cursor.acceptWord("to")) {
      if (!cursor.is(Token.COLON)) {
        number(start);
      }
      cursor.expect(Token.COLON);
      number(start);
    }
  }

  private int number(int start) {
    long number = cursor.takeLong();
    if (number < 0 || number > Integer.MAX_VALUE) {
      throw cursor
          .problems()
          .fatal(start, "expected a line or column of 31 bits, got %d".formatted(number));
    }
    return (int) number;
  }

  private Location nested() {
    cursor.enter();
    cursor.expect(Token.LEFT_PARENTHESIS);
    Location found = inner();
    cursor.expect(Token.RIGHT_PARENTHESIS);
    cursor.leave();
    return found;
  }

  private Location callSite() {
    cursor.enter();
    cursor.expect(Token.LEFT_PARENTHESIS);
    Location callee = inner();
    cursor.expectWord("at");
    Location caller = innerUnless(callee.isKnown());
    cursor.expect(Token.RIGHT_PARENTHESIS);
    cursor.leave();
    return callee.isKnown() ? callee : caller;
  }

  private Location fused() {
    if (cursor.is(Token.LESS)) {
      throw cursor.expected("\"[\", since fused locations with attributes are not supported");
    }
    cursor.enter();
    cursor.expect(Token.LEFT_BRACKET);
    Location found = inner();
    while (cursor.accept(Token.COMMA)) {
      Location other = innerUnless(found.isKnown());
      found = found.isKnown() ? found : other;
    }
    cursor.expect(Token.RIGHT_BRACKET);
    cursor.leave();
    return found;
  }

  /// A location that no longer matters: its alias need not be looked up, so that long chains of
  /// calls do not go deep.
  private Location innerUnless(boolean decided) {
    if (decided && cursor.accept(Token.HASH)) {
      return Location.UNKNOWN;
    }
    return inner();
  }
}
