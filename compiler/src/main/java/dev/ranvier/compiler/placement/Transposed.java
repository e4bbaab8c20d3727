package dev.ranvier.compiler.placement;

import dev.ranvier.compiler.queue.Queues;
import dev.ranvier.compiler.target.Target;
import dev.ranvier.ir.op.Payload;
import dev.ranvier.ir.op.SendAdjointOp;
import dev.ranvier.ir.op.Synapses;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ProjectionType;
import java.util.Collection;
import java.util.List;

/// The transposes of sends and deliveries in tensors: spike by spike on targets that are good at
/// loops, else by products of matrices.
public final class Transposed {
  /// For so many samples, it costs less to choose rows than to multiply them all; fitted to machine
  /// code of TPUs.
  private static final int FEW_SAMPLES = 32;

  /// So many rows are chosen from.
  private static final int FEW_ROWS = 128;

  /// The operands of [SendAdjointOp], which says what they are, without the line.
  ///
  /// @param next in how many steps an event comes that takes the place of one of this step, `i32`,
  ///   `[batch, source]`, for queues in which one may; what the line knows
  public record Operands(
      Value spikes,
      Synapses synapses,
      Value weights,
      List<Value> latencies,
      List<Value> accepted,
      List<Value> next) {
    Operands with(List<Value> steps) {
      return new Operands(spikes, synapses, weights, latencies, accepted, steps);
    }
  }

  private Transposed() {}

  /// How lines of a type are kept.
  ///
  /// @param sends all that read such a line
  public static LinePlacement of(
      ProjectionType type, Collection<SendAdjointOp> sends, Target target) {
    boolean chosen =
        !target.walks()
            && type.batch() <= FEW_SAMPLES
            && Queues.reach(type.queues()) <= FEW_ROWS
            && !sends.isEmpty()
            && sends.stream().allMatch(Transposed::isDenseAndMixed);
    boolean late = sends.stream().anyMatch(Transposed::wantsLateness);
    return chosen ? LineOfRings.of(type, late) : new LineOfRows(type, late, target.walks());
  }

  private static boolean wantsLateness(SendAdjointOp send) {
    return send.wanted().contains(Payload.TIMES) || send.wanted().contains(Payload.LATENCIES);
  }

  private static boolean isDenseAndMixed(SendAdjointOp send) {
    return send.synapses().isDense() && Weighted.onlyNumber(send.synapses().delays()).isEmpty();
  }
}
