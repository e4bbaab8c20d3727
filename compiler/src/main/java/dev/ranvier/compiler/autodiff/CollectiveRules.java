package dev.ranvier.compiler.autodiff;

import dev.ranvier.ir.op.AllGatherOp;
import dev.ranvier.ir.op.AllReduceOp;
import dev.ranvier.ir.op.AllToAllOp;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.CollectivePermuteOp;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.Literal;
import dev.ranvier.ir.op.ReduceScatterOp;
import dev.ranvier.ir.op.Value;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/// Reverse-mode rules of the ops that talk to other devices. What is differentiated is the sum of
/// what all devices give, so what one device sends to another comes back from there.
final class CollectiveRules {
  private CollectiveRules() {}

  static void allReduce(Instruction instruction, AllReduceOp op, Sweep sweep) {
    checkSum(instruction, op.body());
    each(
        instruction,
        sweep,
        (_, cotangent) -> {
          Block body = new Copies(sweep::primal).copy(op.body());
          return sweep.out().add(new AllReduceOp(List.of(cotangent), op.groups(), body));
        });
  }

  static void checkSum(Instruction instruction, Block body) {
    if (Fold.of(body).filter(fold -> fold == Fold.SUM).isEmpty()) {
      throw new NotDifferentiable(
          instruction, "expected a fold across devices that is a sum, got another");
    }
  }

  static void allGather(Instruction instruction, AllGatherOp op, Sweep sweep) {
    each(
        instruction,
        sweep,
        (operand, cotangent) ->
            sweep
                .out()
                .add(
                    new ReduceScatterOp(
                        cotangent,
                        op.dimension(),
                        op.groups(),
                        WindowRules.adding(sweep.out(), operand.tensorType().element()),
                        operand.tensorType())));
  }

  static void reduceScatter(Instruction instruction, ReduceScatterOp op, Sweep sweep) {
    checkSum(instruction, op.body());
    each(
        instruction,
        sweep,
        (operand, cotangent) ->
            sweep
                .out()
                .add(
                    new AllGatherOp(
                        List.of(cotangent), op.dimension(), op.groups(), List.of(operand.type()))));
  }

  static void allToAll(Instruction instruction, AllToAllOp op, Sweep sweep) {
    each(
        instruction,
        sweep,
        (_, cotangent) ->
            sweep
                .out()
                .add(
                    new AllToAllOp(
                        List.of(cotangent),
                        op.concatenation(),
                        op.split(),
                        op.count(),
                        op.groups())));
  }

  static void collectivePermute(Instruction instruction, CollectivePermuteOp op, Sweep sweep) {
    long[] back = new long[Math.toIntExact(op.pairs().type().size())];
    for (int i = 0; i < back.length; i++) {
      back[i] = op.pairs().asLong(i ^ 1);
    }
    Literal pairs = Literal.of(op.pairs().type(), back);
    each(
        instruction,
        sweep,
        (_, cotangent) -> sweep.out().add(new CollectivePermuteOp(cotangent, pairs, op.channel())));
  }

  /// For each active operand whose result has a cotangent.
  private static void each(
      Instruction instruction, Sweep sweep, BiFunction<Value, Value, Value> rule) {
    List<Value> operands = instruction.op().operands();
    for (int i = 0; i < operands.size(); i++) {
      Value operand = operands.get(i);
      Optional<Value> cotangent = sweep.cotangent(instruction.result(i));
      if (sweep.isActive(operand) && cotangent.isPresent()) {
        sweep.flow(operand, rule.apply(operand, cotangent.get()));
      }
    }
  }
}
