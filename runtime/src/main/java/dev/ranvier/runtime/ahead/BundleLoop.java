package dev.ranvier.runtime.ahead;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A loop in machine code.
///
/// @param first index of its first bundle
/// @param end index behind its last one
/// @param trips how often it turns, if it counts to a constant
/// @param window whether the compiler made it, to take an array in pieces; else the program asked
///   for it
record BundleLoop(int first, int end, OptionalLong trips, boolean window) {
  private static final String WINDOW = "/* loop exit test";
  private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/");
  private static final Pattern DEFINITION = Pattern.compile("(%[sp]\\w+) = ([^;}]*)");
  private static final Pattern COMPARE =
      Pattern.compile("scmp\\.(\\w+)\\.[su]32\\.totalorder (%\\w+), (\\d+)");
  private static final Pattern TRUTH = Pattern.compile("scalar_select (%\\w+), 1, 0");
  private static final Pattern STEP = Pattern.compile("sadd\\.s32 (\\d+), %\\w+");

  /// @param test the register that decides whether to turn again, with a `!` before it if it must
  ///   not be set; empty if the branch is taken always
  /// @param body the bundles up to the branch back
  static BundleLoop of(int first, int end, String test, List<String> body) {
    boolean window = body.stream().anyMatch(bundle -> bundle.contains(WINDOW));
    boolean whenSet = !test.startsWith("!");
    String register = whenSet ? test : test.substring(1);
    return new BundleLoop(first, end, trips(definitions(body), register, whenSet), window);
  }

  boolean contains(int bundle) {
    return first <= bundle && bundle < end;
  }

  boolean contains(BundleLoop other) {
    return !equals(other) && first <= other.first && other.end <= end;
  }

  private static Map<String, String> definitions(List<String> body) {
    Map<String, String> definitions = new HashMap<>();
    for (String bundle : body) {
      Matcher matcher = DEFINITION.matcher(COMMENT.matcher(bundle).replaceAll(""));
      while (matcher.find()) {
        definitions.put(matcher.group(1), matcher.group(2).strip());
      }
    }
    return definitions;
  }

  /// Counters start at 0, and are tested after they were stepped.
  ///
  /// @param again whether the loop turns again if the register is set, or if it is not
  private static OptionalLong trips(
      Map<String, String> definitions, String register, boolean again) {
    Matcher compare = COMPARE.matcher(definitions.getOrDefault(register, ""));
    if (!compare.matches()) {
      return OptionalLong.empty();
    }
    String counter = definitions.getOrDefault(compare.group(2), "");
    long limit = Long.parseLong(compare.group(3));
    Matcher truth = TRUTH.matcher(counter);
    if (truth.matches() && limit == 0 && compare.group(1).equals("eq")) {
      return trips(definitions, truth.group(1), !again);
    }
    Matcher step = STEP.matcher(counter);
    boolean counts = compare.group(1).equals(again ? "lt" : "ge");
    if (!counts || !step.matches()) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(Math.ceilDiv(limit, Long.parseLong(step.group(1))));
  }
}
