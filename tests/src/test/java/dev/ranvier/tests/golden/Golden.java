package dev.ranvier.tests.golden;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Files that hold what tests got the last time, such as one model at every stage. A difference
/// fails the test and shows it; the flag that the message names writes the file anew, except under
/// CI.
public final class Golden {
  private static final String UPDATE = "ranvier.golden.update";
  private static final Path FOLDER = Path.of("src", "test", "resources", "golden");

  private Golden() {}

  static void check(String name, String got) {
    checkFile(FOLDER.resolve(name + ".md"), got);
  }

  /// @param file seen from the folder of this module
  public static void checkFile(Path file, String got) {
    try {
      if (Boolean.getBoolean(UPDATE)) {
        update(file, got);
        return;
      }
      String expected = Files.exists(file) ? Files.readString(file) : "";
      if (!expected.equals(got)) {
        fail(
            "%s differs:%n%s%nto accept: mvn -pl tests -am verify -Dtest='*Golden*'"
                + " -Dsurefire.failIfNoSpecifiedTests=false -D%s=true",
            file, difference(expected.lines().toList(), got.lines().toList()), UPDATE);
      }
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  private static void update(Path file, String got) throws IOException {
    if ("true".equals(System.getenv("CI"))) {
      fail("golden files are not updated under CI: run with -D%s=true by hand and commit", UPDATE);
    }
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, got);
  }

  /// The lines that differ, by a longest common subsequence, with a line of context before each
  /// run.
  static String difference(List<String> expected, List<String> got) {
    int[][] common = common(expected, got);
    List<String> lines = new ArrayList<>();
    int i = 0;
    int j = 0;
    boolean same = true;
    while (i < expected.size() || j < got.size()) {
      if (i < expected.size() && j < got.size() && expected.get(i).equals(got.get(j))) {
        same = true;
        i++;
        j++;
        continue;
      }
      if (same) {
        lines.add("@@ line " + (i + 1) + " @@" + (i > 0 ? "\n  " + expected.get(i - 1) : ""));
        same = false;
      }
      boolean removed =
          j == got.size() || (i < expected.size() && common[i + 1][j] >= common[i][j + 1]);
      lines.add(removed ? "- " + expected.get(i++) : "+ " + got.get(j++));
    }
    return String.join("\n", lines);
  }

  private static int[][] common(List<String> expected, List<String> got) {
    int[][] length = new int[expected.size() + 1][got.size() + 1];
    for (int i = expected.size() - 1; i >= 0; i--) {
      for (int j = got.size() - 1; j >= 0; j--) {
        length[i][j] =
            expected.get(i).equals(got.get(j))
                ? length[i + 1][j + 1] + 1
                : Math.max(length[i + 1][j], length[i][j + 1]);
      }
    }
    return length;
  }
}
