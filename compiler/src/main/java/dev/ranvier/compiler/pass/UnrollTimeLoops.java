package dev.ranvier.compiler.pass;

import dev.ranvier.compiler.queue.Rows;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.TimeLoopOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
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
      replace(instruction, unrolled(instruction, loop, out));
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
        entered.add(Rows.row(out, one(sequence), index));
      }
      List<Value> yielded = inline(loop.body(), entered, out);
      carried = yielded.subList(0, width);
      for (int i = width; i < yielded.size(); i++) {
        records[i - width][index] = Rows.single(out, yielded.get(i));
      }
    }
    out.at(instruction.location());
    List<Value> results = new ArrayList<>(carried);
    for (Value[] record : records) {
      results.add(out.concatenate(0, record));
    }
    return results;
  }
}
