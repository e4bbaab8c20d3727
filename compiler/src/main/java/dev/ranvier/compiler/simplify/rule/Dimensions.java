package dev.ranvier.compiler.simplify.rule;

import java.util.List;
import java.util.stream.IntStream;

/// Lists of dimensions, as permutations and broadcasts have them.
final class Dimensions {
  private Dimensions() {}

  /// Whether these are 0, 1, 2, and so on.
  static boolean areInOrder(List<Long> dimensions) {
    return IntStream.range(0, dimensions.size()).allMatch(i -> dimensions.get(i) == i);
  }

  /// For each index what stands there.
  static List<Long> pick(List<Long> dimensions, List<Long> indices) {
    return indices.stream().map(index -> dimensions.get(index.intValue())).toList();
  }
}
