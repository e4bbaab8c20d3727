package dev.ranvier.compiler.placement;

import dev.ranvier.compiler.queue.Queues;
import dev.ranvier.compiler.queue.Rows;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.Payload;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.ProjectionType;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// A row of cotangents for each step that a spike of the present one may reach, in a circle; each
/// synapse finds the row that its delay is away.
///
/// @param late whether anyone asks for lateness
/// @param walks whether synapses are visited one by one, on targets that are good at loops
record LineOfRows(ProjectionType type, boolean late, boolean walks) implements LinePlacement {
  private static final TensorType INDEX = TensorType.scalar(ElementType.I32);

  private long rows() {
    return Math.max(1, Queues.reach(type.queues()));
  }

  private TensorType line() {
    return type.perTarget(ElementType.F32).stacked(rows());
  }

  /// How many parts are in front of the next events.
  private int next() {
    return late ? 3 : 2;
  }

  @Override
  public List<Placement.Part> parts() {
    List<Placement.Part> parts = new ArrayList<>();
    parts.add(new Placement.Part("row", INDEX));
    parts.add(new Placement.Part("arrivals", line()));
    if (late) {
      parts.add(new Placement.Part("lateness", line()));
    }
    parts.addAll(new NextEvents(type).parts());
    return parts;
  }

  @Override
  public List<Value> create(Builder builder) {
    Value zeros = builder.splat(line(), 0.0);
    List<Value> parts = new ArrayList<>(List.of(builder.splat(INDEX, rows() - 1), zeros));
    if (late) {
      parts.add(zeros);
    }
    parts.addAll(new NextEvents(type).create(builder));
    return parts;
  }

  @Override
  public List<Value> deliver(Builder builder, List<Value> parts, Value arrivals, Value lateness) {
    Value row = parts.get(0);
    List<Value> after = new ArrayList<>(parts);
    after.set(0, Rows.before(builder, row, rows()));
    after.set(1, Rows.write(builder, parts.get(1), arrivals, row));
    if (late) {
      after.set(2, Rows.write(builder, parts.get(2), lateness, row));
    }
    return after;
  }

  @Override
  public Sent send(
      Builder builder, List<Value> parts, Transposed.Operands operands, List<Payload> wanted) {
    LineRows line = new LineRows(parts.get(1), parts.get(late ? 2 : 1), parts.get(0));
    List<Value> next = parts.subList(next(), parts.size());
    Transposed.Operands here = operands.with(NextEvents.here(builder, next));
    List<Value> after = new ArrayList<>(parts.subList(0, next()));
    after.addAll(NextEvents.sent(builder, next, operands.spikes()));
    return new Sent(after, results(builder, line, here, wanted));
  }

  private List<Value> results(
      Builder builder, LineRows line, Transposed.Operands operands, List<Payload> wanted) {
    if (type.queues().layout().equals(Placements.PRODUCTS)) {
      return new TransposedProducts(type, wanted, line, operands).build(builder);
    }
    if (walks || !operands.synapses().isDense()) {
      return new TransposedRows(type, wanted, line, operands).build(builder);
    }
    Meetings arrivals = meetings(builder, line, line.arrivals(), operands);
    Meetings lateness = meetings(builder, line, line.lateness(), operands);
    return new TransposedMatrices(type, wanted, arrivals, lateness, operands).build(builder);
  }

  private Meetings meetings(
      Builder builder, LineRows line, Value rows, Transposed.Operands operands) {
    Ages ages = Ages.of(builder, line);
    OptionalLong equal = Weighted.onlyNumber(operands.synapses().delays());
    if (equal.isPresent()) {
      long after = Math.clamp(equal.getAsLong(), 1, ages.count());
      return new Meetings.OneRow(type, rows, ages.row(builder, after));
    }
    Value delays = TransposedMatrices.delays(builder, type, operands.synapses());
    return Meetings.AllRows.of(builder, type, rows, ages.steps(), delays);
  }
}
