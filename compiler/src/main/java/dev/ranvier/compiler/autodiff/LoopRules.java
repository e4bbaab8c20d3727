package dev.ranvier.compiler.autodiff;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Captures;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.op.WhileOp;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;

/// The reverse-mode rule of a loop: a loop over its turns from the last to the first, each of which
/// is swept. It carries the cotangents of what the loop carried, and sums up those of what the body
/// uses from around it.
final class LoopRules {
  private static final TensorType TURN = TensorType.scalar(ElementType.I32);

  private LoopRules() {}

  static void transpose(Instruction instruction, WhileOp op, Sweep sweep) {
    LoopRecord made =
        sweep
            .primals()
            .record(instruction)
            .orElseThrow(
                () ->
                    new NotDifferentiable(
                        instruction,
                        "expected, in reverse mode, a number of turns that can be read off (an"
                            + " integer counter that begins with a constant, goes by a constant and"
                            + " is compared with a constant), got another loop; write it so, or use"
                            + " forward mode"));
    if (made.turns() == 0) {
      passThrough(instruction, op, sweep);
    } else {
      new Backwards(instruction, op, made, sweep).write();
    }
  }

  private static void passThrough(Instruction instruction, WhileOp op, Sweep sweep) {
    for (int i = 0; i < op.operands().size(); i++) {
      Value operand = op.operands().get(i);
      sweep.cotangent(instruction.result(i)).ifPresent(each -> sweep.flow(operand, each));
    }
  }

  private static final class Backwards {
    private final Instruction instruction;
    private final WhileOp op;
    private final LoopRecord made;
    private final Sweep sweep;
    private final List<Integer> carried = new ArrayList<>();
    private final List<Value> captured;

    Backwards(Instruction instruction, WhileOp op, LoopRecord made, Sweep sweep) {
      this.instruction = instruction;
      this.op = op;
      this.made = made;
      this.sweep = sweep;
      for (int i = 0; i < op.operands().size(); i++) {
        if (sweep.isActive(op.body().arguments().get(i))) {
          carried.add(i);
        }
      }
      this.captured = Captures.of(op).stream().filter(sweep::isActive).toList();
    }

    void write() {
      Builder out = sweep.out();
      List<Value> initial = new ArrayList<>();
      initial.add(out.splat(TURN, made.turns() - 1));
      carried.forEach(i -> initial.add(sweep.cotangentOrZeros(instruction.result(i))));
      captured.forEach(value -> initial.add(sweep.like(value, 0)));
      List<Value> left =
          out.whileLoop(
              initial,
              (test, values) ->
                  test.compare(ComparisonDirection.GE, values.getFirst(), test.splat(TURN, 0L)),
              this::turn);
      for (int i = 0; i < carried.size(); i++) {
        sweep.flow(op.operands().get(carried.get(i)), left.get(1 + i));
      }
      for (int i = 0; i < captured.size(); i++) {
        sweep.flow(captured.get(i), left.get(1 + carried.size() + i));
      }
    }

    private List<Value> turn(Builder out, List<Value> values) {
      Rematerialised primals = new Rematerialised(out, sweep.primals());
      made.keep(primals, values.getFirst(), out);
      Sweep inner = sweep.within(out, primals);
      List<Value> yielded = op.body().terminator().operands();
      for (int i = 0; i < carried.size(); i++) {
        inner.flow(yielded.get(carried.get(i)), values.get(1 + i));
      }
      inner.run(op.body().instructions());
      out.at(instruction.location());
      List<Value> next = new ArrayList<>();
      next.add(out.subtract(values.getFirst(), out.splat(TURN, 1L)));
      carried.forEach(i -> next.add(inner.cotangentOrZeros(op.body().arguments().get(i))));
      for (int i = 0; i < captured.size(); i++) {
        Value sum = values.get(1 + carried.size() + i);
        next.add(inner.cotangent(captured.get(i)).map(part -> out.add(sum, part)).orElse(sum));
      }
      return next;
    }
  }
}
