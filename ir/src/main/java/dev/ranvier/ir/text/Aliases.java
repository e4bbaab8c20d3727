package dev.ranvier.ir.text;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The names that a text gives to attributes, locations (`#name`) and types (`!name`) on lines of
/// their own. They may be used before they are defined, so that the lines are looked up first and
/// read when needed.
final class Aliases {
  private static final class Definition {
    private final int offset;
    private int end;
    private long parts;
    private int depth;
    private boolean inProgress;
    private @Nullable Object meaning;

    private Definition(int offset) {
      this.offset = offset;
    }
  }

  private final Cursor cursor;
  private final Map<String, Definition> definitions = new HashMap<>();
  private long parts;

  Aliases(Source source, Cursor cursor) {
    this.cursor = cursor;
    for (int line = 0; line < source.lines(); line++) {
      lookAt(source.text(), source.lineStart(line));
    }
  }

  private void lookAt(String text, int lineStart) {
    int start = skipBlank(text, lineStart);
    if (start == text.length() || (text.charAt(start) != '#' && text.charAt(start) != '!')) {
      return;
    }
    int end = start + 1;
    while (end < text.length() && Quoting.isBarePart(text.charAt(end))) {
      end++;
    }
    int equals = skipBlank(text, end);
    if (equals < text.length() && text.charAt(equals) == '=') {
      define(text.substring(start, end), start, equals + 1);
    }
  }

  private static int skipBlank(String text, int from) {
    int at = from;
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
    return at;
  }

  private void define(String name, int start, int offset) {
    if (definitions.putIfAbsent(name, new Definition(offset)) != null) {
      cursor.problems().report(start, name + ": expected one definition, got another one");
    }
  }

  boolean contains(String name) {
    return definitions.containsKey(name);
  }

  /// Counts a part of an attribute.
  void countPart() {
    countParts(1);
  }

  private void countParts(long more) {
    parts += more;
    if (parts > cursor.limits().attributeParts()) {
      throw cursor
          .problems()
          .fatal(
              cursor.offset(),
              "expected at most %d parts of attributes, got more"
                  .formatted(cursor.limits().attributeParts()));
    }
  }

  /// Takes `#name = ...` or `!name = ...` where it stands.
  void takeDefinition(Supplier<?> meaning) {
    int start = cursor.offset();
    String name = cursor.spelling();
    cursor.advance();
    if (!cursor.is(Token.EQUALS)) {
      throw cursor.expected("\"=\" after the alias " + name);
    }
    int offset = cursor.offset() + 1;
    Definition definition = definitions.computeIfAbsent(name, _ -> new Definition(offset));
    if (definition.offset != offset) {
      throw cursor.problems().fatal(start, name + ": expected one definition, got another one");
    }
    read(name, definition, meaning);
    cursor.moveTo(definition.end);
  }

  /// What an alias stands for. The cursor is on the alias and goes past it.
  Object take(Supplier<?> meaning) {
    int start = cursor.offset();
    String name = cursor.spelling();
    Definition definition = definitions.get(name);
    if (definition == null) {
      throw cursor.problems().fatal(start, name + ": expected an alias that is defined, got none");
    }
    cursor.advance();
    Cursor.Mark after = cursor.mark();
    Object found = read(name, definition, meaning);
    cursor.reset(after);
    countParts(definition.parts);
    return found;
  }

  private Object read(String name, Definition definition, Supplier<?> meaning) {
    Object known = definition.meaning;
    if (known != null) {
      cursor.touch(definition.depth);
      return known;
    }
    if (definition.inProgress) {
      throw cursor
          .problems()
          .fatal(definition.offset, name + ": expected an alias that does not contain itself");
    }
    definition.inProgress = true;
    long before = parts;
    definition.depth = cursor.depthOf(() -> definition.meaning = readAt(definition, meaning));
    definition.end = cursor.previousEnd();
    definition.parts = parts - before;
    return Objects.requireNonNull(definition.meaning);
  }

  private Object readAt(Definition definition, Supplier<?> meaning) {
    cursor.enter();
    cursor.moveTo(definition.offset);
    Object found = meaning.get();
    cursor.leave();
    return found;
  }
}
