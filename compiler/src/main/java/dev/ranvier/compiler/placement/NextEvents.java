package dev.ranvier.compiler.placement;

import dev.ranvier.compiler.queue.Rows;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.SendAdjointOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.ProjectionType;
import dev.ranvier.ir.type.TensorType;
import java.util.List;

/// In how many steps the next event comes in each slot of a queue, as time runs backwards, `i32`,
/// `[slot, batch, source]`: that of the present step first and those of the steps before after it.
/// A part of lines where an event takes the place of an earlier one, and of no others.
record NextEvents(ProjectionType type) {
  /// More steps than any delay has.
  private static final long NEVER = 1L << 30;

  private TensorType slots() {
    return type.perSource(ElementType.I32).stacked(SendAdjointOp.replacedEvery(type));
  }

  List<Placement.Part> parts() {
    return SendAdjointOp.replaces(type) ? List.of(new Placement.Part("next", slots())) : List.of();
  }

  List<Value> create(Builder builder) {
    return SendAdjointOp.replaces(type) ? List.of(builder.splat(slots(), NEVER)) : List.of();
  }

  /// In how many steps an event comes that takes the place of one of this step, `[batch, source]`.
  ///
  /// @param parts those of `parts()`
  static List<Value> here(Builder builder, List<Value> parts) {
    return parts.stream().map(slots -> Rows.row(builder, slots, 0)).toList();
  }

  /// The parts as the step before sees them: all is a step further away, but for the spikes of this
  /// step, and it is the turn of the next slot.
  static List<Value> sent(Builder builder, List<Value> parts, Value spikes) {
    return parts.stream().map(slots -> sent(builder, slots, spikes)).toList();
  }

  private static Value sent(Builder builder, Value slots, Value spikes) {
    TensorType all = slots.tensorType();
    Value here = Rows.row(builder, slots, 0);
    Value now = builder.select(spikes, builder.splat(here.tensorType(), 0L), here);
    long count = all.dimension(0);
    Value turned =
        count == 1
            ? Rows.single(builder, now)
            : builder.concatenate(
                0, Rows.slice(builder, slots, 1, count), Rows.single(builder, now));
    Value further = builder.add(turned, builder.splat(all, 1L));
    return builder.minimum(further, builder.splat(all, NEVER));
  }
}
