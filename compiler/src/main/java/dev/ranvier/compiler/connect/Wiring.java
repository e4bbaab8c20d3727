package dev.ranvier.compiler.connect;

import java.util.Arrays;
import java.util.Objects;

/// The synapses of a sparse projection in compressed rows: those of source `i` are `rowStarts[i]`
/// up to, not including, `rowStarts[i + 1]`, and synapse `k` ends in `targetOf[k]`. Targets rise
/// within a row, none twice. Fixed before a program is compiled, so that all shapes are static.
public final class Wiring {
  private static final int[] NONE = {};

  private final int targets;
  private final int[] rowStarts;
  private final int[] targetOf;
  private final int[] weightOf;
  private final int[] placeInList;
  private final int weights;

  private Wiring(
      int targets,
      int[] rowStarts,
      int[] targetOf,
      int[] weightOf,
      int[] placeInList,
      int weights) {
    this.targets = targets;
    this.rowStarts = rowStarts;
    this.targetOf = targetOf;
    this.weightOf = weightOf;
    this.placeInList = placeInList;
    this.weights = weights;
    checkRows();
  }

  /// One weight for each synapse. Takes the arrays as its own.
  static Wiring of(int targets, int[] rowStarts, int[] targetOf) {
    return new Wiring(targets, rowStarts, targetOf, NONE, NONE, targetOf.length);
  }

  /// One weight for each synapse; synapse `k` is number `placeInList[k]` of the user's list.
  static Wiring listed(int targets, int[] rowStarts, int[] targetOf, int[] placeInList) {
    return new Wiring(targets, rowStarts, targetOf, NONE, placeInList, targetOf.length);
  }

  /// `weights` weights that synapses share: that of synapse `k` is number `weightOf[k]`.
  static Wiring shared(int targets, int[] rowStarts, int[] targetOf, int[] weightOf, int weights) {
    return new Wiring(targets, rowStarts, targetOf, weightOf, NONE, weights);
  }

  public int sources() {
    return rowStarts.length - 1;
  }

  public int targets() {
    return targets;
  }

  public int synapses() {
    return targetOf.length;
  }

  /// How many weights there are: as many as synapses, unless they share them.
  public int weights() {
    return weights;
  }

  public boolean sharesWeights() {
    return weightOf.length > 0;
  }

  /// @return `[sources + 1]`, a copy
  public int[] rowStarts() {
    return rowStarts.clone();
  }

  /// @return `[synapses]`, a copy
  public int[] targetOf() {
    return targetOf.clone();
  }

  /// The source of each synapse: the rows spelled out.
  ///
  /// @return `[synapses]`
  public int[] sourceOf() {
    int[] sourceOf = new int[synapses()];
    for (int source = 0; source < sources(); source++) {
      Arrays.fill(sourceOf, rowStarts[source], rowStarts[source + 1], source);
    }
    return sourceOf;
  }

  /// @return `[synapses]`, a copy; empty unless weights are shared
  public int[] weightOf() {
    return weightOf.clone();
  }

  /// Brings numbers that the user listed, one for each synapse, into the order of the rows.
  public double[] inRows(double[] listed) {
    return placeInList.length == 0
        ? listed
        : Arrays.stream(placeInList).mapToDouble(place -> listed[place]).toArray();
  }

  private void checkRows() {
    require(rowStarts.length >= 1 && rowStarts[0] == 0, "rows that begin at 0");
    require(rowStarts[sources()] == synapses(), "a last row that ends with the last synapse");
    for (int source = 0; source < sources(); source++) {
      int least = 0;
      for (int k = rowStarts[source]; k < rowStarts[source + 1]; k++) {
        require(targetOf[k] >= least && targetOf[k] < targets, "targets that rise within a row");
        least = targetOf[k] + 1;
      }
    }
  }

  private void require(boolean holds, String expected) {
    if (!holds) {
      throw new IllegalStateException("%s: expected %s".formatted(this, expected));
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Wiring that
        && targets == that.targets
        && weights == that.weights
        && Arrays.equals(rowStarts, that.rowStarts)
        && Arrays.equals(targetOf, that.targetOf)
        && Arrays.equals(weightOf, that.weightOf)
        && Arrays.equals(placeInList, that.placeInList);
  }

  @Override
  public int hashCode() {
    return Objects.hash(targets, weights, Arrays.hashCode(rowStarts), Arrays.hashCode(targetOf));
  }

  @Override
  public String toString() {
    return "wiring of %d synapses from %d to %d".formatted(synapses(), sources(), targets);
  }
}
