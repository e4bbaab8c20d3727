package dev.ranvier.ir.eval;

import dev.ranvier.ir.op.SendAdjointOp;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.LineType;
import dev.ranvier.ir.type.ProjectionType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// A line of cotangents while a module runs that is not lowered yet: row by row, from the step
/// after the present one to the furthest that a spike can reach. Immutable.
///
/// @param arrivals `f32`, `[batch, target]` each
/// @param lateness of the same types
/// @param next in how many steps the next event comes in each slot of a queue, `i32`, `[batch,
///   source]`, the slot of the present step first and those of the steps before after it; none
///   where no event takes the place of another
record Line(List<Tensor> arrivals, List<Tensor> lateness, List<Tensor> next) implements Datum {
  /// More steps than any delay has.
  private static final int NEVER = 1 << 30;

  Line {
    arrivals = List.copyOf(arrivals);
    lateness = List.copyOf(lateness);
    next = List.copyOf(next);
  }

  static Line create(LineType type) {
    ProjectionType projection = type.projection();
    int reach = Math.max(1, EventQueue.reach(projection.queues()));
    List<Tensor> rows =
        Collections.nCopies(reach, Tensor.blank(projection.perTarget(ElementType.F32)));
    int slots = SendAdjointOp.replaces(projection) ? SendAdjointOp.replacedEvery(projection) : 0;
    Tensor never = Tensor.blank(projection.perSource(ElementType.I32));
    for (int i = 0; i < never.size(); i++) {
      never.setBits(i, NEVER);
    }
    return new Line(rows, rows, Collections.nCopies(slots, never));
  }

  /// What arrives `delay` steps later, in a row of `arrivals` or `lateness`; zero where nothing
  /// reaches so far.
  static double read(List<Tensor> rows, int delay, int at) {
    return delay <= rows.size() ? rows.get(Math.max(1, delay) - 1).asDouble(at) : 0;
  }

  /// Whether an event of this step is replaced before it arrives.
  boolean isReplaced(int source, int delay) {
    return !next.isEmpty() && next.getFirst().asLong(source) < delay;
  }

  Line delivered(Tensor arrived, Tensor late) {
    return new Line(behind(arrived, arrivals), behind(late, lateness), next);
  }

  private static List<Tensor> behind(Tensor first, List<Tensor> rows) {
    List<Tensor> moved = new ArrayList<>(rows.subList(0, rows.size() - 1));
    moved.addFirst(first);
    return moved;
  }

  /// As the step before sees it: all events are a step further away, but those of this step, and it
  /// is the turn of the next slot.
  Line sent(Tensor spikes) {
    List<Tensor> before = new ArrayList<>();
    for (int slot = 0; slot < next.size(); slot++) {
      boolean here = slot == next.size() - 1;
      Tensor steps = next.get((slot + 1) % next.size());
      Tensor further = Tensor.blank(steps.type());
      for (int i = 0; i < further.size(); i++) {
        long now = here && spikes.bits(i) != 0 ? 0 : steps.asLong(i);
        further.setBits(i, Math.min(NEVER, now + 1));
      }
      before.add(further);
    }
    return new Line(arrivals, lateness, before);
  }
}
