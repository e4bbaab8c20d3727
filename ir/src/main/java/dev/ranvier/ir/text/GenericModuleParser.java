package dev.ranvier.ir.text;

import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.NamedMesh;
import dev.ranvier.ir.op.Attribute;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.Mesh;
import dev.ranvier.ir.type.FunctionType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads modules and functions that are written as ops in the generic form, as tools do when asked
/// for nothing else: `"builtin.module"() <{...}> ({ "func.func"() <{...}> ({...}) : () -> () }) :
/// () -> ()`.
final class GenericModuleParser {
  private final Source source;
  private final Cursor cursor;
  private final Readers readers;
  private final FunctionParser functions;

  GenericModuleParser(Source source, Cursor cursor, Readers readers, FunctionParser functions) {
    this.source = source;
    this.cursor = cursor;
    this.readers = readers;
    this.functions = functions;
  }

  /// What an op says beside its region.
  private static final class Said {
    private final Map<String, Attribute> attributes = new LinkedHashMap<>();
    private Optional<FunctionType> type = Optional.empty();
  }

  Module module() {
    Said said = new Said();
    start("builtin.module", said);
    cursor.expect(Token.LEFT_BRACE);
    if (cursor.accept(Token.CARET)) {
      cursor.expect(Token.COLON);
    }
    List<NamedMesh> meshes = new ArrayList<>();
    List<Function> read = new ArrayList<>();
    while (cursor.is(Token.STRING)) {
      if (cursor.spelling().equals("\"sdy.mesh\"")) {
        meshes.add(mesh());
      } else {
        function().ifPresent(read::add);
      }
    }
    cursor.expect(Token.RIGHT_BRACE);
    end(said);
    String name =
        said.attributes.remove("sym_name") instanceof Attribute.Text(String text) ? text : "";
    return new Module(name, said.attributes, meshes, read);
  }

  /// `"sdy.mesh"() <{mesh = #sdy.mesh<...>, sym_name = "name"}> {...} : () -> ()`.
  private NamedMesh mesh() {
    int start = cursor.offset();
    Said said = new Said();
    name("sdy.mesh", said);
    Location location = signature(said);
    if (said.attributes.remove("sym_name") instanceof Attribute.Text(String name)
        && said.attributes.remove("mesh") instanceof Attribute.OfMesh(Mesh mesh)) {
      return new NamedMesh(name, mesh, said.attributes, location);
    }
    throw cursor.problems().fatal(start, "sdy.mesh: expected its sym_name and its mesh");
  }

  /// `"name"() <{...}> (`.
  private void start(String name, Said said) {
    name(name, said);
    cursor.expect(Token.LEFT_PARENTHESIS);
  }

  /// `"name"() <{...}>`.
  private void name(String name, Said said) {
    if (!cursor.is(Token.STRING) || !cursor.spelling().equals("\"" + name + "\"")) {
      throw cursor.expected("\"" + name + "\"");
    }
    cursor.advance();
    cursor.expect(Token.LEFT_PARENTHESIS);
    cursor.expect(Token.RIGHT_PARENTHESIS);
    if (cursor.accept(Token.LESS)) {
      dictionary(said);
      cursor.expect(Token.GREATER);
    }
  }

  /// `) {...} : () -> () loc(...)`.
  private Location end(Said said) {
    cursor.expect(Token.RIGHT_PARENTHESIS);
    return signature(said);
  }

  /// `{...} : () -> () loc(...)`.
  private Location signature(Said said) {
    if (cursor.is(Token.LEFT_BRACE)) {
      dictionary(said);
    }
    cursor.expect(Token.COLON);
    int start = cursor.offset();
    if (!readers.types().function().equals(new FunctionType(List.of(), List.of()))) {
      throw cursor.problems().fatal(start, "expected no operands and no results: () -> ()");
    }
    return readers.locations().orElse(source.locate(start));
  }

  /// A dictionary in which a function's type may stand, which no other attribute can hold.
  private void dictionary(Said said) {
    cursor.expect(Token.LEFT_BRACE);
    if (cursor.accept(Token.RIGHT_BRACE)) {
      return;
    }
    do {
      if (cursor.acceptWord("function_type")) {
        cursor.expect(Token.EQUALS);
        said.type = Optional.of(readers.types().function());
      } else {
        readers.attributes().entry(said.attributes);
      }
    } while (cursor.accept(Token.COMMA));
    cursor.expect(Token.RIGHT_BRACE);
  }

  private Optional<Function> function() {
    int start = cursor.offset();
    int problemsBefore = cursor.problems().count();
    Said said = new Said();
    start("func.func", said);
    Block body = functions.operations().region();
    Location location = end(said);
    if (!(said.attributes.get("sym_name") instanceof Attribute.Text(String name))) {
      throw cursor.problems().fatal(start, "func.func: expected its name in sym_name");
    }
    FunctionType type =
        said.type.orElseThrow(
            () -> cursor.problems().fatal(start, "func.func: expected its type in function_type"));
    boolean isPublic =
        !(said.attributes.get("sym_visibility") instanceof Attribute.Text(String visibility))
            || visibility.equals("public");
    if (!type.inputs().equals(body.argumentTypes())) {
      cursor
          .problems()
          .report(
              start,
              "function @%s: expected arguments of %s, got %s"
                  .formatted(name, type.inputs(), body.argumentTypes()));
    }
    functions.checkReturn(name, start, body, type.results(), problemsBefore);
    List<Map<String, Attribute>> ofArguments = each(said, "arg_attrs", type.inputs().size(), start);
    List<Map<String, Attribute>> ofResults = each(said, "res_attrs", type.results().size(), start);
    return cursor.problems().count() > problemsBefore
        ? Optional.empty()
        : Optional.of(new Function(name, isPublic, body, ofArguments, ofResults, location));
  }

  /// What is said of each argument or result; nothing where nothing is written.
  private List<Map<String, Attribute>> each(Said said, String key, int count, int start) {
    List<Map<String, Attribute>> all = new ArrayList<>();
    if (said.attributes.get(key) instanceof Attribute.Array(List<Attribute> values)) {
      for (Attribute value : values) {
        all.add(
            value instanceof Attribute.Dictionary(Map<String, Attribute> entries)
                ? entries
                : Map.of());
      }
    } else {
      for (int i = 0; i < count; i++) {
        all.add(Map.of());
      }
    }
    if (all.size() != count) {
      cursor
          .problems()
          .report(start, "%s: expected %d dictionaries, got %d".formatted(key, count, all.size()));
    }
    return all;
  }
}
