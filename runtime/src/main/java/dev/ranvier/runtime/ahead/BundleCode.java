package dev.ranvier.runtime.ahead;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One file of a TPU's final machine code, as text: a bundle a line, each of which takes a cycle.
///
///     0xa5 LB: > { %s7 = sadd.s32 1, %s8 ;; ... } /* Start region 12 :: End region 9 */
///
/// Behind the address stand a mark and how many loops there are around the bundle, in braces what
/// it does. A comment names the regions that begin and end there, and branches name the region that
/// they go to: so a branch to a region that has begun closes a loop. It takes effect after some more
/// bundles, which are of the loop too.
///
/// @param bundles what each does, with its comments
/// @param loops in the order of their beginnings
record BundleCode(List<String> bundles, List<BundleLoop> loops) {
  private static final Pattern BUNDLE =
      Pattern.compile("\\s*(?:0x[0-9a-f]+|\\d+)\\s+(?:[A-Z]{2})?\\s*:\\s*>*\\s*(\\{.*)");
  private static final Pattern START = Pattern.compile("Start region (\\d+)");
  private static final Pattern BRANCH =
      Pattern.compile("sbr\\.rel (?:\\((!?)(%\\w+)\\) )?target = \\$region(\\d+)");
  private static final Pattern CALL =
      Pattern.compile("= inlined_call\\b.*?/\\* (?:%([\\w.-]+) = |(<[\\w-]+>))");

  BundleCode {
    bundles = List.copyOf(bundles);
    loops = List.copyOf(loops);
  }

  /// @param delay bundles that still run after a branch was taken
  static BundleCode parse(List<String> lines, int delay) {
    List<String> bundles =
        lines.stream()
            .map(BUNDLE::matcher)
            .filter(Matcher::matches)
            .map(matcher -> matcher.group(1))
            .toList();
    return new BundleCode(bundles, loops(bundles, delay));
  }

  /// Branches that jump back. Of several to the same place, the last one ends the loop.
  private static List<BundleLoop> loops(List<String> bundles, int delay) {
    Map<String, Integer> starts = new HashMap<>();
    Map<Integer, BundleLoop> loops = new TreeMap<>();
    for (int index = 0; index < bundles.size(); index++) {
      Matcher start = START.matcher(bundles.get(index));
      while (start.find()) {
        starts.put(start.group(1), index);
      }
      Matcher branch = BRANCH.matcher(bundles.get(index));
      if (branch.find() && starts.containsKey(branch.group(3))) {
        int first = starts.get(branch.group(3));
        int end = Math.min(bundles.size(), index + delay + 1);
        var test = branch.group(2) == null ? "" : branch.group(1) + branch.group(2);
        loops.put(first, BundleLoop.of(first, end, test, bundles.subList(first, index + 1)));
      }
    }
    return List.copyOf(loops.values());
  }

  /// The op whose code a bundle runs: the name by which its file goes.
  Optional<String> call(int bundle) {
    Matcher matcher = CALL.matcher(bundles.get(bundle));
    return matcher.find()
        ? Optional.of(matcher.group(1) != null ? matcher.group(1) : matcher.group(2))
        : Optional.empty();
  }

  /// The loops around a bundle, outermost first.
  List<BundleLoop> around(int bundle) {
    return loops.stream().filter(loop -> loop.contains(bundle)).toList();
  }
}
