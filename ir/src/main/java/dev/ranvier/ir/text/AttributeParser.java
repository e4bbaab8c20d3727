package dev.ranvier.ir.text;

import dev.ranvier.ir.op.Attribute;
import dev.ranvier.ir.op.Literal;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads attributes, in the forms that the records of `Attribute` name.
final class AttributeParser {
  /// The words that begin an attribute, or are one.
  private static final Set<String> ATTRIBUTE_WORDS =
      Set.of("array", "dense", "false", "true", "unit");

  private final Cursor cursor;
  private final Aliases aliases;
  private final TypeParser types;
  private final LiteralParser literals;
  private final ShardingParser shardings;
  private final ConvolutionText convolutions;

  AttributeParser(Cursor cursor, Aliases aliases, TypeParser types) {
    this.cursor = cursor;
    this.aliases = aliases;
    this.types = types;
    this.literals = new LiteralParser(cursor, types);
    this.shardings = new ShardingParser(cursor, aliases);
    this.convolutions = new ConvolutionText(cursor, aliases);
  }

  ConvolutionText convolutions() {
    return convolutions;
  }

  ShardingParser shardings() {
    return shardings;
  }

  /// `{a = 1 : i64, b}` into a map.
  void dictionary(Map<String, Attribute> into) {
    cursor.expect(Token.LEFT_BRACE);
    if (cursor.accept(Token.RIGHT_BRACE)) {
      return;
    }
    do {
      entry(into);
    } while (cursor.accept(Token.COMMA));
    cursor.expect(Token.RIGHT_BRACE);
  }

  /// `a = 1 : i64`, or `a` alone.
  void entry(Map<String, Attribute> into) {
    int start = cursor.offset();
    String name = cursor.is(Token.STRING) ? cursor.takeText() : cursor.take(Token.WORD);
    Attribute value = cursor.accept(Token.EQUALS) ? attribute() : new Attribute.Unit();
    if (into.putIfAbsent(name, value) != null) {
      cursor.problems().report(start, "attribute \"%s\": expected once".formatted(name));
    }
  }

  Map<String, Attribute> dictionaryIfAny() {
    Map<String, Attribute> entries = new LinkedHashMap<>();
    if (cursor.is(Token.LEFT_BRACE)) {
      dictionary(entries);
    }
    return entries;
  }

  Attribute attribute() {
    aliases.countPart();
    return switch (cursor.token()) {
      case STRING -> new Attribute.Text(cursor.takeText());
      case SYMBOL -> new Attribute.Symbol(cursor.takeSymbol());
      case INTEGER, REAL, MINUS -> number();
      case LEFT_BRACKET -> list();
      case LEFT_BRACE -> nestedDictionary();
      case HASH -> dialectAttribute();
      case BANG -> new Attribute.OfType(types.type());
      case WORD -> word();
      case END,
          VALUE,
          CARET,
          ARROW,
          LEFT_PARENTHESIS,
          RIGHT_PARENTHESIS,
          RIGHT_BRACE,
          RIGHT_BRACKET,
          LESS,
          GREATER,
          COLON,
          COMMA,
          EQUALS,
          PLUS,
          STAR,
          QUESTION ->
          throw cursor.expected("an attribute");
    };
  }

  private Attribute word() {
    if (cursor.isWord("dense")) {
      return new Attribute.Dense(literals.dense());
    }
    if (cursor.acceptWord("array")) {
      return array();
    }
    if (cursor.acceptWord("unit")) {
      return new Attribute.Unit();
    }
    if (cursor.isWord("true") || cursor.isWord("false")) {
      return new Attribute.Bool(bool());
    }
    if (types.isNext()) {
      return new Attribute.OfType(types.type());
    }
    throw cursor.expected("an attribute that is supported");
  }

  private boolean bool() {
    if (cursor.acceptWord("true")) {
      return true;
    }
    cursor.expectWord("false");
    return false;
  }

  /// `3 : i64`, `1.5 : f32`; without a type, `i64` and `f64`.
  private Attribute number() {
    int start = cursor.offset();
    NumberText number = NumberText.take(cursor);
    ElementType plain = number.isReal() ? ElementType.F64 : ElementType.I64;
    ElementType type = cursor.accept(Token.COLON) ? types.element() : plain;
    Literal value = Literal.ofBits(TensorType.scalar(type), number.bits(type, cursor, start));
    return type.isFloat()
        ? new Attribute.Real(value.asDouble(0), type)
        : new Attribute.Int(value.asLong(0), type);
  }

  private Attribute array() {
    cursor.expect(Token.LESS);
    int start = cursor.offset();
    ElementType element = types.element();
    boolean some = cursor.accept(Token.COLON);
    Attribute found =
        switch (element) {
          case I64 -> new Attribute.Ints(some ? longs(Token.GREATER) : List.of());
          case I1 -> new Attribute.Bools(some ? bools() : List.of());
          case I8, I16, I32, U8, U16, U32, U64, F8E4M3FN, BF16, F16, F32, F64 ->
              throw cursor
                  .problems()
                  .fatal(
                      start, "expected array<i64> or array<i1>, got array<%s>".formatted(element));
        };
    cursor.expect(Token.GREATER);
    return found;
  }

  private List<Long> longs(Token end) {
    List<Long> values = new ArrayList<>();
    if (!cursor.is(end)) {
      do {
        aliases.countPart();
        values.add(cursor.takeLong());
      } while (cursor.accept(Token.COMMA));
    }
    return values;
  }

  private List<Boolean> bools() {
    List<Boolean> values = new ArrayList<>();
    do {
      aliases.countPart();
      values.add(bool());
    } while (cursor.accept(Token.COMMA));
    return values;
  }

  /// `[1, 2]` without types, as the pretty forms and the fields of structs have it.
  List<Long> bareLongs() {
    cursor.expect(Token.LEFT_BRACKET);
    List<Long> values = longs(Token.RIGHT_BRACKET);
    cursor.expect(Token.RIGHT_BRACKET);
    return values;
  }

  private Attribute list() {
    cursor.enter();
    cursor.expect(Token.LEFT_BRACKET);
    List<Attribute> values = new ArrayList<>();
    if (!cursor.is(Token.RIGHT_BRACKET)) {
      do {
        values.add(attribute());
      } while (cursor.accept(Token.COMMA));
    }
    cursor.expect(Token.RIGHT_BRACKET);
    cursor.leave();
    return new Attribute.Array(values);
  }

  private Attribute nestedDictionary() {
    cursor.enter();
    Map<String, Attribute> entries = new LinkedHashMap<>();
    dictionary(entries);
    cursor.leave();
    return new Attribute.Dictionary(entries);
  }

  private Attribute dialectAttribute() {
    int start = cursor.offset();
    String name = cursor.spelling();
    if (aliases.contains(name)) {
      if (aliases.take(this::definition) instanceof Attribute attribute) {
        return attribute;
      }
      throw cursor.problems().fatal(start, name + ": expected an attribute, got a location");
    }
    if (name.equals("#stablehlo")) {
      cursor.advance();
      return enumerated();
    }
    if (name.equals("#stablehlo.conv")) {
      cursor.advance();
      cursor.expect(Token.LESS);
      Attribute numbers = new Attribute.Convolution(convolutions.numbers());
      cursor.expect(Token.GREATER);
      return numbers;
    }
    if (name.startsWith("#stablehlo.")) {
      cursor.advance();
      return struct(name.substring("#stablehlo.".length()));
    }
    return shardingAttribute();
  }

  /// `#sdy.sharding<...>` and its kin.
  private Attribute shardingAttribute() {
    String name = cursor.spelling();
    if (!name.equals("#sdy.mesh")
        && !name.equals("#sdy.sharding")
        && !name.equals("#sdy.sharding_per_value")) {
      throw cursor.expected(
          "an attribute of the dialect stablehlo, a sharding or an alias that is defined");
    }
    cursor.advance();
    return switch (name) {
      case "#sdy.mesh" -> new Attribute.OfMesh(shardings.mesh());
      case "#sdy.sharding" -> new Attribute.Sharding(shardings.sharding());
      default -> shardingPerValue();
    };
  }

  private Attribute shardingPerValue() {
    cursor.expect(Token.LESS);
    Attribute each = new Attribute.ShardingPerValue(shardings.shardings());
    cursor.expect(Token.GREATER);
    return each;
  }

  /// What a `#name = ` stands for: an attribute or a location.
  Object definition() {
    return cursor.isWord("loc") ? new LocationParser(cursor, aliases).location() : attribute();
  }

  /// `<comparison_direction LT>`.
  private Attribute enumerated() {
    cursor.expect(Token.LESS);
    String mnemonic = cursor.take(Token.WORD);
    Attribute found;
    if (cursor.is(Token.LESS)) {
      found = struct(mnemonic);
    } else {
      found = new Attribute.Enumerated(mnemonic, cursor.take(Token.WORD));
    }
    cursor.expect(Token.GREATER);
    return found;
  }

  /// `<offset_dims = [1], index_vector_dim = 0>`, or `<LT>`.
  Attribute struct(String mnemonic) {
    cursor.enter();
    cursor.expect(Token.LESS);
    Map<String, Attribute> fields = new LinkedHashMap<>();
    while (!cursor.accept(Token.GREATER)) {
      int start = cursor.offset();
      String field = cursor.take(Token.WORD);
      if (fields.isEmpty() && cursor.accept(Token.GREATER)) {
        cursor.leave();
        return new Attribute.Enumerated(mnemonic, field);
      }
      cursor.expect(Token.EQUALS);
      if (fields.putIfAbsent(field, bare()) != null) {
        cursor.problems().report(start, "field \"%s\": expected once".formatted(field));
      }
      if (!cursor.is(Token.GREATER)) {
        cursor.expect(Token.COMMA);
      }
    }
    cursor.leave();
    return new Attribute.Struct(mnemonic, fields);
  }

  private Attribute bare() {
    if (cursor.is(Token.LEFT_BRACKET)) {
      aliases.countPart();
      return new Attribute.Ints(bareLongs());
    }
    if (cursor.is(Token.WORD) && !ATTRIBUTE_WORDS.contains(cursor.spelling()) && !types.isNext()) {
      aliases.countPart();
      return new Attribute.Word(cursor.take(Token.WORD));
    }
    return attribute();
  }
}
