package dev.ranvier.runtime.codegen;

import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeSpec;
import dev.ranvier.runtime.codegen.CApi.CStruct;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The build step that writes the accessors of the PJRT C API. The build runs it from source,
/// before the module is compiled: `GenerateBindings TABLE DIRECTORY PACKAGE`. A file that would not
/// change is left alone, so that nothing is compiled again for it.
public final class GenerateBindings {
  private static final String FUNCTION_TABLE = "PJRT_Api";

  private GenerateBindings() {}

  public static void main(String[] arguments) throws IOException {
    Path table = Path.of(arguments[0]);
    Path directory = Path.of(arguments[1]);
    String javaPackage = arguments[2];
    CApi api = TableReader.read(table.toString(), Files.readAllLines(table));
    for (TypeSpec type : types(javaPackage, api)) {
      write(directory, JavaFile.builder(javaPackage, type).indent("  ").build());
    }
  }

  static List<TypeSpec> types(String javaPackage, CApi api) {
    var types = new ArrayList<TypeSpec>();
    var enums = new EnumWriter(javaPackage);
    api.enums().forEach(of -> types.add(enums.constants(of)));
    for (CStruct struct : api.structs()) {
      types.add(new StructWriter(javaPackage, struct).write());
      if (struct.name().equals(FUNCTION_TABLE)) {
        types.add(enums.functions(api, struct));
      }
    }
    return types;
  }

  private static void write(Path directory, JavaFile file) throws IOException {
    Path target =
        directory
            .resolve(file.packageName().replace('.', '/'))
            .resolve(file.typeSpec().name() + ".java");
    String text = file.toString();
    if (Files.exists(target) && Files.readString(target).equals(text)) {
      return;
    }
    Files.createDirectories(target.getParent());
    Files.writeString(target, text);
  }
}
