package dev.ranvier.compiler.placement;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.DotDimensionNumbers;
import dev.ranvier.ir.op.Synapses;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.ProjectionType;
import dev.ranvier.ir.type.TensorType;
import java.util.List;

/// From sources to sparse synapses, and from those to targets, by products with matrices that have
/// a one where a synapse begins and where it ends: for targets on which looking up and adding one
/// by one is slow, or not to be had. The matrices are made once, in front of the time loop.
///
/// @param begins where each synapse begins, `i1`, `[source, synapse]`
/// @param ends where each synapse ends, `i1`, `[synapse, target]`
record OneHots(ProjectionType type, Value begins, Value ends) {
  static OneHots of(Builder builder, ProjectionType type, Synapses synapses) {
    return new OneHots(type, begins(builder, type, synapses), ends(builder, type, synapses));
  }

  private static Value begins(Builder builder, ProjectionType type, Synapses synapses) {
    TensorType all = TensorType.of(ElementType.I32, type.sources(), type.synapses());
    long sources = type.sources();
    Value first = builder.slice(synapses.starts(), List.of(0L), List.of(sources));
    Value end = builder.slice(synapses.starts(), List.of(1L), List.of(sources + 1));
    Value synapse = builder.iota(all, 1);
    return builder.and(
        builder.compare(ComparisonDirection.LE, builder.broadcast(first, all, 0), synapse),
        builder.compare(ComparisonDirection.LT, synapse, builder.broadcast(end, all, 0)));
  }

  private static Value ends(Builder builder, ProjectionType type, Synapses synapses) {
    return Masks.oneHot(builder, synapses.targets(), type.targets());
  }

  /// What each synapse's source has, `f32`.
  ///
  /// @param values `f32`, `[batch, source]`
  /// @return `[batch, synapse]`
  Value ofSources(Builder builder, Value values) {
    return product(builder, values, builder.convert(begins, ElementType.F32), 1, 0);
  }

  /// The sum over the synapses of each source.
  ///
  /// @param values `f32`, `[batch, synapse]`
  /// @return `[batch, source]`
  Value bySource(Builder builder, Value values) {
    return product(builder, values, builder.convert(begins, ElementType.F32), 1, 1);
  }

  /// What each synapse's target has.
  ///
  /// @param values `f32`, whose last dimension is that of targets
  /// @return with synapses in its place
  Value ofTargets(Builder builder, Value values) {
    long last = values.tensorType().rank() - 1L;
    return product(builder, values, builder.convert(ends, ElementType.F32), last, 1);
  }

  /// The sum of weighted events over the synapses of each target, `f64`.
  ///
  /// @param events `i1`, `[batch, synapse]`
  /// @param weights `f32`, `[synapse]`
  /// @return `[batch, target]`
  Value sums(Builder builder, Value events, Value weights) {
    TensorType all = ends.tensorType().withElement(ElementType.F32);
    Value spread = Masks.chosen(builder, ends, builder.broadcast(weights, all, 0));
    return builder.dotGeneral(
        builder.convert(events, ElementType.F64),
        builder.convert(spread, ElementType.F64),
        DotDimensionNumbers.contracting(1, 0));
  }

  /// In full `f32`, so that a product with a one is the number itself.
  private static Value product(Builder builder, Value lhs, Value rhs, long left, long right) {
    return builder.dotGeneralInFull(lhs, rhs, DotDimensionNumbers.contracting(left, right));
  }
}
