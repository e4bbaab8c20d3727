package dev.ranvier.compiler.pass;

import dev.ranvier.compiler.placement.Placement;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.DeliverOp;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.Synapses;
import dev.ranvier.ir.op.TimeLoopOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// How a time loop is cut into chunks of steps, at whose beginnings it is seen what arrives in all
/// of them.
///
/// @param length of a chunk, in steps
/// @param looks at the projections that can be seen ahead, by the values that a step is entered
///   with
record Chunks(int length, Map<Value, Look> looks) {
  /// @param synapses the same in all steps
  record Look(Placement.LooksAhead placement, Synapses synapses) {}

  /// @param placements of projections
  /// @return none if nothing that the loop carries can be seen ahead for more than a step
  static Optional<Chunks> of(TimeLoopOp loop, Function<Type, Placement> placements) {
    Map<Value, Look> looks = new LinkedHashMap<>();
    long length = loop.steps();
    for (Instruction instruction : loop.body().instructions()) {
      if (instruction.op() instanceof DeliverOp deliver
          && placements.apply(deliver.projection().type()) instanceof Placement.LooksAhead ahead
          && entersWith(loop.body(), deliver)) {
        looks.put(deliver.projection(), new Look(ahead, deliver.synapses()));
        length = Math.min(length, ahead.chunk());
      }
    }
    boolean possible = length > 1 && !looks.isEmpty() && !loop.backward() && isOfTensors(loop);
    return possible ? Optional.of(new Chunks(Math.toIntExact(length), looks)) : Optional.empty();
  }

  /// Whether a delivery takes what a step is entered with, over synapses that are the same in all
  /// steps.
  private static boolean entersWith(Block body, DeliverOp deliver) {
    Set<Value> inside = KnownDelays.in(body).inside();
    Synapses synapses = deliver.synapses();
    return body.arguments().contains(deliver.projection())
        && !inside.contains(synapses.weights())
        && !inside.contains(synapses.delays())
        && synapses.rows().stream().noneMatch(inside::contains);
  }

  /// Whether all sequences and records are rows of tensors, which can be cut.
  private static boolean isOfTensors(TimeLoopOp loop) {
    int width = loop.carried().size();
    return loop.sequences().stream().allMatch(one -> one.type() instanceof TensorType)
        && loop.resultTypes().stream().skip(width).allMatch(TensorType.class::isInstance);
  }
}
