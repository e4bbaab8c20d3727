package dev.ranvier.ir.text;

import dev.ranvier.ir.op.Attribute;
import dev.ranvier.ir.op.OpTable;
import dev.ranvier.ir.type.FunctionType;
import dev.ranvier.ir.type.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads the forms of ops that StableHLO prints for people: most are operands, some items, and
/// types; a few have a grammar of their own. Each becomes the parts that the generic form has.
final class PrettyOpParser {
  /// These have the generic form alone.
  private static final Set<String> GENERIC_ONLY =
      Set.of(
          "stablehlo.all_gather",
          "stablehlo.all_reduce",
          "stablehlo.all_to_all",
          "stablehlo.case",
          "stablehlo.collective_permute",
          "stablehlo.gather",
          "stablehlo.if",
          "stablehlo.reduce_scatter",
          "stablehlo.reduce_window",
          "stablehlo.scatter",
          "stablehlo.select_and_scatter",
          "stablehlo.sort");

  private final Cursor cursor;
  private final TypeParser types;
  private final AttributeParser attributes;
  private final OpParser ops;
  private final PrettyRegionParser regions;

  PrettyOpParser(Source source, Cursor cursor, Readers readers, OpParser ops) {
    this.cursor = cursor;
    this.types = readers.types();
    this.attributes = readers.attributes();
    this.ops = ops;
    this.regions = new PrettyRegionParser(source, cursor, readers, ops);
  }

  /// Takes an op whose name stands without quotes.
  OpText op() {
    OpText text = new OpText(name(cursor.spelling()), cursor.offset());
    if (!OpTable.contains(text.name)) {
      throw cursor.problems().fatal(text.offset, UnknownOps.message(text.name));
    }
    if (GENERIC_ONLY.contains(text.name) || text.name.startsWith("ranvier.")) {
      throw cursor.expected("\"" + text.name + "\" in quotes, as it has the generic form alone");
    }
    cursor.advance();
    switch (text.name) {
      case "stablehlo.compare" -> compare(text);
      case "stablehlo.composite" -> composite(text);
      case "stablehlo.constant" -> constant(text);
      case "stablehlo.convolution" -> convolution(text);
      case "stablehlo.custom_call" -> call(text, true);
      case "func.call" -> call(text, false);
      case "stablehlo.dot_general" -> dotGeneral(text);
      case "sdy.sharding_constraint" -> shardingConstraint(text);
      case "stablehlo.reduce" -> regions.reduce(text);
      case "stablehlo.slice" -> slice(text);
      case "stablehlo.while" -> regions.whileLoop(text);
      default -> operandsAndItems(text);
    }
    return text;
  }

  /// In a function, the dialect `func` goes without saying.
  private static String name(String spelling) {
    return switch (spelling) {
      case "return" -> "func.return";
      case "call" -> "func.call";
      default -> spelling;
    };
  }

  private void operandsAndItems(OpText text) {
    if (cursor.is(Token.VALUE) || cursor.is(Token.WORD)) {
      do {
        if (cursor.is(Token.VALUE)) {
          text.operands.add(ops.use());
        } else {
          item(text);
        }
      } while (cursor.accept(Token.COMMA));
    }
    end(text);
  }

  private void item(OpText text) {
    PrettyItem item = PrettyItem.find(text.name, cursor.spelling());
    if (item == null) {
      throw cursor.expected("an operand or an item of " + text.name);
    }
    cursor.advance();
    cursor.expect(Token.EQUALS);
    text.attributes.put(item.attribute(), item.take(cursor, attributes));
  }

  /// `{...} : types`.
  private void end(OpText text) {
    if (cursor.is(Token.LEFT_BRACE)) {
      attributes.dictionary(text.attributes);
    }
    boolean isTerminator = text.name.endsWith(".return");
    if (isTerminator && text.operands.isEmpty() && !cursor.is(Token.COLON)) {
      return;
    }
    cursor.expect(Token.COLON);
    if (cursor.is(Token.LEFT_PARENTHESIS)) {
      functionType(text);
    } else if (isTerminator) {
      text.operandTypes = types.list();
    } else {
      shortTypes(text);
    }
  }

  private void functionType(OpText text) {
    FunctionType type = types.function();
    text.operandTypes = type.inputs();
    text.resultTypes = type.results();
  }

  /// One type for all operands and the result, or what the op says instead.
  private void shortTypes(OpText text) {
    int start = cursor.offset();
    List<Type> listed = types.list();
    int operands = text.operands.size();
    if (text.name.equals("stablehlo.optimization_barrier")) {
      text.operandTypes = listed;
      text.resultTypes = listed;
    } else if (text.name.equals("stablehlo.select") && listed.size() == 2) {
      Type value = listed.get(1);
      text.operandTypes = List.of(listed.get(0), value, value);
      text.resultTypes = List.of(value);
    } else if (listed.size() == 1) {
      text.operandTypes = Collections.nCopies(operands, listed.getFirst());
      text.resultTypes = listed;
    } else {
      throw cursor
          .problems()
          .fatal(start, "%s: expected one type, got %d".formatted(text.name, listed.size()));
    }
  }

  /// `LT, %a, %b, FLOAT : (...) -> ...`.
  private void compare(OpText text) {
    text.attributes.put(
        "comparison_direction",
        new Attribute.Enumerated("comparison_direction", cursor.take(Token.WORD)));
    cursor.expect(Token.COMMA);
    text.operands.add(ops.use());
    cursor.expect(Token.COMMA);
    text.operands.add(ops.use());
    if (cursor.accept(Token.COMMA)) {
      text.attributes.put(
          "compare_type", new Attribute.Enumerated("comparison_type", cursor.take(Token.WORD)));
    }
    end(text);
  }

  /// `dense<...> : type`.
  private void constant(OpText text) {
    if (cursor.is(Token.LEFT_BRACE)) {
      attributes.dictionary(text.attributes);
    }
    int start = cursor.offset();
    Attribute value = attributes.attribute();
    if (!(value instanceof Attribute.Dense(var literal))) {
      throw cursor.problems().fatal(start, "stablehlo.constant: expected dense<...>");
    }
    text.attributes.put("value", value);
    text.resultTypes = List.of(literal.type());
  }

  /// `@name(%a, %b) {...} : (...) -> ...`.
  private void call(OpText text, boolean custom) {
    String callee = cursor.takeSymbol();
    text.attributes.put(
        custom ? "call_target_name" : "callee",
        custom ? new Attribute.Text(callee) : new Attribute.Symbol(callee));
    cursor.expect(Token.LEFT_PARENTHESIS);
    if (!cursor.is(Token.RIGHT_PARENTHESIS)) {
      ops.uses(text);
    }
    cursor.expect(Token.RIGHT_PARENTHESIS);
    end(text);
  }

  /// `%a <@mesh, [{"x"}]> {...} : type`.
  private void shardingConstraint(OpText text) {
    text.operands.add(ops.use());
    text.attributes.put("sharding", new Attribute.Sharding(attributes.shardings().sharding()));
    end(text);
  }

  /// `"name" %a, %b {...} : (...) -> ...`.
  private void composite(OpText text) {
    text.attributes.put("name", new Attribute.Text(cursor.takeText()));
    if (cursor.is(Token.VALUE)) {
      ops.uses(text);
    }
    end(text);
  }

  /// `(%a, %b) dim_numbers = [b, 0, f]x[0, i, o]->[b, 0, f], window = {...} {...} : (...) -> ...`.
  private void convolution(OpText text) {
    cursor.expect(Token.LEFT_PARENTHESIS);
    ops.uses(text);
    cursor.expect(Token.RIGHT_PARENTHESIS);
    cursor.expectWord("dim_numbers");
    cursor.expect(Token.EQUALS);
    text.attributes.put(
        "dimension_numbers", new Attribute.Convolution(attributes.convolutions().numbers()));
    cursor.expect(Token.COMMA);
    cursor.expectWord("window");
    cursor.expect(Token.EQUALS);
    attributes.convolutions().window(attributes, text.attributes);
    end(text);
  }

  /// `%a [0:2, 1:3:1] : (...) -> ...`.
  private void slice(OpText text) {
    text.operands.add(ops.use());
    cursor.expect(Token.LEFT_BRACKET);
    List<Long> starts = new ArrayList<>();
    List<Long> limits = new ArrayList<>();
    List<Long> strides = new ArrayList<>();
    if (!cursor.is(Token.RIGHT_BRACKET)) {
      do {
        starts.add(cursor.takeLong());
        cursor.expect(Token.COLON);
        limits.add(cursor.takeLong());
        strides.add(cursor.accept(Token.COLON) ? cursor.takeLong() : 1L);
      } while (cursor.accept(Token.COMMA));
    }
    cursor.expect(Token.RIGHT_BRACKET);
    text.attributes.put("start_indices", new Attribute.Ints(starts));
    text.attributes.put("limit_indices", new Attribute.Ints(limits));
    text.attributes.put("strides", new Attribute.Ints(strides));
    end(text);
  }

  /// `%a, %b, batching_dims = [0] x [0], contracting_dims = [2] x [1], precision = [HIGH, HIGH]`.
  private void dotGeneral(OpText text) {
    text.operands.add(ops.use());
    cursor.expect(Token.COMMA);
    text.operands.add(ops.use());
    Map<String, Attribute> dimensions = new LinkedHashMap<>();
    while (cursor.accept(Token.COMMA)) {
      if (cursor.acceptWord("batching_dims")) {
        pairOfLists(dimensions, "batching");
      } else if (cursor.acceptWord("contracting_dims")) {
        pairOfLists(dimensions, "contracting");
      } else if (cursor.acceptWord("precision")) {
        cursor.expect(Token.EQUALS);
        text.attributes.put("precision_config", precisions());
      } else if (cursor.acceptWord("algorithm")) {
        cursor.expect(Token.EQUALS);
        text.attributes.put("algorithm", attributes.struct("dot_algorithm"));
      } else {
        throw cursor.expected("batching_dims, contracting_dims, precision or algorithm");
      }
    }
    text.attributes.put("dot_dimension_numbers", new Attribute.Struct("dot", dimensions));
    end(text);
  }

  private void pairOfLists(Map<String, Attribute> into, String which) {
    cursor.expect(Token.EQUALS);
    into.put("lhs_" + which + "_dimensions", new Attribute.Ints(attributes.bareLongs()));
    cursor.expectWord("x");
    into.put("rhs_" + which + "_dimensions", new Attribute.Ints(attributes.bareLongs()));
  }

  private Attribute precisions() {
    List<Attribute> precisions = new ArrayList<>();
    cursor.expect(Token.LEFT_BRACKET);
    if (!cursor.is(Token.RIGHT_BRACKET)) {
      do {
        precisions.add(new Attribute.Enumerated("precision", cursor.take(Token.WORD)));
      } while (cursor.accept(Token.COMMA));
    }
    cursor.expect(Token.RIGHT_BRACKET);
    return new Attribute.Array(precisions);
  }
}
