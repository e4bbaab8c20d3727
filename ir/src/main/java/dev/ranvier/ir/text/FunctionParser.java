package dev.ranvier.ir.text;

import dev.ranvier.ir.Function;
import dev.ranvier.ir.op.Attribute;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.BlockArgument;
import dev.ranvier.ir.op.FuncReturnOp;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.type.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads `func.func public @name(%arg0: type {...}) -> (type {...}) { ops }`.
final class FunctionParser {
  private final Source source;
  private final Cursor cursor;
  private final Readers readers;
  private final OpCounter counter;

  FunctionParser(Source source, Cursor cursor, Readers readers) {
    this.source = source;
    this.cursor = cursor;
    this.readers = readers;
    this.counter = new OpCounter();
  }

  /// The function; empty if there are problems in it.
  Optional<Function> function() {
    int start = cursor.offset();
    int problemsBefore = cursor.problems().count();
    cursor.advance();
    boolean isPrivate = cursor.acceptWord("private") || cursor.acceptWord("nested");
    if (!isPrivate) {
      cursor.acceptWord("public");
    }
    String name = cursor.takeSymbol();
    OpParser ops = operations();
    List<Map<String, Attribute>> saidOfArguments = new ArrayList<>();
    List<BlockArgument> arguments = arguments(ops, saidOfArguments);
    List<Type> resultTypes = new ArrayList<>();
    List<Map<String, Attribute>> saidOfResults = new ArrayList<>();
    if (cursor.accept(Token.ARROW)) {
      results(resultTypes, saidOfResults);
    }
    if (cursor.acceptWord("attributes")) {
      readers.attributes().dictionary(new LinkedHashMap<>());
    }
    Block body = body(ops, name, arguments);
    Location location = readers.locations().orElse(source.locate(start));
    checkReturn(name, start, body, resultTypes, problemsBefore);
    return cursor.problems().count() > problemsBefore
        ? Optional.empty()
        : Optional.of(
            new Function(name, !isPrivate, body, saidOfArguments, saidOfResults, location));
  }

  /// What reads the ops of one more function.
  OpParser operations() {
    return new OpParser(source, cursor, readers, counter);
  }

  private List<BlockArgument> arguments(OpParser ops, List<Map<String, Attribute>> said) {
    List<BlockArgument> arguments = new ArrayList<>();
    cursor.expect(Token.LEFT_PARENTHESIS);
    if (!cursor.is(Token.RIGHT_PARENTHESIS)) {
      do {
        Map<String, Attribute> saidOfThis = new LinkedHashMap<>();
        arguments.add(ops.argument(saidOfThis));
        said.add(saidOfThis);
      } while (cursor.accept(Token.COMMA));
    }
    cursor.expect(Token.RIGHT_PARENTHESIS);
    return arguments;
  }

  private void results(List<Type> resultTypes, List<Map<String, Attribute>> said) {
    if (!cursor.accept(Token.LEFT_PARENTHESIS)) {
      resultTypes.add(readers.types().type());
      said.add(Map.of());
      return;
    }
    if (!cursor.is(Token.RIGHT_PARENTHESIS)) {
      do {
        resultTypes.add(readers.types().type());
        said.add(readers.attributes().dictionaryIfAny());
      } while (cursor.accept(Token.COMMA));
    }
    cursor.expect(Token.RIGHT_PARENTHESIS);
  }

  private Block body(OpParser ops, String name, List<BlockArgument> arguments) {
    if (!cursor.is(Token.LEFT_BRACE)) {
      throw cursor.expected("a body of function @%s in braces".formatted(name));
    }
    cursor.advance();
    List<Instruction> instructions = ops.instructions();
    cursor.expect(Token.RIGHT_BRACE);
    return new Block(arguments, instructions);
  }

  /// Reports a body that does not end as the function says, unless it has problems already.
  void checkReturn(String name, int start, Block body, List<Type> declared, int problemsBefore) {
    if (cursor.problems().count() > problemsBefore) {
      return;
    }
    if (body.instructions().isEmpty()
        || !(body.instructions().getLast().op() instanceof FuncReturnOp end)) {
      cursor
          .problems()
          .report(start, "function @%s: expected func.return at its end".formatted(name));
      return;
    }
    List<Type> returned = end.operands().stream().map(value -> value.type()).toList();
    if (!returned.equals(declared)) {
      cursor
          .problems()
          .report(
              start,
              "function @%s: expected it to return %s, got %s".formatted(name, declared, returned));
    }
  }
}
