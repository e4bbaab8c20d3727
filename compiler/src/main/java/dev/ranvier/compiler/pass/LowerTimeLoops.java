package dev.ranvier.compiler.pass;

import dev.ranvier.compiler.queue.Rows;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.op.Attribute;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.TimeLoopOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Replaces time loops by `stablehlo.while`, which carries a counter, what the loop carries, and
/// one tensor for each record: a step cuts its rows out of the sequences and writes its records
/// into their rows, in place.
///
/// A loop whose steps are time loops themselves says so by an annotation, for passes after this
/// one; unless these are chunks of a few steps, which belong together.
public final class LowerTimeLoops extends Rewriter {
  /// Of a loop over segments of time.
  static final Map<String, Attribute> SEGMENTS = Map.of("ranvier.segments", new Attribute.Unit());

  /// Of a loop over chunks of a few steps each.
  static final Map<String, Attribute> CHUNKS = Map.of("ranvier.chunks", new Attribute.Unit());

  private LowerTimeLoops() {}

  public static Module run(Module module) {
    return new LowerTimeLoops().rewrite(module);
  }

  @Override
  protected void rewrite(Instruction instruction, Builder out) {
    if (instruction.op() instanceof TimeLoopOp loop) {
      boolean segments = holdsLoops(loop) && !instruction.annotations().equals(CHUNKS);
      replace(instruction, lower(loop, segments ? SEGMENTS : Map.of(), out));
    } else {
      copy(instruction, out);
    }
  }

  private List<Value> lower(TimeLoopOp loop, Map<String, Attribute> annotations, Builder out) {
    int width = loop.carried().size();
    List<Value> carried = new ArrayList<>();
    carried.add(out.scalar(ElementType.I32, 0L));
    carried.addAll(all(loop.carried()));
    for (Type record : loop.resultTypes().subList(width, loop.resultTypes().size())) {
      carried.add(out.splat((TensorType) record, 0L));
    }
    List<Value> results =
        out.whileLoop(
            carried,
            (test, values) ->
                test.compare(
                    ComparisonDirection.LT,
                    values.getFirst(),
                    test.scalar(ElementType.I32, loop.steps())),
            (body, values) -> step(loop, body, values),
            annotations);
    return results.subList(1, results.size());
  }

  private static boolean holdsLoops(TimeLoopOp loop) {
    return loop.body().instructions().stream().anyMatch(one -> one.op() instanceof TimeLoopOp);
  }

  /// @param values the counter, what is carried, and the records so far
  private List<Value> step(TimeLoopOp loop, Builder body, List<Value> values) {
    int width = loop.carried().size();
    Value turn = values.getFirst();
    Value last = body.scalar(ElementType.I32, loop.steps() - 1);
    Value index = loop.backward() ? body.subtract(last, turn) : turn;
    List<Value> entered = new ArrayList<>();
    entered.add(body.add(one(loop.first()), index));
    entered.addAll(values.subList(1, 1 + width));
    for (Value sequence : loop.sequences()) {
      entered.add(Rows.read(body, one(sequence), index));
    }
    List<Value> yielded = inline(loop.body(), entered, body);
    List<Value> handed = new ArrayList<>();
    handed.add(body.add(turn, body.scalar(ElementType.I32, 1L)));
    handed.addAll(yielded.subList(0, width));
    for (int i = width; i < yielded.size(); i++) {
      handed.add(Rows.write(body, values.get(1 + i), yielded.get(i), index));
    }
    return handed;
  }
}
