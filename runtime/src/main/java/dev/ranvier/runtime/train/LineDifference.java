package dev.ranvier.runtime.train;

import java.util.ArrayList;
import java.util.List;

/// The lines in which two texts differ, by a longest common subsequence of lines.
final class LineDifference {
  private LineDifference() {}

  /// One line for each that only one text has: `- ` of the first, `+ ` of the second.
  static String of(String first, String second) {
    List<String> before = first.lines().toList();
    List<String> after = second.lines().toList();
    int[][] common = common(before, after);
    List<String> difference = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < before.size() || j < after.size()) {
      boolean bothLeft = i < before.size() && j < after.size();
      if (bothLeft && before.get(i).equals(after.get(j))) {
        i++;
        j++;
      } else if (j == after.size() || (bothLeft && common[i + 1][j] >= common[i][j + 1])) {
        difference.add("- " + before.get(i++));
      } else {
        difference.add("+ " + after.get(j++));
      }
    }
    return String.join("\n", difference);
  }

  /// For each pair of suffixes, the length of their longest common subsequence.
  private static int[][] common(List<String> before, List<String> after) {
    int[][] common = new int[before.size() + 1][after.size() + 1];
    for (int i = before.size() - 1; i >= 0; i--) {
      for (int j = after.size() - 1; j >= 0; j--) {
        common[i][j] =
            before.get(i).equals(after.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    return common;
  }
}
