package dev.ranvier.tests.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/// The dimensions of a gather, or of a scatter, which is a gather turned round: `result` are then
/// the updates, `offset` their window, `collapsed` what is inserted.
///
/// @param operand sizes
/// @param indices sizes
/// @param result sizes
/// @param slice sizes of what is taken at every index
/// @param indexed the dimension of the operand that each part of an index stands for
/// @param indexVector the dimension of the indices along which an index lies; beyond the last if an
///   index is one number
record IndexPlan(
    List<Long> operand,
    List<Long> indices,
    List<Long> result,
    List<Long> slice,
    List<Long> offset,
    List<Long> collapsed,
    List<Long> operandBatching,
    List<Long> indicesBatching,
    List<Long> indexed,
    long indexVector) {

  static IndexPlan of(Draws draws) {
    List<Long> operand = draws.filledSizes(1, 3);
    int rank = operand.size();
    List<Long> axes = draws.shuffled(rank);
    List<Long> batching = rank > 1 && draws.oneIn(3) ? axes.subList(0, 1) : List.of();
    List<Long> others = axes.subList(batching.size(), rank);
    List<Long> indexed = others.subList(0, (int) draws.between(1, others.size()));
    List<Long> collapsed = draws.some(others, (int) draws.between(0, others.size()));
    List<Long> slice = new ArrayList<>();
    List<Long> kept = new ArrayList<>();
    for (long axis = 0; axis < rank; axis++) {
      boolean dropped = collapsed.contains(axis) || batching.contains(axis);
      slice.add(dropped ? 1 : draws.between(1, operand.get((int) axis)));
      if (!dropped) {
        kept.add(slice.getLast());
      }
    }
    List<Long> batches = new ArrayList<>(draws.sizes(0, 2));
    long shared = draws.between(0, batches.size());
    batching.forEach(axis -> batches.add((int) shared, operand.get(axis.intValue())));
    return laidOut(draws, operand, batches, kept, slice, collapsed, batching, shared, indexed);
  }

  private static IndexPlan laidOut(
      Draws draws,
      List<Long> operand,
      List<Long> batches,
      List<Long> kept,
      List<Long> slice,
      List<Long> collapsed,
      List<Long> batching,
      long shared,
      List<Long> indexed) {
    boolean implicit = indexed.size() == 1 && draws.oneIn(2);
    long vector = implicit ? batches.size() : draws.between(0, batches.size());
    List<Long> indices = new ArrayList<>(batches);
    if (!implicit) {
      indices.add((int) vector, (long) indexed.size());
    }
    int rank = batches.size() + kept.size();
    List<Long> offset = draws.some(LongStream.range(0, rank).boxed().toList(), kept.size());
    List<Long> result = new ArrayList<>(batches);
    for (int i = 0; i < kept.size(); i++) {
      result.add(offset.get(i).intValue(), kept.get(i));
    }
    List<Long> along =
        batching.isEmpty() ? List.of() : List.of(shared + (!implicit && vector <= shared ? 1 : 0));
    return new IndexPlan(
        operand, indices, result, slice, offset, collapsed, batching, along, indexed, vector);
  }
}
