package dev.ranvier.compiler.autodiff;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.TimeLoopOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/// Cuts time loops into segments: a loop over segments, each of which is a loop over steps, and a
/// loop over the steps that are left. It computes what the loop did, bit by bit; but of a loop over
/// segments only their beginnings are kept for the way back (`Residuals`), where each segment is
/// run again.
public final class Segments {
  private final Cuts cuts;

  private Segments(Cuts cuts) {
    this.cuts = cuts;
  }

  /// @param function free of calls
  public static Function of(Function function, Cuts cuts) {
    Segments segments = new Segments(cuts);
    Builder out = new Builder(function.body().argumentTypes(), function.location());
    Copies copies = new Copies(Segments::foreign);
    List<Value> results = copies.inline(function.body(), out.arguments(), out, segments::cut);
    out.at(function.location()).functionReturns(results);
    return function.withBody(out.build());
  }

  private List<Value> cut(TimeLoopOp loop, Copies copies, Builder out) {
    Span all =
        new Span(
            loop.steps(),
            copies.find(loop.first()),
            loop.carried().stream().map(copies::find).toList(),
            loop.sequences().stream().map(copies::find).toList());
    Supplier<Block> body = () -> new Copies(copies::find).copy(loop.body());
    return switch (cuts) {
      case Cuts.Nested(List<Integer> lengths) -> append(out, body, all, lengths);
      case Cuts.Binomial(int checkpoints, int steps) ->
          binomial(out, body, all, checkpoints, steps);
    };
  }

  /// Some of the steps.
  ///
  /// @param first the number of the first
  private record Span(long steps, Value first, List<Value> carried, List<Value> sequences) {
    /// The steps from one on, with what is carried there.
    Span part(Builder out, long from, long count, List<Value> state) {
      Value begin = out.add(first, out.scalar(ElementType.I32, from));
      List<Value> rows =
          sequences.stream().map(sequence -> rows(out, sequence, from, from + count)).toList();
      return new Span(count, begin, state, rows);
    }

    private static Value rows(Builder out, Value sequence, long from, long to) {
      List<Long> limits = new ArrayList<>(sequence.tensorType().dimensions());
      if (from == 0 && to == limits.getFirst()) {
        return sequence;
      }
      List<Long> starts = new ArrayList<>(limits.stream().map(_ -> 0L).toList());
      starts.set(0, from);
      limits.set(0, to);
      return out.slice(sequence, starts, limits);
    }
  }

  /// @param body writes the body of a loop over steps
  /// @return what is carried after the last step, then the records
  private static List<Value> append(
      Builder out, Supplier<Block> body, Span span, List<Integer> lengths) {
    if (lengths.isEmpty()) {
      return out.append(
          new TimeLoopOp(span.steps(), span.first(), span.carried(), span.sequences(), body.get()));
    }
    long each = lengths.getFirst();
    List<Integer> finer = lengths.subList(1, lengths.size());
    if (span.steps() <= each) {
      return append(out, body, span, finer);
    }
    long whole = span.steps() / each * each;
    List<Value> results =
        segments(
            out,
            span.part(out, 0, whole, span.carried()),
            each,
            (inner, segment) -> append(inner, body, segment, finer));
    if (whole == span.steps()) {
      return results;
    }
    int width = span.carried().size();
    Span rest = span.part(out, whole, span.steps() - whole, results.subList(0, width));
    return joined(out, width, results, append(out, body, rest, finer));
  }

  /// What two runs, one after the other, give.
  private static List<Value> joined(Builder out, int width, List<Value> one, List<Value> other) {
    List<Value> joined = new ArrayList<>(other.subList(0, width));
    for (int i = width; i < other.size(); i++) {
      joined.add(out.concatenate(0, one.get(i), other.get(i)));
    }
    return joined;
  }

  /// Keeps the beginning of the span, runs a part of it, and does the same with the rest and a
  /// checkpoint less. On the way back the checkpoints of the rest are free again for the part. (A
  /// part is a loop of one step that holds loops: so its beginning is what is kept.)
  private static List<Value> binomial(
      Builder out, Supplier<Block> body, Span span, int checkpoints, int each) {
    long count = Math.ceilDiv(span.steps(), each);
    if (count <= 1 || checkpoints == 0) {
      return append(out, body, span, List.of());
    }
    long first = each * Cuts.Binomial.firstPart(count, checkpoints);
    List<Value> results =
        segments(
            out,
            span.part(out, 0, first, span.carried()),
            first,
            (inner, part) -> binomial(inner, body, part, checkpoints, each));
    int width = span.carried().size();
    Span rest = span.part(out, first, span.steps() - first, results.subList(0, width));
    return joined(out, width, results, binomial(out, body, rest, checkpoints - 1, each));
  }

  /// A loop over segments.
  ///
  /// @param write writes one of them
  private static List<Value> segments(
      Builder out, Span span, long each, BiFunction<Builder, Span, List<Value>> write) {
    long count = span.steps() / each;
    List<Value> sequences =
        span.sequences().stream().map(one -> out.reshape(one, split(one, count, each))).toList();
    List<Type> types = new ArrayList<>(List.of(TensorType.scalar(ElementType.I32)));
    span.carried().forEach(one -> types.add(one.type()));
    sequences.forEach(one -> types.add(TimeLoopOp.row(one.type())));
    int width = span.carried().size();
    Block segment =
        Builder.block(
            types,
            out.location(),
            (inner, values) -> {
              Value passed = inner.multiply(values.getFirst(), inner.scalar(ElementType.I32, each));
              Value first = inner.add(span.first(), passed);
              List<Value> carried = values.subList(1, 1 + width);
              List<Value> rows = values.subList(1 + width, values.size());
              inner.returns(write.apply(inner, new Span(each, first, carried, rows)));
            });
    Value zero = out.scalar(ElementType.I32, 0L);
    List<Value> results =
        out.append(new TimeLoopOp(count, zero, span.carried(), sequences, segment));
    List<Value> joined = new ArrayList<>(results.subList(0, width));
    for (Value record : results.subList(width, results.size())) {
      joined.add(out.reshape(record, join(record)));
    }
    return joined;
  }

  /// `[steps, ...]` as `[count, each, ...]`.
  private static List<Long> split(Value sequence, long count, long each) {
    List<Long> split = new ArrayList<>(List.of(count, each));
    TensorType type = sequence.tensorType();
    split.addAll(type.dimensions().subList(1, type.rank()));
    return split;
  }

  /// `[count, each, ...]` as `[steps, ...]`.
  private static List<Long> join(Value record) {
    List<Long> sizes = record.tensorType().dimensions();
    List<Long> joined = new ArrayList<>(List.of(sizes.get(0) * sizes.get(1)));
    joined.addAll(sizes.subList(2, sizes.size()));
    return joined;
  }

  private static Value foreign(Value value) {
    throw new IllegalStateException("expected a value of the function, got " + value);
  }
}
