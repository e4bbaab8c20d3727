package dev.ranvier.ir.text;

import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.FunctionType;
import dev.ranvier.ir.type.LineType;
import dev.ranvier.ir.type.ProjectionType;
import dev.ranvier.ir.type.QueueType;
import dev.ranvier.ir.type.StackType;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Reads types. Tensors have static shapes and the element types of `ElementType`; whatever else
/// MLIR knows is rejected by name.
final class TypeParser {
  private static final Map<String, ElementType> ELEMENTS =
      Arrays.stream(ElementType.values())
          .collect(Collectors.toMap(ElementType::spelling, Function.identity()));

  private final Cursor cursor;
  private final Aliases aliases;
  private final Map<String, TensorType> seen = new HashMap<>();

  TypeParser(Cursor cursor, Aliases aliases) {
    this.cursor = cursor;
    this.aliases = aliases;
  }

  /// Whether the next token can only begin a type.
  boolean isNext() {
    return cursor.is(Token.BANG)
        || cursor.isWord("tensor")
        || cursor.isWord("tuple")
        || cursor.isWord("complex");
  }

  /// A scalar's element type by itself, as it follows a number.
  ElementType element() {
    int start = cursor.offset();
    String spelling = cursor.take(Token.WORD);
    return elementOf(spelling, start);
  }

  private ElementType elementOf(String spelling, int start) {
    ElementType element = ELEMENTS.get(spelling);
    if (element == null) {
      throw cursor
          .problems()
          .fatal(
              start,
              "expected an element type of %s, got %s"
                  .formatted(Arrays.toString(ElementType.values()), Cursor.brief(spelling)));
    }
    return element;
  }

  Type type() {
    if (cursor.is(Token.BANG)) {
      return dialectType();
    }
    if (cursor.isWord("tensor")) {
      return tensor();
    }
    throw cursor.expected(
        "a type: tensor<...>, !ranvier.queue<...>, !ranvier.projection<...>,"
            + " !ranvier.line<...> or !ranvier.stack<...>");
  }

  private Type dialectType() {
    if (aliases.contains(cursor.spelling())) {
      return (Type) aliases.take(this::type);
    }
    String spelling = cursor.spelling();
    return switch (spelling) {
      case "!ranvier.queue" -> {
        cursor.advance();
        yield queue();
      }
      case "!ranvier.projection" -> {
        cursor.advance();
        yield projection();
      }
      case "!ranvier.line" -> {
        cursor.advance();
        yield line();
      }
      case "!ranvier.stack" -> {
        cursor.advance();
        yield stack();
      }
      default -> throw cursor.expected("a type that is supported or an alias that is defined");
    };
  }

  private TensorType tensor() {
    int start = cursor.offset();
    cursor.advance();
    if (!cursor.is(Token.LESS)) {
      throw cursor.expected("\"<\"");
    }
    int inside = cursor.offset() + 1;
    int end = inside;
    while (cursor.charAt(end) != '>' && cursor.charAt(end) != '\0' && end - inside < 256) {
      end++;
    }
    String spelling = cursor.substring(inside, end);
    TensorType known = cursor.charAt(end) == '>' ? seen.get(spelling) : null;
    if (known != null) {
      cursor.moveTo(end);
      cursor.advance();
      return known;
    }
    return newTensor(start, inside, spelling);
  }

  private TensorType newTensor(int start, int inside, String spelling) {
    List<Long> dimensions = dimensions(start, inside);
    if (cursor.is(Token.QUESTION) || cursor.is(Token.STAR)) {
      throw cursor.expected("a static shape, since dynamic ones are not supported");
    }
    ElementType element = element();
    if (cursor.is(Token.COMMA)) {
      throw cursor.expected("\">\", since encodings of tensors are not supported");
    }
    cursor.expect(Token.GREATER);
    TensorType type = new TensorType(dimensions, element);
    seen.put(spelling, type);
    return type;
  }

  private QueueType queue() {
    int start = cursor.offset();
    if (!cursor.is(Token.LESS)) {
      throw cursor.expected("\"<\"");
    }
    List<Long> dimensions = dimensions(start, start + 1);
    int kindStart = cursor.offset();
    String kind = cursor.take(Token.WORD);
    cursor.expect(Token.LEFT_BRACKET);
    int capacity = count("capacity");
    int reach = cursor.accept(Token.COMMA) ? count("reach") : 0;
    cursor.expect(Token.RIGHT_BRACKET);
    String layout = cursor.accept(Token.COMMA) ? cursor.takeText() : "";
    cursor.expect(Token.GREATER);
    try {
      return new QueueType(kind, capacity, reach, dimensions, layout);
    } catch (IllegalArgumentException illegal) {
      throw cursor.problems().fatal(kindStart, String.valueOf(illegal.getMessage()));
    }
  }

  private ProjectionType projection() {
    int start = cursor.offset();
    cursor.expect(Token.LESS);
    if (!cursor.is(Token.BANG) || !cursor.spelling().equals("!ranvier.queue")) {
      throw cursor.expected("a type of queues");
    }
    cursor.advance();
    QueueType queues = queue();
    cursor.expect(Token.COMMA);
    int sources = count("number of sources");
    cursor.expect(Token.COMMA);
    int targets = count("number of targets");
    cursor.expect(Token.GREATER);
    try {
      return new ProjectionType(queues, sources, targets);
    } catch (IllegalArgumentException illegal) {
      throw cursor.problems().fatal(start, String.valueOf(illegal.getMessage()));
    }
  }

  private LineType line() {
    cursor.expect(Token.LESS);
    if (!cursor.is(Token.BANG) || !cursor.spelling().equals("!ranvier.projection")) {
      throw cursor.expected("a type of projection");
    }
    cursor.advance();
    ProjectionType projection = projection();
    cursor.expect(Token.GREATER);
    return new LineType(projection);
  }

  private StackType stack() {
    int start = cursor.offset();
    cursor.expect(Token.LESS);
    int size = count("number of elements");
    cursor.expect(Token.COMMA);
    if (!cursor.is(Token.BANG) || cursor.spelling().equals("!ranvier.stack")) {
      throw cursor.expected("a type of queues or of a projection");
    }
    Type element = type();
    cursor.expect(Token.GREATER);
    try {
      return new StackType(size, element);
    } catch (IllegalArgumentException illegal) {
      throw cursor.problems().fatal(start, String.valueOf(illegal.getMessage()));
    }
  }

  private int count(String what) {
    int start = cursor.offset();
    long count = cursor.takeLong();
    if (count < 0 || count > Integer.MAX_VALUE) {
      throw cursor
          .problems()
          .fatal(start, "expected a %s of 31 bits, got %d".formatted(what, count));
    }
    return (int) count;
  }

  /// `2x3x` from an offset on. What stands there is no token: the lexer would read `x3x` as a word.
  private List<Long> dimensions(int start, int inside) {
    List<Long> dimensions = new ArrayList<>();
    long elements = 1;
    int at = skipBlank(inside);
    while (Lexer.isDigit(cursor.charAt(at))) {
      int end = at;
      while (Lexer.isDigit(cursor.charAt(end))) {
        end++;
      }
      long size = size(at, end);
      elements = limited(start, elements, size);
      dimensions.add(size);
      if (dimensions.size() > cursor.limits().rank()) {
        throw tooLarge(start, "rank of at most " + cursor.limits().rank());
      }
      at = skipBlank(end);
      if (cursor.charAt(at) != 'x') {
        cursor.moveTo(at);
        throw cursor.expected("\"x\" after a dimension");
      }
      at = skipBlank(at + 1);
    }
    cursor.moveTo(at);
    return dimensions;
  }

  private long size(int start, int end) {
    if (end - start > 18) {
      throw tooLarge(start, "dimension of at most 18 digits");
    }
    return Long.parseLong(cursor.substring(start, end));
  }

  private long limited(int start, long elements, long size) {
    long limit = cursor.limits().elements();
    if (size > 1 && elements > limit / size) {
      throw tooLarge(start, "shape of at most %d elements".formatted(limit));
    }
    return elements * Math.max(1, size);
  }

  private ParseException tooLarge(int start, String wanted) {
    return cursor.problems().fatal(start, "expected a %s, got more".formatted(wanted));
  }

  private int skipBlank(int from) {
    int at = from;
    while (cursor.charAt(at) == ' ' || cursor.charAt(at) == '\n' || cursor.charAt(at) == '\t') {
      at++;
    }
    return at;
  }

  /// `tensor<f32>, tensor<i32>`.
  List<Type> list() {
    List<Type> types = new ArrayList<>();
    do {
      types.add(type());
    } while (cursor.accept(Token.COMMA));
    return types;
  }

  /// `()` or `(tensor<f32>, tensor<i32>)`.
  List<Type> parenthesized() {
    cursor.expect(Token.LEFT_PARENTHESIS);
    if (cursor.accept(Token.RIGHT_PARENTHESIS)) {
      return List.of();
    }
    List<Type> types = list();
    cursor.expect(Token.RIGHT_PARENTHESIS);
    return types;
  }

  /// `(tensor<f32>) -> tensor<f32>`.
  FunctionType function() {
    List<Type> inputs = parenthesized();
    cursor.expect(Token.ARROW);
    List<Type> results = cursor.is(Token.LEFT_PARENTHESIS) ? parenthesized() : List.of(type());
    return new FunctionType(inputs, results);
  }
}
