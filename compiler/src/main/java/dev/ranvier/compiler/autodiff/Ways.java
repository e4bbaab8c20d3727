package dev.ranvier.compiler.autodiff;

import dev.ranvier.ir.op.DeliverOp;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.Payload;
import dev.ranvier.ir.op.SendOp;
import dev.ranvier.ir.op.TimeLoopOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.TensorType;
import java.util.Collections;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// By which ways tangents go through a projection, from its creation to its last delivery: what its
/// `History` has to keep.
///
/// @param payload the ways on which something active is sent, and the type of what is sent
/// @param events whether it matters which events arrive
record Ways(Map<Payload, TensorType> payload, boolean events) {
  boolean areNone() {
    return payload.isEmpty() && !events;
  }

  /// @param projection as it is made
  /// @param instructions of the block in which it is made
  static Ways of(Value projection, List<Instruction> instructions, Predicate<Value> isActive) {
    Search search = new Search(projection, isActive);
    search.visit(instructions);
    return new Ways(search.payload, search.events);
  }

  private static final class Search {
    private final Predicate<Value> isActive;
    private final Map<Payload, TensorType> payload = new EnumMap<>(Payload.class);
    private boolean events;

    /// All that stands for the projection on its way.
    private final Set<Value> places = Collections.newSetFromMap(new IdentityHashMap<>());

    /// In which it is sent into.
    private final Set<Value> steps = Collections.newSetFromMap(new IdentityHashMap<>());

    Search(Value projection, Predicate<Value> isActive) {
      this.isActive = isActive;
      places.add(projection);
    }

    void visit(List<Instruction> instructions) {
      instructions.forEach(this::visit);
    }

    private void visit(Instruction instruction) {
      switch (instruction.op()) {
        case DeliverOp deliver when places.contains(deliver.projection()) -> {
          places.add(instruction.result(0));
          events |= isActive.test(deliver.synapses().weights());
        }
        case SendOp send when places.contains(send.projection()) -> {
          places.add(instruction.result(0));
          see(instruction, send);
        }
        case TimeLoopOp loop -> {
          for (int i = 0; i < loop.carried().size(); i++) {
            if (places.contains(loop.carried().get(i))) {
              places.add(loop.body().arguments().get(1 + i));
              places.add(instruction.result(i));
            }
          }
          visit(loop.body().instructions());
        }
        case Op other -> other.regions().forEach(region -> visit(region.instructions()));
      }
    }

    private void see(Instruction instruction, SendOp send) {
      if (!steps.add(send.now())) {
        throw new NotDifferentiable(
            instruction,
            "expected, in forward mode, one send into a projection in each step, got a second;"
                + " send all spikes at once, or make two projections");
      }
      send.payload()
          .forEach(
              (way, sent) -> {
                if (isActive.test(sent)) {
                  payload.put(way, sent.tensorType());
                  events |= way != Payload.VALUES;
                }
              });
    }
  }
}
