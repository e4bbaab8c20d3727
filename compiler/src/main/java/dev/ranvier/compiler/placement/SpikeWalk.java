package dev.ranvier.compiler.placement;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.PopcntOp;
import dev.ranvier.ir.op.ShiftLeftOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;

/// Goes from spike to spike, in time that grows with the number of spikes and hardly with that of
/// neurons. Spikes are packed into words, one column of neurons each; a word with a bit is found by
/// a minimum over columns, and its lowest bit by counting the ones below it. No sort, no scatter
/// and no sum of prefixes, so that it fits into one kernel with the loop around it.
final class SpikeWalk {
  private static final int MOST_BITS = 32;

  /// So many columns are gone through one by one in the time in which a minimum over them finds a
  /// few with a spike.
  private static final int FEW_COLUMNS = 512;

  /// Written once for each spike.
  interface Visit {
    /// @param neuron which one spikes, a scalar `i32`
    /// @param carried what the walk carries
    /// @return the same after this spike
    List<Value> build(Builder builder, Value neuron, List<Value> carried);
  }

  private final long columns;
  private final Value words;
  private final Value numbers;

  private SpikeWalk(long columns, Value words, Value numbers) {
    this.columns = columns;
    this.words = words;
    this.numbers = numbers;
  }

  /// @param spikes `i1`, of any shape; neurons are counted in row-major order
  static List<Value> over(Builder builder, Value spikes, List<Value> carried, Visit visit) {
    long neurons = spikes.tensorType().size();
    long bits = Math.clamp(Math.round(0.8 * Math.sqrt((double) neurons)), 1, MOST_BITS);
    long columns = Math.ceilDiv(neurons, bits);
    Value words = words(builder, builder.reshape(spikes, neurons), bits, columns);
    Value numbers = builder.iota(TensorType.of(ElementType.I32, columns), 0);
    return new SpikeWalk(columns, words, numbers).walk(builder, carried, visit);
  }

  /// Bit `i` of word `j` is neuron `i * columns + j`.
  private static Value words(Builder builder, Value spikes, long bits, long columns) {
    Value padded = padded(builder, builder.convert(spikes, ElementType.U32), bits * columns);
    Value matrix = builder.reshape(padded, bits, columns);
    Value places = builder.iota(matrix.tensorType(), 0);
    return builder.reduceOr(builder.add(new ShiftLeftOp(matrix, places)), 0);
  }

  private static Value padded(Builder builder, Value values, long size) {
    long missing = size - values.tensorType().size();
    TensorType rest = TensorType.of(values.tensorType().element(), missing);
    return missing == 0 ? values : builder.concatenate(0, values, builder.splat(rest, 0L));
  }

  private List<Value> walk(Builder builder, List<Value> carried, Visit visit) {
    List<Value> states = new ArrayList<>(carried);
    states.addFirst(nextColumn(builder, builder.scalar(ElementType.I32, -1L)));
    List<Value> results =
        builder.whileLoop(
            states,
            (test, values) ->
                test.compare(
                    ComparisonDirection.LT,
                    values.getFirst(),
                    test.scalar(ElementType.I32, columns)),
            (body, values) -> {
              List<Value> after =
                  column(body, values.getFirst(), values.subList(1, values.size()), visit);
              after.addFirst(nextColumn(body, values.getFirst()));
              return after;
            });
    return results.subList(1, results.size());
  }

  /// The next column with a spike, or the number of columns; where there are few columns, the next.
  private Value nextColumn(Builder builder, Value column) {
    if (columns <= FEW_COLUMNS) {
      return builder.add(column, builder.scalar(ElementType.I32, 1L));
    }
    TensorType type = numbers.tensorType();
    Value any =
        builder.compare(ComparisonDirection.NE, words, builder.splat(words.tensorType(), 0L));
    Value later = builder.compare(ComparisonDirection.GT, numbers, builder.broadcast(column, type));
    Value candidates =
        builder.select(builder.and(any, later), numbers, builder.splat(type, columns));
    return builder.reduceMinimum(candidates, 0);
  }

  private List<Value> column(Builder builder, Value column, List<Value> carried, Visit visit) {
    Value word = builder.reshape(builder.dynamicSlice(words, List.of(column), 1));
    List<Value> states = new ArrayList<>(carried);
    states.addFirst(word);
    List<Value> results =
        builder.whileLoop(
            states,
            (test, values) ->
                test.compare(
                    ComparisonDirection.NE, values.getFirst(), test.scalar(ElementType.U32, 0L)),
            (body, values) -> {
              Value left = values.getFirst();
              Value one = body.scalar(ElementType.U32, 1L);
              Value lower = body.subtract(left, one);
              Value neuron =
                  neuron(body, body.subtract(body.and(left, body.negate(left)), one), column);
              List<Value> after =
                  new ArrayList<>(visit.build(body, neuron, values.subList(1, values.size())));
              after.addFirst(body.and(left, lower));
              return after;
            });
    return new ArrayList<>(results.subList(1, results.size()));
  }

  /// @param below ones below the lowest bit
  private Value neuron(Builder builder, Value below, Value column) {
    Value bit = builder.convert(builder.add(new PopcntOp(below)), ElementType.I32);
    return builder.add(builder.multiply(bit, builder.scalar(ElementType.I32, columns)), column);
  }
}
