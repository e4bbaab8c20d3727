package dev.ranvier.ir.text;

import dev.ranvier.ir.op.Attribute;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.BlockArgument;
import dev.ranvier.ir.op.IllTypedException;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.OpParts;
import dev.ranvier.ir.op.OpTable;
import dev.ranvier.ir.op.ReturnOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.FunctionType;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Reads the pretty forms of the two ops with regions that have one: `while` and `reduce`.
final class PrettyRegionParser {
  private final Source source;
  private final Cursor cursor;
  private final TypeParser types;
  private final AttributeParser attributes;
  private final OpParser ops;

  PrettyRegionParser(Source source, Cursor cursor, Readers readers, OpParser ops) {
    this.source = source;
    this.cursor = cursor;
    this.types = readers.types();
    this.attributes = readers.attributes();
    this.ops = ops;
  }

  /// `(%a = %0, %b = %1) : types attributes {...} cond {...} do {...}`.
  void whileLoop(OpText text) {
    List<String> names = new ArrayList<>();
    int start = cursor.offset();
    cursor.expect(Token.LEFT_PARENTHESIS);
    if (!cursor.is(Token.RIGHT_PARENTHESIS)) {
      do {
        names.add(cursor.take(Token.VALUE));
        cursor.expect(Token.EQUALS);
        text.operands.add(ops.use());
      } while (cursor.accept(Token.COMMA));
    }
    cursor.expect(Token.RIGHT_PARENTHESIS);
    List<Type> carried = cursor.accept(Token.COLON) ? types.list() : List.of();
    if (carried.size() != names.size()) {
      throw cursor.expected("types for %d values".formatted(names.size()));
    }
    text.operandTypes = carried;
    text.resultTypes = carried;
    attributesIfAny(text);
    cursor.expectWord("cond");
    text.regions.add(ops.region(names, arguments(carried, start), start));
    cursor.expectWord("do");
    text.regions.add(ops.region(names, arguments(carried, start), start));
  }

  private void attributesIfAny(OpText text) {
    if (cursor.acceptWord("attributes")) {
      attributes.dictionary(text.attributes);
    }
  }

  private List<BlockArgument> arguments(List<Type> argumentTypes, int offset) {
    Location location = source.locate(offset);
    return argumentTypes.stream().map(type -> new BlockArgument(type, location)).toList();
  }

  /// `(%a init: %b), (%c init: %d)`, then either `applies op across dimensions = [0] : types` or
  /// `across dimensions = [0] : types reducer(%e: t, %f: t) (%g: t, %h: t) {...}`.
  void reduce(OpText text) {
    List<OpText.Use> initial = new ArrayList<>();
    do {
      cursor.expect(Token.LEFT_PARENTHESIS);
      text.operands.add(ops.use());
      cursor.expectWord("init");
      cursor.expect(Token.COLON);
      initial.add(ops.use());
      cursor.expect(Token.RIGHT_PARENTHESIS);
    } while (cursor.accept(Token.COMMA));
    text.operands.addAll(initial);
    int appliedAt = cursor.offset();
    String applied = "";
    if (cursor.acceptWord("applies")) {
      appliedAt = cursor.offset();
      applied = cursor.take(Token.WORD);
    }
    dimensionsAndTypes(text);
    if (applied.isEmpty()) {
      cursor.expectWord("reducer");
      text.regions.add(reducer(initial.size()));
    } else {
      text.regions.add(applied(applied, appliedAt, text));
    }
  }

  private void dimensionsAndTypes(OpText text) {
    cursor.expectWord("across");
    cursor.expectWord("dimensions");
    cursor.expect(Token.EQUALS);
    text.attributes.put("dimensions", new Attribute.Ints(attributes.bareLongs()));
    if (cursor.is(Token.LEFT_BRACE)) {
      attributes.dictionary(text.attributes);
    }
    cursor.expect(Token.COLON);
    FunctionType type = types.function();
    text.operandTypes = type.inputs();
    text.resultTypes = type.results();
  }

  /// Each pair holds what is folded so far and the next element of one operand; the block takes all
  /// of the former first.
  private Block reducer(int pairs) {
    return ops.region(
        () -> {
          List<BlockArgument> folded = new ArrayList<>();
          List<BlockArgument> next = new ArrayList<>();
          for (int i = 0; i < pairs; i++) {
            cursor.expect(Token.LEFT_PARENTHESIS);
            folded.add(ops.argument(null));
            cursor.expect(Token.COMMA);
            next.add(ops.argument(null));
            cursor.expect(Token.RIGHT_PARENTHESIS);
          }
          folded.addAll(next);
          return folded;
        });
  }

  /// The block of one op on two scalars.
  private Block applied(String name, int offset, OpText text) {
    Location location = source.locate(offset);
    if (text.operands.size() != 2
        || text.operandTypes.size() != 2
        || !(text.operandTypes.getFirst() instanceof TensorType tensor)) {
      throw cursor
          .problems()
          .fatal(offset, "stablehlo.reduce: expected one operand to apply %s to".formatted(name));
    }
    Type scalar = TensorType.scalar(tensor.element());
    List<BlockArgument> arguments = arguments(List.of(scalar, scalar), offset);
    List<Instruction> instructions = new ArrayList<>();
    try {
      OpParts parts =
          new OpParts(name, List.<Value>copyOf(arguments), Map.of(), List.of(), List.of(scalar));
      Instruction fold = new Instruction(OpTable.read(parts), location);
      instructions.add(fold);
      ReturnOp end = new ReturnOp(List.<Value>copyOf(fold.results()));
      instructions.add(new Instruction(end, location));
    } catch (IllTypedException illTyped) {
      cursor.problems().report(offset, String.valueOf(illTyped.getMessage()));
    }
    return new Block(arguments, instructions);
  }
}
