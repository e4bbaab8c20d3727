package dev.ranvier.runtime.admission;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the text calls the arguments of `main`, for messages: `weights` of `%weights:
/// tensor<4x120xf32>`. Names that only count, such as `%3` or `%arg3`, are none.
final class ArgumentNames {
  private static final Pattern MAIN = Pattern.compile("@main\\s*\\(");
  private static final Pattern ARGUMENT =
      Pattern.compile("%([A-Za-z_][\\w$.-]*|\\d+)\\s*:\\s*tensor<");
  private static final Pattern NUMBERED = Pattern.compile("(arg)?\\d+");

  private ArgumentNames() {}

  /// One for each argument; all empty where the text does not tell.
  static List<String> of(String text, int count) {
    Matcher main = MAIN.matcher(text);
    List<String> names = new ArrayList<>();
    if (main.find()) {
      int end = text.indexOf(") ", main.end());
      Matcher argument = ARGUMENT.matcher(text).region(main.end(), Math.max(main.end(), end));
      while (names.size() < count && argument.find()) {
        String name = argument.group(1);
        names.add(NUMBERED.matcher(name).matches() ? "" : name);
      }
    }
    return names.size() == count ? names : names(count);
  }

  private static List<String> names(int count) {
    return Collections.nCopies(count, "");
  }
}
