package dev.ranvier.compiler.connect;

import dev.ranvier.compiler.problem.Problems;
import java.util.Arrays;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/// Synapses that the user listed, in any order.
public final class Pairs implements Connectivity {
  private final int[][] list;

  private Pairs(int[][] list) {
    this.list = list;
  }

  /// @param list each `{source, target}`, counted from 0; copied
  public static Pairs of(int[][] list) {
    Objects.requireNonNull(list, "pairs: expected a list of {source, target}, got null");
    return new Pairs(
        Arrays.stream(list)
            .map(pair -> pair == null ? new int[0] : pair.clone())
            .toArray(int[][]::new));
  }

  @Override
  public boolean check(Problems problems, int sources, int targets, boolean recurrent) {
    if (!problems.require(
        list.length >= 1,
        "number of pairs 0",
        "at least 1",
        "list each synapse: {source, target}")) {
      return false;
    }
    for (int i = 0; i < list.length; i++) {
      if (!isPair(problems, i, sources, targets)) {
        return false;
      }
    }
    return areDifferent(problems, sources);
  }

  private boolean isPair(Problems problems, int i, int sources, int targets) {
    int[] pair = list[i];
    return problems.require(
            pair.length == 2, told(i), "a source and a target", "give two numbers for each synapse")
        && problems.require(
            pair[0] >= 0 && pair[0] < sources && pair[1] >= 0 && pair[1] < targets,
            told(i),
            "within %d sources and %d targets".formatted(sources, targets),
            "count neurons from 0");
  }

  private boolean areDifferent(Problems problems, int sources) {
    long[] keys = sorted(rowStarts(sources));
    for (int at = 1; at < keys.length; at++) {
      int earlier = (int) keys[at - 1];
      int later = (int) keys[at];
      if (Arrays.equals(list[earlier], list[later])) {
        return problems.require(
            false,
            told(later),
            "new (it is pair [" + earlier + "] already)",
            "list each synapse once, with the sum of the weights");
      }
    }
    return true;
  }

  private String told(int i) {
    return "pair [%d] = %s".formatted(i, Arrays.toString(list[i]));
  }

  private int[] rowStarts(int sources) {
    return Rows.counting(sources, Arrays.stream(list).mapToInt(pair -> pair[0]).toArray());
  }

  /// The pairs in the order of their sources, then of their targets, then of the list: each as its
  /// target in the upper half and its number in the lower one.
  private long[] sorted(int[] rowStarts) {
    long[] keys = new long[list.length];
    int[] ends = rowStarts.clone();
    for (int i = 0; i < list.length; i++) {
      keys[ends[list[i][0]]++] = (long) list[i][1] << 32 | i;
    }
    for (int row = 0; row + 1 < rowStarts.length; row++) {
      Arrays.sort(keys, rowStarts[row], rowStarts[row + 1]);
    }
    return keys;
  }

  @Override
  public OptionalLong synapses(int sources, int targets) {
    return OptionalLong.of(list.length);
  }

  @Override
  public Wiring draw(RandomGenerator random, int sources, int targets) {
    int[] rowStarts = rowStarts(sources);
    long[] keys = sorted(rowStarts);
    int[] targetOf = Arrays.stream(keys).mapToInt(key -> (int) (key >>> 32)).toArray();
    int[] placeInList = Arrays.stream(keys).mapToInt(key -> (int) key).toArray();
    return Wiring.listed(targets, rowStarts, targetOf, placeInList);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Pairs that && Arrays.deepEquals(list, that.list);
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(list);
  }

  @Override
  public String toString() {
    return "pairs(" + list.length + ")";
  }
}
