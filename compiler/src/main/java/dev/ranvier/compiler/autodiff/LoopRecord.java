package dev.ranvier.compiler.autodiff;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.BlockArgument;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.DynamicSliceOp;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.op.WhileOp;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;

/// A loop that was run so that it can be swept: beside its results, what it carried into each turn,
/// stacked. Stacks that the sweep does not ask for are dead, and go when dead code goes.
final class LoopRecord {
  private static final TensorType TURN = TensorType.scalar(ElementType.I32);

  private final WhileOp loop;
  private final TripCount count;
  private final List<Value> entered;
  private final List<Value> results;
  private final List<Integer> stacked;
  private final List<Value> stacks;

  private LoopRecord(
      WhileOp loop,
      TripCount count,
      List<Value> entered,
      List<Value> results,
      List<Integer> stacked,
      List<Value> stacks) {
    this.loop = loop;
    this.count = count;
    this.entered = entered;
    this.results = results;
    this.stacked = stacked;
    this.stacks = stacks;
  }

  /// Appends the loop.
  ///
  /// @param primal what stands for the values around it
  static LoopRecord write(
      Instruction instruction,
      WhileOp loop,
      TripCount count,
      UnaryOperator<Value> primal,
      Builder out) {
    List<Value> entered = loop.operands().stream().map(primal).toList();
    List<Integer> stacked = stacked(loop, count);
    List<Value> carried = new ArrayList<>(entered);
    out.at(instruction.location());
    carried.add(out.splat(TURN, 0L));
    stacked.forEach(i -> carried.add(emptyStack(out, entered.get(i).tensorType(), count.turns())));
    List<Value> left =
        out.whileLoop(
            carried,
            (test, values) ->
                test.compare(
                    ComparisonDirection.LT,
                    values.get(entered.size()),
                    test.splat(TURN, count.turns())),
            (turn, values) -> turn(turn, loop, stacked, new Copies(primal), values));
    int own = entered.size();
    return new LoopRecord(
        loop, count, entered, left.subList(0, own), stacked, left.subList(own + 1, left.size()));
  }

  private static List<Value> turn(
      Builder out, WhileOp loop, List<Integer> stacked, Copies copies, List<Value> values) {
    int own = loop.operands().size();
    Value index = values.get(own);
    List<Value> next = new ArrayList<>(copies.inline(loop.body(), values.subList(0, own), out));
    next.add(out.add(index, out.splat(TURN, 1L)));
    for (int i = 0; i < stacked.size(); i++) {
      Value stack = values.get(own + 1 + i);
      Value row = row(out, values.get(stacked.get(i)));
      next.add(out.dynamicUpdateSlice(stack, row, start(out, index, stack)));
    }
    return next;
  }

  /// What is carried, but for what can be said without it: the counter and what never changes.
  private static List<Integer> stacked(WhileOp loop, TripCount count) {
    List<Integer> stacked = new ArrayList<>();
    for (int i = 0; i < loop.operands().size(); i++) {
      if (i != count.counter() && !TripCount.isUnchanged(loop, i)) {
        stacked.add(i);
      }
    }
    return stacked;
  }

  /// A loop that never turns has nothing to record; a stack of one spares us an exception for it.
  private static Value emptyStack(Builder out, TensorType type, long turns) {
    TensorType stack = type.stacked(Math.max(1, turns));
    return type.element().isFloat() ? out.splat(stack, 0.0) : out.splat(stack, 0L);
  }

  private static Value row(Builder out, Value value) {
    TensorType type = value.tensorType();
    return ShapeRules.reshaped(out, value, type.stacked(1));
  }

  private static List<Value> start(Builder out, Value index, Value stack) {
    List<Value> start =
        new ArrayList<>(Collections.nCopies(stack.tensorType().rank(), out.splat(TURN, 0L)));
    start.set(0, index);
    return start;
  }

  List<Value> results() {
    return results;
  }

  long turns() {
    return count.turns();
  }

  /// Says what the body took in the turn of a number.
  void keep(Rematerialised primals, Value turn, Builder out) {
    Block body = loop.body();
    for (int i = 0; i < entered.size(); i++) {
      BlockArgument argument = body.arguments().get(i);
      int stack = stacked.indexOf(i);
      if (stack >= 0) {
        primals.promise(argument, () -> rowOf(out, stacks.get(stack), turn));
      } else if (i == count.counter()) {
        primals.promise(argument, () -> counter(out, argument, turn));
      } else {
        primals.keep(argument, entered.get(i));
      }
    }
  }

  private static Value rowOf(Builder out, Value stack, Value turn) {
    List<Long> sizes = new ArrayList<>(stack.tensorType().dimensions());
    sizes.set(0, 1L);
    Value row = out.add(new DynamicSliceOp(stack, start(out, turn, stack), sizes));
    TensorType type = stack.tensorType().withDimensions(sizes.subList(1, sizes.size()));
    return ShapeRules.reshaped(out, row, type);
  }

  private Value counter(Builder out, Value argument, Value turn) {
    TensorType type = argument.tensorType();
    Value distance = out.multiply(out.convert(turn, type.element()), out.splat(type, count.step()));
    return out.add(out.splat(type, count.first()), distance);
  }
}
