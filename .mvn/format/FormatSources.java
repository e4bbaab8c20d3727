import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Holds a module's sources to google-java-format, run by the build with the JDK that compiles
/// them: the formatter parses with the compiler of the JVM it runs in, and Maven's own JVM may be
/// older than the language used here.
///
/// Usage: `FormatSources check|apply DIRECTORY`. `check` lists the files that differ and exits with
/// 1.
void main(String[] arguments) throws Exception {
  boolean apply = arguments[0].equals("apply");
  Path sources = Path.of(arguments[1]);
  if (!Files.isDirectory(sources)) {
    return;
  }
  List<Path> files;
  try (var walk = Files.walk(sources)) {
    files =
        walk.filter(path -> path.toString().endsWith(".java"))
            .filter(path -> !isBuilt(sources.relativize(path)))
            .sorted()
            .toList();
  }
  List<Path> different = files.parallelStream().filter(file -> differs(file, apply)).toList();
  if (!different.isEmpty() && !apply) {
    different.forEach(file -> System.err.println("not formatted: " + file));
    System.err.println("to format: ./ranvier format");
    System.exit(1);
  }
}

/// What a build generates: in `target` of the project or of a module. A package may have that name
/// too.
boolean isBuilt(Path file) {
  return file.startsWith("target")
      || (file.getNameCount() > 1 && file.getName(1).toString().equals("target"));
}

boolean differs(Path file, boolean apply) {
  try {
    String before = Files.readString(file);
    String ordered =
        ImportOrderer.reorderImports(
            RemoveUnusedImports.removeUnusedImports(before), JavaFormatterOptions.Style.GOOGLE);
    String after = new Formatter().formatSource(ordered);
    if (apply && !after.equals(before)) {
      Files.writeString(file, after);
    }
    return !after.equals(before);
  } catch (IOException | com.google.googlejavaformat.java.FormatterException problem) {
    throw new IllegalStateException(file + ": " + problem.getMessage(), problem);
  }
}
