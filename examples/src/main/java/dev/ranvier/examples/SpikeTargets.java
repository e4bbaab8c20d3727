package dev.ranvier.examples;

import dev.ranvier.compiler.train.Loss;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.TensorType;

/// How far first spikes are from where they should be: the mean over batch and neurons of (t -
/// target)² in ms², of logits that are -t. Neuron i should spike at `first + i every`. An example
/// of a loss of one's own; labels don't matter.
///
/// @param first in ms
/// @param every in ms
record SpikeTargets(double first, double every) implements Loss {
  /// The target of a neuron, in ms.
  double of(int neuron) {
    return first + neuron * every;
  }

  @Override
  public Value build(Builder builder, Value logits, Value labels) {
    TensorType type = logits.tensorType();
    Value number = builder.iota(type, 1);
    Value targets =
        builder.add(
            builder.multiply(number, builder.splat(type, every)), builder.splat(type, first));
    Value late = builder.negate(builder.add(logits, targets));
    Value ofSamples = builder.reduceSum(builder.multiply(late, late), 1);
    Value sum = builder.reduceSum(ofSamples, 0);
    return builder.multiply(sum, builder.scalar(type.element(), 1.0 / type.size()));
  }
}
