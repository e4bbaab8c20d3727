package dev.ranvier.compiler.simplify;

import dev.ranvier.compiler.pass.Rewriter;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.CaseOp;
import dev.ranvier.ir.op.IfOp;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.op.WhileOp;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Computes what is computed twice once: a pure op that is equal to one in sight (the same op on
/// the same values, with the same attributes and annotations, and regions that read the same) gives
/// way to it.
///
/// In sight is what stands before it in the same block or around a loop or branch; the regions of
/// other ops (`reduce`, `sort`) may not use what is around them on every device, so theirs is
/// shared among itself. Constants and counts (`iota`) are shared within a block only: they cost
/// nothing where they stand, whereas a loop that uses one of outside must carry it.
public final class ShareSubexpressions extends Rewriter {
  /// A block that is open, with the expressions that go out of sight at its end.
  private static final class Scope {
    private final List<Expression> added = new ArrayList<>();
  }

  private final Purity purity = new Purity();
  private Map<Expression, List<Value>> inSight = new HashMap<>();

  private final Deque<Scope> open = new ArrayDeque<>();

  private ShareSubexpressions() {}

  public static Module run(Module module) {
    return new ShareSubexpressions().rewrite(module);
  }

  @Override
  protected Function rewrite(Function function) {
    inSight = new HashMap<>();
    return super.rewrite(function);
  }

  @Override
  protected Block rewrite(Block block) {
    Scope scope = new Scope();
    open.push(scope);
    Block rewritten = super.rewrite(block);
    open.pop();
    scope.added.forEach(inSight::remove);
    return rewritten;
  }

  @Override
  protected void rewrite(Instruction instruction, Builder out) {
    if (!purity.isPure(instruction.op())) {
      copy(instruction, out);
      return;
    }
    Op op = copiedInSight(instruction.op());
    Scope block = open.element();
    Expression expression = Expression.of(op, instruction.annotations(), block);
    List<Value> results = inSight.get(expression);
    if (results == null) {
      results = out.append(op, instruction.annotations());
      inSight.put(expression, results);
      block.added.add(expression);
    }
    for (int i = 0; i < results.size(); i++) {
      replace(instruction.result(i), List.of(results.get(i)));
    }
  }

  private Op copiedInSight(Op op) {
    if (op.regions().isEmpty()
        || op instanceof WhileOp
        || op instanceof IfOp
        || op instanceof CaseOp) {
      return copied(op);
    }
    Map<Expression, List<Value>> around = inSight;
    inSight = new HashMap<>();
    Op copy = copied(op);
    inSight = around;
    return copy;
  }
}
