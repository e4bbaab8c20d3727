package dev.ranvier.ir.op;

import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.ProjectionType;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.ArrayList;
import java.util.List;

/// The synapses of a projection, as the operands of the ops that send spikes through them. Dense
/// ones stand in a matrix, `[source, target]`. Sparse ones stand in one row after the other, source
/// by source: those of source `i` from `starts[i]` up to, and without, `starts[i + 1]`.
///
/// @param weights `f32`, `[source, target]` or `[synapse]`
/// @param delays `i32`, in steps, of the same shape; at least 1, at most what the queue reaches
/// @param rows empty for dense synapses; for sparse ones `starts`, `[source + 1]`, and the target
///   of each synapse, `[synapse]`, both `i32`
public record Synapses(Value weights, Value delays, List<Value> rows) {
  public Synapses {
    rows = List.copyOf(rows);
    TensorType type = weights.tensorType();
    int rank = rows.isEmpty() ? 2 : 1;
    Check.that(
        type.element() == ElementType.F32 && type.rank() == rank,
        "synapses_c1",
        "expected weights of f32 and rank %d, got %s",
        rank,
        type);
    Check.that(
        delays.type().equals(type.withElement(ElementType.I32)),
        "synapses_c2",
        "expected delays of %s, got %s",
        type.withElement(ElementType.I32),
        delays.type());
    Check.that(
        rows.isEmpty() || areRows(rows, type),
        "synapses_c3",
        "expected starts of i32 and rank 1 and targets of %s, got %s",
        type.withElement(ElementType.I32),
        rows.stream().map(Value::type).toList());
  }

  private static boolean areRows(List<Value> rows, TensorType type) {
    TensorType starts = rows.getFirst().tensorType();
    return rows.size() == 2
        && starts.element() == ElementType.I32
        && starts.rank() == 1
        && starts.dimension(0) >= 1
        && rows.getLast().type().equals(type.withElement(ElementType.I32));
  }

  public static Synapses dense(Value weights, Value delays) {
    return new Synapses(weights, delays, List.of());
  }

  public static Synapses sparse(Value weights, Value delays, Value starts, Value targets) {
    return new Synapses(weights, delays, List.of(starts, targets));
  }

  /// Weights, delays, and starts and targets where there are any.
  static Synapses read(OpParts parts, int first) {
    List<Value> operands = parts.operandsFrom(first);
    if (operands.size() != 2 && operands.size() != 4) {
      throw parts.problem(
          "expected 2 operands for dense synapses or 4 for sparse ones, got %d", operands.size());
    }
    return new Synapses(operands.get(0), operands.get(1), operands.subList(2, operands.size()));
  }

  public boolean isDense() {
    return rows.isEmpty();
  }

  /// Of sparse synapses.
  public Value starts() {
    return rows.getFirst();
  }

  /// Of sparse synapses.
  public Value targets() {
    return rows.getLast();
  }

  public long sourceCount() {
    return isDense() ? weights.tensorType().dimension(0) : starts().tensorType().dimension(0) - 1;
  }

  /// How many synapses there are.
  public long count() {
    return weights.tensorType().size();
  }

  List<Value> operands() {
    List<Value> operands = new ArrayList<>(List.of(weights, delays));
    operands.addAll(rows);
    return operands;
  }

  /// Whether these are the synapses of a projection of this type.
  boolean fit(Type type) {
    return type instanceof ProjectionType projection
        && projection.synapses() == count()
        && projection.sources() == sourceCount()
        && (!isDense() || projection.targets() == weights.tensorType().dimension(1));
  }
}
