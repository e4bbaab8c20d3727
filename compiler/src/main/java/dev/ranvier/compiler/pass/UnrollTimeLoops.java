package dev.ranvier.compiler.pass;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.TimeLoopOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;

/// Replaces time loops by their steps, one after the other, for targets whose schedule is fixed
/// when a program is compiled: rows are cut out of sequences at places that are known, and records
/// are joined at the end. A call runs few steps; the host hands the state on.
public final class UnrollTimeLoops extends Rewriter {
  private UnrollTimeLoops() {}

  public static Module run(Module module) {
    return new UnrollTimeLoops().rewrite(module);
  }

  @Override
  protected void rewrite(Instruction instruction, Builder out) {
    if (instruction.op() instanceof TimeLoopOp loop) {
      List<Value> results = unrolled(instruction, loop, out);
      for (int i = 0; i < results.size(); i++) {
        replace(instruction.result(i), List.of(results.get(i)));
      }
    } else {
      copy(instruction, out);
    }
  }

  private List<Value> unrolled(Instruction instruction, TimeLoopOp loop, Builder out) {
    int width = loop.carried().size();
    int steps = Math.toIntExact(loop.steps());
    List<Value> carried = all(loop.carried());
    Value[][] records = new Value[loop.resultTypes().size() - width][steps];
    for (int turn = 0; turn < steps; turn++) {
      int index = loop.backward() ? steps - 1 - turn : turn;
      out.at(instruction.location());
      List<Value> entered = new ArrayList<>();
      entered.add(out.add(one(loop.first()), out.scalar(ElementType.I32, index)));
      entered.addAll(carried);
      for (Value sequence : loop.sequences()) {
        entered.add(row(out, one(sequence), index));
      }
      List<Value> yielded = inline(loop.body(), entered, out);
      carried = yielded.subList(0, width);
      for (int i = width; i < yielded.size(); i++) {
        records[i - width][index] = asRow(out, yielded.get(i));
      }
    }
    out.at(instruction.location());
    List<Value> results = new ArrayList<>(carried);
    for (Value[] record : records) {
      results.add(out.concatenate(0, record));
    }
    return results;
  }

  private static Value row(Builder out, Value sequence, int index) {
    TensorType type = sequence.tensorType();
    List<Long> start = new ArrayList<>();
    List<Long> limit = new ArrayList<>(type.dimensions());
    for (int axis = 0; axis < type.rank(); axis++) {
      start.add(axis == 0 ? (long) index : 0L);
    }
    limit.set(0, index + 1L);
    return out.reshape(
        out.slice(sequence, start, limit), array(type.dimensions().subList(1, type.rank())));
  }

  private static Value asRow(Builder out, Value value) {
    return out.reshape(value, array(value.tensorType().stacked(1).dimensions()));
  }

  private static long[] array(List<Long> values) {
    return values.stream().mapToLong(value -> value).toArray();
  }
}
