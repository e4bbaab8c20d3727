package dev.ranvier.compiler.autodiff;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.TimeLoopOp;
import dev.ranvier.ir.op.Value;
import java.util.List;
import java.util.Map;
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
    return span.cut(out, each, Map.of(), (inner, segment) -> append(inner, body, segment, finer));
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
        span.part(out, 0, first, span.carried())
            .segments(
                out,
                first,
                Map.of(),
                (inner, part) -> binomial(inner, body, part, checkpoints, each));
    return span.followed(
        out, first, results, (inner, rest) -> binomial(inner, body, rest, checkpoints - 1, each));
  }

  private static Value foreign(Value value) {
    throw new IllegalStateException("expected a value of the function, got " + value);
  }
}
