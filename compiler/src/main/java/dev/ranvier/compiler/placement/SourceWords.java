package dev.ranvier.compiler.placement;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.Synapses;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.ProjectionType;
import dev.ranvier.ir.type.TensorType;

/// Words of sources, as their synapses see them: `u32`, of dense synapses `[batch, source,
/// target]`, so that nobody's compiler has to find rows in a line again, else `[batch, synapse]`.
///
/// @param each their type
record SourceWords(ProjectionType type, Synapses synapses, TensorType each) {
  static SourceWords of(ProjectionType type, Synapses synapses) {
    TensorType each =
        synapses.isDense()
            ? TensorType.of(ElementType.U32, type.batch(), type.sources(), type.targets())
            : TensorType.of(ElementType.U32, type.batch(), type.synapses());
    return new SourceWords(type, synapses, each);
  }

  /// @param word `u32`, `[batch, source]`
  Value ofSources(Builder builder, Value word) {
    return synapses.isDense()
        ? builder.broadcast(word, each, 0, 1)
        : Rows.ofSources(builder, type, word, synapses);
  }

  /// @param steps `i32`, one for each synapse
  Value perSynapse(Builder builder, Value steps) {
    Value words = builder.convert(steps, ElementType.U32);
    return synapses.isDense()
        ? builder.broadcast(words, each, 1, 2)
        : builder.broadcast(words, each, 1);
  }

  Value minus(Builder builder, Value words, long number) {
    return builder.subtract(words, builder.splat(each, number));
  }

  /// The lowest bit of each.
  Value lowest(Builder builder, Value words) {
    return builder.and(words, builder.splat(each, 1L));
  }
}
