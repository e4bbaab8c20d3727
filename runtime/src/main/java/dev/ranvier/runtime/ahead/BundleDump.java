package dev.ranvier.runtime.ahead;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The folder to which a TPU's compiler wrote its final machine code:
/// `TIME-NAME-NN-final_bundles.txt`, one for the program as a whole and one for each op that has
/// code of its own; where ops have the same code, a map names the one whose file there is.
///
/// @param codes by the names of their ops
/// @param same from an op without a file to the one that has its code
record BundleDump(Map<String, BundleCode> codes, Map<String, String> same) {
  /// The name of the whole program.
  static final String PROGRAM = "TLP";

  private static final Pattern CODE = Pattern.compile("(\\d+)-(.+)-\\d+-final_bundles\\.txt");
  private static final Pattern SAME = Pattern.compile("\\d+-.+-\\d+-deduplication-map\\.txt");
  private static final String KEY = "key:";

  BundleDump {
    codes = Map.copyOf(codes);
    same = Map.copyOf(same);
  }

  static BundleDump read(Path folder, int delay) throws IOException {
    // The times are of one width, so the last name is that of the last attempt.
    Map<String, Path> codes = new TreeMap<>();
    Map<String, String> same = new HashMap<>();
    for (Path file : sorted(folder)) {
      String name = file.getFileName().toString();
      Matcher code = CODE.matcher(name);
      if (code.matches()) {
        codes.put(code.group(2), file);
      } else if (SAME.matcher(name).matches()) {
        readSame(lines(file), same);
      }
    }
    Map<String, BundleCode> parsed = new HashMap<>();
    for (var entry : codes.entrySet()) {
      parsed.put(entry.getKey(), BundleCode.parse(lines(entry.getValue()), delay));
    }
    return new BundleDump(parsed, same);
  }

  private static List<Path> sorted(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static List<String> lines(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
  }

  /// Blocks of a key and, indented, the ops that are the same.
  private static void readSame(List<String> lines, Map<String, String> same) {
    String key = "";
    for (String line : lines) {
      if (line.startsWith(KEY)) {
        key = line.substring(KEY.length());
      } else if (line.startsWith("  ")) {
        same.put(line.strip(), key);
      }
    }
  }

  /// The code of an op; none if the compiler wrote none.
  Optional<BundleCode> code(String op) {
    BundleCode own = codes.get(op);
    String other = same.getOrDefault(op, "");
    return Optional.ofNullable(own != null ? own : codes.get(other));
  }
}
