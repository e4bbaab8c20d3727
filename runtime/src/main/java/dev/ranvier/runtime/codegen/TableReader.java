package dev.ranvier.runtime.codegen;

import dev.ranvier.runtime.codegen.CApi.CConstant;
import dev.ranvier.runtime.codegen.CApi.CEnum;
import dev.ranvier.runtime.codegen.CApi.CField;
import dev.ranvier.runtime.codegen.CApi.CKind;
import dev.ranvier.runtime.codegen.CApi.CStruct;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Reads the table of the C API; its form is described in the table's own header. The first line
/// that makes no sense ends the build.
final class TableReader {
  private final String name;
  private final List<CEnum> enums = new ArrayList<>();
  private final Map<String, CStruct> structs = new LinkedHashMap<>();
  private int major = -1;
  private int minor = -1;
  private int number;

  private TableReader(String name) {
    this.name = name;
  }

  static CApi read(String name, List<String> lines) {
    var reader = new TableReader(name);
    for (String line : lines) {
      reader.number++;
      reader.line(line);
    }
    if (reader.major < 0) {
      throw reader.problem("no line `api MAJOR MINOR`");
    }
    reader.structs.values().forEach(LayoutRules::check);
    return new CApi(reader.major, reader.minor, reader.enums, List.copyOf(reader.structs.values()));
  }

  private void line(String line) {
    if (line.isBlank() || line.startsWith("#")) {
      return;
    }
    String[] words = line.strip().split(" +", -1);
    if (line.startsWith("  ")) {
      entry(words);
      return;
    }
    switch (words[0]) {
      case "api" -> {
        major = integer(words, 1);
        minor = integer(words, 2);
      }
      case "enum" -> enums.add(new CEnum(word(words, 1), new ArrayList<>()));
      case "struct" -> struct(words);
      default -> throw problem("`" + words[0] + "` is none of api, enum, struct");
    }
  }

  private void struct(String[] words) {
    var struct =
        new CStruct(word(words, 1), integer(words, 2), integer(words, 3), new ArrayList<>());
    if (structs.put(struct.name(), struct) != null) {
      throw problem(struct.name() + " is listed twice");
    }
  }

  private void entry(String[] words) {
    if (structs.isEmpty()) {
      if (enums.isEmpty()) {
        throw problem("an entry before any enum or struct");
      }
      enums.getLast().constants().add(new CConstant(word(words, 1), integer(words, 0)));
      return;
    }
    CStruct struct = structs.values().stream().reduce((first, last) -> last).orElseThrow();
    boolean out = words.length > 3 && words[3].equals("out");
    struct.fields().add(new CField(integer(words, 0), kind(word(words, 1)), word(words, 2), out));
  }

  private CKind kind(String word) {
    if (word.equals("fn")) {
      return new CKind.Function();
    }
    CStruct nested = structs.get(word);
    if (nested != null) {
      return new CKind.Nested(nested);
    }
    for (CKind.Scalar scalar : CKind.Scalar.values()) {
      if (scalar.name().toLowerCase(Locale.ROOT).equals(word)) {
        return scalar;
      }
    }
    throw problem("`" + word + "` is no kind of field, nor a struct listed before");
  }

  private String word(String[] words, int index) {
    if (index >= words.length) {
      throw problem("too few words");
    }
    return words[index];
  }

  private int integer(String[] words, int index) {
    try {
      return Integer.parseInt(word(words, index));
    } catch (NumberFormatException problem) {
      throw problem("`" + words[index] + "` is no number");
    }
  }

  private IllegalArgumentException problem(String what) {
    return new IllegalArgumentException(name + ":" + number + ": " + what);
  }
}
