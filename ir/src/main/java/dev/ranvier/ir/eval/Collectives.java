package dev.ranvier.ir.eval;

import dev.ranvier.ir.op.Literal;
import dev.ranvier.ir.op.ReplicaGroups;
import dev.ranvier.ir.type.TensorType;
import java.util.List;

/// Collectives of a program that runs on one device: what it sends comes back to it.
final class Collectives {
  private Collectives() {}

  /// Reducing, gathering or exchanging among one participant.
  static List<Tensor> all(ReplicaGroups groups, List<Tensor> operands, List<TensorType> results) {
    if (groups.ids().type().size() > 1) {
      throw Fault.of(
          "expected replica groups of one device, which is all that the evaluator has, got %d ids",
          groups.ids().type().size());
    }
    return Reductions.converted(operands, results);
  }

  /// Zeros unless the device sends to itself.
  static Tensor permute(Literal pairs, Tensor operand) {
    for (int i = 0; i < pairs.type().size(); i++) {
      if (pairs.asLong(i) != 0) {
        throw Fault.of(
            "expected pairs of device 0, which is all that the evaluator has, got device %d",
            pairs.asLong(i));
      }
    }
    return pairs.type().size() == 0 ? Tensor.blank(operand.type()) : operand;
  }
}
