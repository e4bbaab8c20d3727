package dev.ranvier.compiler.autodiff;

import dev.ranvier.compiler.queue.Rows;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.Attribute;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.TimeLoopOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/// Some of the steps of a time loop. Whoever writes them gives what is carried after the last, then
/// the records of all.
///
/// @param first the number of the first
/// @param sequences tensors of as many rows as there are steps
public record Span(long steps, Value first, List<Value> carried, List<Value> sequences) {
  public Span {
    carried = List.copyOf(carried);
    sequences = List.copyOf(sequences);
  }

  /// A loop over segments of so many steps, then what is left, if anything is.
  ///
  /// @param annotations of the loop over segments
  /// @param write writes a segment, or what is left
  public List<Value> cut(
      Builder out,
      long each,
      Map<String, Attribute> annotations,
      BiFunction<Builder, Span, List<Value>> write) {
    long whole = steps / each * each;
    List<Value> results = part(out, 0, whole, carried).segments(out, each, annotations, write);
    return whole == steps ? results : followed(out, whole, results, write);
  }

  /// The steps up to one, whose results are there, and then the others.
  List<Value> followed(
      Builder out, long done, List<Value> results, BiFunction<Builder, Span, List<Value>> write) {
    int width = carried.size();
    List<Value> others = write.apply(out, part(out, done, steps - done, results.subList(0, width)));
    List<Value> joined = new ArrayList<>(others.subList(0, width));
    for (int i = width; i < others.size(); i++) {
      joined.add(out.concatenate(0, results.get(i), others.get(i)));
    }
    return joined;
  }

  /// The steps from one on, with what is carried there.
  Span part(Builder out, long from, long count, List<Value> state) {
    Value begin = out.add(first, out.scalar(ElementType.I32, from));
    List<Value> rows =
        sequences.stream().map(sequence -> rows(out, sequence, from, from + count)).toList();
    return new Span(count, begin, state, rows);
  }

  private static Value rows(Builder out, Value sequence, long from, long to) {
    return from == 0 && to == sequence.tensorType().dimension(0)
        ? sequence
        : Rows.slice(out, sequence, from, to);
  }

  /// A loop over segments, of which there is a whole number.
  ///
  /// @param write writes one of them
  List<Value> segments(
      Builder out,
      long each,
      Map<String, Attribute> annotations,
      BiFunction<Builder, Span, List<Value>> write) {
    long count = steps / each;
    List<Value> split =
        sequences.stream().map(one -> out.reshape(one, split(one, count, each))).toList();
    List<Type> types = new ArrayList<>(List.of(TensorType.scalar(ElementType.I32)));
    carried.forEach(one -> types.add(one.type()));
    split.forEach(one -> types.add(TimeLoopOp.row(one.type())));
    int width = carried.size();
    Block segment =
        Builder.block(
            types,
            out.location(),
            (inner, values) -> {
              Value passed = inner.multiply(values.getFirst(), inner.scalar(ElementType.I32, each));
              Value begin = inner.add(first, passed);
              List<Value> state = values.subList(1, 1 + width);
              List<Value> rows = values.subList(1 + width, values.size());
              inner.returns(write.apply(inner, new Span(each, begin, state, rows)));
            });
    Value zero = out.scalar(ElementType.I32, 0L);
    List<Value> results =
        out.append(new TimeLoopOp(count, zero, carried, split, segment), annotations);
    List<Value> joined = new ArrayList<>(results.subList(0, width));
    for (Value record : results.subList(width, results.size())) {
      joined.add(out.reshape(record, join(record)));
    }
    return joined;
  }

  /// `[steps, ...]` as `[count, each, ...]`.
  private static List<Long> split(Value sequence, long count, long each) {
    List<Long> sizes = sequence.tensorType().dimensions();
    List<Long> split = new ArrayList<>(List.of(count, each));
    split.addAll(sizes.subList(1, sizes.size()));
    return split;
  }

  /// `[count, each, ...]` as `[steps, ...]`.
  private static List<Long> join(Value record) {
    List<Long> sizes = record.tensorType().dimensions();
    List<Long> joined = new ArrayList<>(List.of(sizes.get(0) * sizes.get(1)));
    joined.addAll(sizes.subList(2, sizes.size()));
    return joined;
  }
}
