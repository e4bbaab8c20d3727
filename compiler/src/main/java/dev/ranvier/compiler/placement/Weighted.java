package dev.ranvier.compiler.placement;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.BroadcastInDimOp;
import dev.ranvier.ir.op.ConstantOp;
import dev.ranvier.ir.op.Result;
import dev.ranvier.ir.op.Synapses;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.ProjectionType;
import dev.ranvier.ir.type.TensorType;
import java.util.OptionalLong;

/// Sums of weighted events over the synapses of a target, in `f64`, where they are exact for
/// weights of ordinary size, whatever their order; and what else is said synapse by synapse.
public final class Weighted {
  private Weighted() {}

  /// @param events how many arrive, `[batch, synapse]`, or, of dense synapses, `[batch, source,
  ///   target]`
  /// @return `[batch, target]`
  static Value sums(Builder builder, ProjectionType type, Value events, Synapses synapses) {
    Value wide = builder.convert(events, ElementType.F64);
    TensorType each = wide.tensorType();
    if (each.rank() == 3) {
      Value weights = builder.convert(synapses.weights(), ElementType.F64);
      return builder.reduceSum(builder.multiply(wide, builder.broadcast(weights, each, 1, 2)), 1);
    }
    Value weights = builder.convert(flat(builder, synapses.weights()), ElementType.F64);
    Value weighted = builder.multiply(wide, builder.broadcast(weights, each, 1));
    return byTarget(builder, type, weighted, synapses);
  }

  /// The sum over the synapses of each target.
  ///
  /// @param values `[batch, synapse]`
  /// @return `[batch, target]`
  public static Value byTarget(
      Builder builder, ProjectionType type, Value values, Synapses synapses) {
    return synapses.isDense()
        ? builder.reduceSum(
            builder.reshape(values, type.batch(), type.sources(), type.targets()), 1)
        : Rows.sumByTarget(builder, type, values, synapses);
  }

  /// The source of each synapse, `i32`, `[synapse]`.
  public static Value sources(Builder builder, ProjectionType type, Synapses synapses) {
    if (!synapses.isDense()) {
      return Rows.sources(builder, type, synapses.starts());
    }
    TensorType matrix = TensorType.of(ElementType.I32, type.sources(), type.targets());
    return flat(builder, builder.iota(matrix, 0));
  }

  /// What each synapse's source has.
  ///
  /// @param values `[batch, source]`
  /// @return `[batch, synapse]`
  static Value ofSources(Builder builder, ProjectionType type, Value values, Synapses synapses) {
    if (!synapses.isDense()) {
      return Rows.ofSources(builder, type, values, synapses);
    }
    TensorType matrix =
        TensorType.of(values.tensorType().element(), type.batch(), type.sources(), type.targets());
    return builder.reshape(builder.broadcast(values, matrix, 0, 1), type.batch(), type.synapses());
  }

  /// The delay of each synapse, `[synapse]`, of which whoever reads them sees that none is out of
  /// reach: what is handed in is checked before a run.
  public static Value delays(Builder builder, Synapses synapses, int reach) {
    Value delays = flat(builder, synapses.delays());
    TensorType each = delays.tensorType();
    return builder.clamp(builder.splat(each, 1L), delays, builder.splat(each, reach));
  }

  /// The number that all elements are seen to be.
  static OptionalLong onlyNumber(Value value) {
    if (value instanceof Result result) {
      return switch (result.instruction().op()) {
        case ConstantOp constant when constant.value().isSplat() ->
            OptionalLong.of(constant.value().asLong(0));
        case BroadcastInDimOp broadcast -> onlyNumber(broadcast.operand());
        default -> OptionalLong.empty();
      };
    }
    return OptionalLong.empty();
  }

  /// In one row, `[synapse]`.
  public static Value flat(Builder builder, Value values) {
    TensorType type = values.tensorType();
    return type.rank() == 1 ? values : builder.reshape(values, type.size());
  }
}
