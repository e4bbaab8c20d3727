package dev.ranvier.compiler.placement;

import dev.ranvier.compiler.target.Target;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.Payload;
import dev.ranvier.ir.op.SendAdjointOp;
import dev.ranvier.ir.op.Synapses;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ProjectionType;
import java.util.List;

/// The transpose of a send in tensors: spike by spike on targets that are good at loops, else by
/// products of matrices.
public final class Transposed {
  /// The operands of [SendAdjointOp], which says what they are.
  public record Operands(
      Value arrivals,
      Value lateness,
      Value row,
      Value spikes,
      Synapses synapses,
      Value weights,
      List<Value> latencies,
      List<Value> accepted,
      List<Value> next) {}

  private Transposed() {}

  /// The op's results.
  public static List<Value> of(
      ProjectionType type,
      List<Payload> wanted,
      Operands operands,
      Target target,
      Builder builder) {
    if (type.queues().layout().equals(Placements.PRODUCTS)) {
      return new TransposedProducts(type, wanted, operands).build(builder);
    }
    return !target.walks() && operands.synapses().isDense()
        ? new TransposedMatrices(type, wanted, operands).build(builder)
        : new TransposedRows(type, wanted, operands).build(builder);
  }
}
