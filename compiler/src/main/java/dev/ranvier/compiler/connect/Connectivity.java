package dev.ranvier.compiler.connect;

import dev.ranvier.compiler.problem.Problems;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/// A rule that says which source reaches which target, at most once each. A projection has one; its
/// [Wiring] is drawn from it when the network is compiled, so that all shapes are static.
///
/// Sizes are what `check` has found right wherever another method takes them.
public sealed interface Connectivity
    permits AllToAll,
        OneToOne,
        FixedFanOut,
        FixedFanIn,
        FixedProbability,
        Pairs,
        Convolution,
        Pooling {
  /// More synapses than this in one projection have no room on any device that is built for.
  long MOST_SYNAPSES = 1L << 28;

  /// Whether every source reaches every target, so that no wiring needs to be kept.
  default boolean isDense() {
    return false;
  }

  /// What is wrong with this rule between populations of these sizes, each at least 1.
  ///
  /// @param recurrent whether source and target are the same population
  /// @return whether nothing is
  boolean check(Problems problems, int sources, int targets, boolean recurrent);

  /// The number of synapses, where it is known without drawing.
  OptionalLong synapses(int sources, int targets);

  /// The number of synapses, or what it is on average.
  default long expectedSynapses(int sources, int targets) {
    return synapses(sources, targets).orElseThrow();
  }

  /// The number of weights, where it is known without drawing: one for each synapse, unless
  /// synapses share them.
  default OptionalLong weights(int sources, int targets) {
    return synapses(sources, targets);
  }

  /// Draws the wiring. The same random numbers give the same bits on every machine.
  Wiring draw(RandomGenerator random, int sources, int targets);
}
