package dev.ranvier.compiler.parameter;

import dev.ranvier.compiler.connect.Connectivity;
import java.util.OptionalLong;

/// What the weights and delays of a projection are numbered by: source and target if it is dense,
/// synapses or the elements of a kernel otherwise.
public record Layout(Connectivity connectivity, int sources, int targets) {
  public boolean hasSizes() {
    return sources >= 1 && targets >= 1;
  }

  OptionalLong synapses() {
    return connectivity.synapses(sources, targets);
  }

  OptionalLong weights() {
    return connectivity.weights(sources, targets);
  }
}
