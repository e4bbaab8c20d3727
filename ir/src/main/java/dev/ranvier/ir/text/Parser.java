package dev.ranvier.ir.text;

import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.NamedMesh;
import dev.ranvier.ir.op.Attribute;
import dev.ranvier.ir.op.Mesh;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads StableHLO text: all that `Printer` writes, and what other frontends write for the ops that
/// are known, in their generic and pretty forms. Whatever the text, either a module comes out or a
/// `ParseException` that says where it is wrong; time and memory are bounded by the text's length
/// and by `Limits`.
///
/// What is read is well-typed op by op; how ops stand together is the `Verifier`'s question.
/// Attributes of functions as a whole and the module's location are read and left out.
public final class Parser {
  private final Source source;
  private final Cursor cursor;
  private final Readers readers;
  private final FunctionParser functions;

  private Parser(Source source, Limits limits) {
    this.source = source;
    this.cursor = new Cursor(source, new Problems(source), limits);
    this.readers = Readers.of(source, cursor);
    this.functions = new FunctionParser(source, cursor, readers);
  }

  /// Reads a text of the user's own.
  ///
  /// @param file its name, for messages and for ops that say nothing of where they come from
  /// @throws ParseException if the text is not a module
  public static Module parse(String text, String file) {
    return parse(text, file, Limits.GENEROUS);
  }

  /// Reads a text within limits.
  public static Module parse(String text, String file, Limits limits) {
    if (text.length() > limits.characters()) {
      throw new Problems(new Source("", file))
          .fatal(
              0,
              "expected a text of at most %d characters, got %d"
                  .formatted(limits.characters(), text.length()));
    }
    return new Parser(new Source(text, file), limits).file();
  }

  /// One module, or functions and meshes alone, which then are a module without a name.
  private Module file() {
    definitions();
    Module module =
        cursor.is(Token.STRING)
            ? new GenericModuleParser(source, cursor, readers, functions).module()
            : module();
    definitions();
    if (!cursor.is(Token.END)) {
      throw cursor.expected("the end of the text");
    }
    cursor.problems().throwIfAny();
    return module;
  }

  private Module module() {
    String name = "";
    Map<String, Attribute> attributes = new LinkedHashMap<>();
    List<NamedMesh> meshes = new ArrayList<>();
    List<Function> read = new ArrayList<>();
    if (cursor.acceptWord("module") || cursor.acceptWord("builtin.module")) {
      name = cursor.is(Token.SYMBOL) ? cursor.takeSymbol() : "";
      if (cursor.acceptWord("attributes")) {
        readers.attributes().dictionary(attributes);
      }
      cursor.expect(Token.LEFT_BRACE);
      members(meshes, read);
      cursor.expect(Token.RIGHT_BRACE);
      readers.locations().orElse(source.locate(0));
    } else {
      members(meshes, read);
    }
    return new Module(name, attributes, meshes, read);
  }

  private void members(List<NamedMesh> meshes, List<Function> read) {
    definitions();
    while (cursor.isWord("func.func") || cursor.isWord("sdy.mesh")) {
      if (cursor.isWord("sdy.mesh")) {
        meshes.add(mesh());
      } else {
        functions.function().ifPresent(read::add);
      }
      definitions();
    }
    if (cursor.is(Token.WORD) || cursor.is(Token.STRING)) {
      throw cursor.expected("a function or a mesh: func.func @name, sdy.mesh @name");
    }
  }

  /// `sdy.mesh @name = <["x"=2]> {...} loc(...)`.
  private NamedMesh mesh() {
    int start = cursor.offset();
    cursor.advance();
    String name = cursor.takeSymbol();
    cursor.expect(Token.EQUALS);
    Mesh mesh = readers.attributes().shardings().mesh();
    Map<String, Attribute> annotations = readers.attributes().dictionaryIfAny();
    return new NamedMesh(name, mesh, annotations, readers.locations().orElse(source.locate(start)));
  }

  private void definitions() {
    while (cursor.is(Token.HASH) || cursor.is(Token.BANG)) {
      if (cursor.is(Token.HASH)) {
        readers.aliases().takeDefinition(readers.attributes()::definition);
      } else {
        readers.aliases().takeDefinition(readers.types()::type);
      }
    }
  }
}
