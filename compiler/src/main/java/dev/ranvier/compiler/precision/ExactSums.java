package dev.ranvier.compiler.precision;

import dev.ranvier.compiler.precision.PairArithmetic.Pair;
import dev.ranvier.compiler.target.TargetException;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.DotDimensionNumbers;
import dev.ranvier.ir.op.Value;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/// Products of a matrix of zeros and ones and one of `f32`, whose sums are exact whatever their
/// order: the second is cut into parts of so few bits, in units that are the same for all of its
/// elements, that no sum of a part has more bits than an `f32`. The sums of the parts are then
/// added in pairs. What weighs less than the 45th bit of the largest element is rounded.
///
/// The idea is that of Ozaki and others, Numerical Algorithms 59, 2012.
final class ExactSums {
  private static final int SINGLE_BITS = 23;

  /// For units that come out half as large as they could.
  private static final int SPARE_BITS = 1;

  private static final int FEWEST_BITS = 4;
  private static final int WANTED_BITS = 45;

  private final Builder out;
  private final IdentityHashMap<Value, List<Value>> known = new IdentityHashMap<>();

  /// For one block: weights are cut up once in it.
  ExactSums(Builder out) {
    this.out = out;
  }

  /// @param events `f32`, each 0 or 1
  /// @param weights `f32`
  Pair product(Value events, Value weights, DotDimensionNumbers dimensions) {
    int terms = terms(weights, dimensions);
    int bits = SINGLE_BITS - SPARE_BITS - (32 - Integer.numberOfLeadingZeros(terms - 1));
    if (bits < FEWEST_BITS) {
      throw new TargetException(
          "sums by pairs of f32: expected at most %d synapses into a neuron, got %d; take a target that has doubles, or fewer"
              .formatted(1 << (SINGLE_BITS - SPARE_BITS - FEWEST_BITS), terms));
    }
    List<Value> sums = new ArrayList<>();
    for (Value part : known.computeIfAbsent(weights, uncut -> parts(uncut, bits))) {
      sums.add(out.dotGeneralInFull(events, part, dimensions));
    }
    PairArithmetic pairs = new PairArithmetic(out);
    Pair all = pairs.single(sums.getLast());
    for (Value sum : sums.reversed().subList(1, sums.size())) {
      all = pairs.add(pairs.single(sum), all);
    }
    return all;
  }

  private static int terms(Value weights, DotDimensionNumbers dimensions) {
    long terms = 1;
    for (long axis : dimensions.rhsContracting()) {
      terms *= weights.tensorType().dimension((int) axis);
    }
    return Math.toIntExact(terms);
  }

  /// Adding a number that is larger by as many bits as are to go, and taking it away again, rounds
  /// to the bits that stay.
  private List<Value> parts(Value weights, int bits) {
    long[] axes = new long[weights.tensorType().rank()];
    for (int axis = 0; axis < axes.length; axis++) {
      axes[axis] = axis;
    }
    Value largest = out.reduceMaximum(out.abs(weights), axes);
    int count = (WANTED_BITS + bits - 1) / bits;
    List<Value> parts = new ArrayList<>();
    Value left = weights;
    for (int part = 0; part < count; part++) {
      double up = 1.5 * Math.scalb(1.0, SINGLE_BITS - bits - part * bits);
      Value above = out.barrier(out.multiply(largest, out.splat(largest.tensorType(), up)));
      Value all = out.broadcast(above, left.tensorType());
      Value rounded = out.subtract(out.add(left, all), all);
      parts.add(rounded);
      left = out.subtract(left, rounded);
    }
    return parts;
  }
}
