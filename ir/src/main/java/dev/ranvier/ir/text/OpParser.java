package dev.ranvier.ir.text;

import dev.ranvier.ir.op.Attribute;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.BlockArgument;
import dev.ranvier.ir.op.IllTypedException;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.OpParts;
import dev.ranvier.ir.op.OpTable;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.FunctionType;
import dev.ranvier.ir.type.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Reads the ops of one function, with their regions. What holds an op together is the op's own
/// affair: here, its parts are gathered and its names looked up. Where an op is wrong, values of
/// the declared types stand in for its results, so that reading can go on.
final class OpParser {
  private record Name(String name, int count, int offset) {}

  private final Source source;
  private final Cursor cursor;
  private final TypeParser types;
  private final AttributeParser attributes;
  private final LocationParser locations;
  private final PrettyOpParser pretty;
  private final Scope scope = new Scope();
  private final OpCounter counter;
  private int nesting;

  OpParser(Source source, Cursor cursor, Readers readers, OpCounter counter) {
    this.source = source;
    this.cursor = cursor;
    this.types = readers.types();
    this.attributes = readers.attributes();
    this.locations = readers.locations();
    this.pretty = new PrettyOpParser(source, cursor, readers, this);
    this.counter = counter;
  }

  /// Takes the ops of a block up to the brace that ends its region, but not the brace.
  List<Instruction> instructions() {
    List<Instruction> instructions = new ArrayList<>();
    while (!cursor.is(Token.RIGHT_BRACE)) {
      if (cursor.is(Token.CARET)) {
        throw cursor.expected("an op, since a region has one block here");
      }
      Instruction instruction = instruction();
      if (instruction != null) {
        instructions.add(instruction);
      }
    }
    return instructions;
  }

  private @Nullable Instruction instruction() {
    counter.count(cursor);
    List<Name> names = cursor.is(Token.VALUE) ? names() : List.of();
    int start = cursor.offset();
    int problemsBefore = cursor.problems().count();
    OpText text;
    if (cursor.is(Token.STRING)) {
      text = generic();
    } else if (cursor.is(Token.WORD)) {
      text = pretty.op();
    } else {
      throw cursor.expected("an op");
    }
    Location location = locations.orElse(source.locate(start));
    Instruction made = make(text, location, problemsBefore);
    define(names, text, made == null ? standIns(text, location) : made.results());
    return made;
  }

  private static List<? extends Value> standIns(OpText text, Location location) {
    return text.resultTypes.stream().map(type -> new BlockArgument(type, location)).toList();
  }

  /// `%0:2, %1 = `.
  private List<Name> names() {
    List<Name> names = new ArrayList<>();
    do {
      int start = cursor.offset();
      String name = cursor.take(Token.VALUE);
      long count = cursor.accept(Token.COLON) ? cursor.takeLong() : 1;
      if (count < 1 || count > Character.MAX_VALUE) {
        throw cursor.problems().fatal(start, "expected at least one result, got " + count);
      }
      names.add(new Name(name, (int) count, start));
    } while (cursor.accept(Token.COMMA));
    cursor.expect(Token.EQUALS);
    return names;
  }

  private void define(List<Name> names, OpText text, List<? extends Value> results) {
    int named = names.stream().mapToInt(Name::count).sum();
    if (!names.isEmpty() && named != results.size()) {
      cursor
          .problems()
          .report(
              names.getFirst().offset(),
              "%s: expected names for %d results, got %d"
                  .formatted(text.name, results.size(), named));
    }
    int first = 0;
    for (Name name : names) {
      int last = Math.min(results.size(), first + name.count());
      define(name.name(), results.subList(Math.min(first, last), last), name.offset());
      first = last;
    }
  }

  private void define(String name, List<? extends Value> values, int offset) {
    if (!scope.define(name, values)) {
      cursor.problems().report(offset, name + ": expected a new name, got one that is taken");
    }
  }

  // The generic form: "name"(operands) <{...}> ({regions}) {...} : types.

  private OpText generic() {
    int start = cursor.offset();
    OpText text = new OpText(cursor.takeText(), start);
    cursor.expect(Token.LEFT_PARENTHESIS);
    if (!cursor.is(Token.RIGHT_PARENTHESIS)) {
      uses(text);
    }
    cursor.expect(Token.RIGHT_PARENTHESIS);
    if (cursor.accept(Token.LESS)) {
      attributes.dictionary(text.attributes);
      cursor.expect(Token.GREATER);
    }
    if (cursor.accept(Token.LEFT_PARENTHESIS)) {
      do {
        text.regions.add(region());
      } while (cursor.accept(Token.COMMA));
      cursor.expect(Token.RIGHT_PARENTHESIS);
    }
    if (cursor.is(Token.LEFT_BRACE)) {
      attributes.dictionary(text.attributes);
    }
    cursor.expect(Token.COLON);
    FunctionType type = types.function();
    text.operandTypes = type.inputs();
    text.resultTypes = type.results();
    return text;
  }

  /// `%0, %1#2`.
  void uses(OpText text) {
    do {
      text.operands.add(use());
    } while (cursor.accept(Token.COMMA));
  }

  OpText.Use use() {
    int start = cursor.offset();
    String name = cursor.take(Token.VALUE);
    if (!cursor.is(Token.HASH)) {
      return new OpText.Use(name, 0, start);
    }
    String index = cursor.take(Token.HASH).substring(1);
    if (index.length() > 5 || !index.chars().allMatch(each -> Lexer.isDigit((char) each))) {
      throw cursor.problems().fatal(start, "expected the number of a result, got #" + index);
    }
    return new OpText.Use(name, Integer.parseInt(index), start);
  }

  // Regions.

  /// `{ ^bb0(%a: type): ops }`.
  Block region() {
    enterRegion();
    cursor.expect(Token.LEFT_BRACE);
    List<BlockArgument> arguments = List.of();
    if (cursor.accept(Token.CARET)) {
      arguments = cursor.is(Token.LEFT_PARENTHESIS) ? arguments() : List.of();
      cursor.expect(Token.COLON);
    }
    List<Instruction> instructions = instructions();
    cursor.expect(Token.RIGHT_BRACE);
    leaveRegion();
    return new Block(arguments, instructions);
  }

  /// A region whose arguments have been named before: `{ ops }`.
  Block region(List<String> names, List<BlockArgument> arguments, int offset) {
    return region(
        () -> {
          for (int i = 0; i < names.size(); i++) {
            define(names.get(i), List.of(arguments.get(i)), offset);
          }
          return arguments;
        });
  }

  /// A region whose arguments stand before the brace.
  Block region(Supplier<List<BlockArgument>> takeArguments) {
    enterRegion();
    List<BlockArgument> arguments = takeArguments.get();
    cursor.expect(Token.LEFT_BRACE);
    List<Instruction> instructions = instructions();
    cursor.expect(Token.RIGHT_BRACE);
    leaveRegion();
    return new Block(arguments, instructions);
  }

  private void enterRegion() {
    int limit = cursor.limits().regionNesting();
    if (++nesting > limit) {
      throw cursor
          .problems()
          .fatal(
              cursor.offset(),
              "expected regions nested at most %d deep, got deeper ones".formatted(limit));
    }
    scope.enterRegion();
  }

  private void leaveRegion() {
    nesting--;
    scope.leaveRegion();
  }

  private List<BlockArgument> arguments() {
    List<BlockArgument> arguments = new ArrayList<>();
    cursor.expect(Token.LEFT_PARENTHESIS);
    if (!cursor.is(Token.RIGHT_PARENTHESIS)) {
      do {
        arguments.add(argument(null));
      } while (cursor.accept(Token.COMMA));
    }
    cursor.expect(Token.RIGHT_PARENTHESIS);
    return arguments;
  }

  /// `%name: type {...} loc(...)`.
  ///
  /// @param said takes the attributes; null where there can be none
  BlockArgument argument(@Nullable Map<String, Attribute> said) {
    int start = cursor.offset();
    String name = cursor.take(Token.VALUE);
    cursor.expect(Token.COLON);
    Type type = types.type();
    if (said != null && cursor.is(Token.LEFT_BRACE)) {
      attributes.dictionary(said);
    }
    BlockArgument argument = new BlockArgument(type, locations.orElse(source.locate(start)));
    define(name, List.of(argument), start);
    return argument;
  }

  // From parts to ops.

  private @Nullable Instruction make(OpText text, Location location, int problemsBefore) {
    if (!OpTable.contains(text.name)) {
      cursor.problems().report(text.offset, UnknownOps.message(text.name));
      return null;
    }
    List<Value> operands = operands(text, location);
    if (cursor.problems().count() > problemsBefore) {
      return null;
    }
    Map<String, Attribute> own = new LinkedHashMap<>();
    Map<String, Attribute> annotations = new LinkedHashMap<>();
    text.attributes.forEach(
        (name, value) -> (name.indexOf('.') > 0 ? annotations : own).put(name, value));
    DefaultAttributes.remove(text.name, own);
    try {
      OpParts parts = new OpParts(text.name, operands, own, text.regions, text.resultTypes);
      Op op = OpTable.read(parts);
      return new Instruction(op, location, annotations);
    } catch (IllTypedException illTyped) {
      cursor.problems().report(text.offset, String.valueOf(illTyped.getMessage()));
      return null;
    }
  }

  private List<Value> operands(OpText text, Location location) {
    if (text.operands.size() != text.operandTypes.size()) {
      cursor
          .problems()
          .report(
              text.offset,
              "%s: expected types for %d operands, got %d"
                  .formatted(text.name, text.operands.size(), text.operandTypes.size()));
      return List.of();
    }
    List<Value> operands = new ArrayList<>(text.operands.size());
    for (int i = 0; i < text.operands.size(); i++) {
      operands.add(lookUp(text.operands.get(i), text.operandTypes.get(i), location));
    }
    return operands;
  }

  private Value lookUp(OpText.Use use, Type declared, Location location) {
    List<? extends Value> found = scope.find(use.name());
    if (found == null || use.index() >= found.size()) {
      String what = found == null ? use.name() : use.name() + "#" + use.index();
      cursor
          .problems()
          .report(use.offset(), what + ": expected a value that is defined before, got none");
      return new BlockArgument(declared, location);
    }
    Value value = found.get(use.index());
    if (!value.type().equals(declared)) {
      cursor
          .problems()
          .report(
              use.offset(),
              "%s: expected its type %s, got %s".formatted(use.name(), value.type(), declared));
    }
    return value;
  }
}
