package dev.ranvier.compiler.autodiff;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.CaseOp;
import dev.ranvier.ir.op.IfOp;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.OptimizationBarrierOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.op.WhileOp;
import dev.ranvier.ir.type.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Forward-mode rules of branches and loops: tangents go beside what is handed over. Of barriers,
/// too.
final class ControlPushforward {
  private ControlPushforward() {}

  static void branch(Instruction instruction, IfOp op, Tangents tangents) {
    List<Block> branches = branches(instruction, op.regions(), tangents);
    spread(
        instruction,
        new IfOp(tangents.primal(op.predicate()), branches.get(0), branches.get(1)),
        tangents);
  }

  static void branch(Instruction instruction, CaseOp op, Tangents tangents) {
    List<Block> branches = branches(instruction, op.branches(), tangents);
    spread(instruction, new CaseOp(tangents.primal(op.index()), branches), tangents);
  }

  private static List<Block> branches(
      Instruction instruction, List<Block> regions, Tangents tangents) {
    return regions.stream()
        .map(
            region -> {
              Builder out = new Builder(List.of(), instruction.location());
              Tangents inner = tangents.within(out);
              inner.run(region.instructions());
              return ended(inner, region.terminator().operands(), instruction.results());
            })
        .toList();
  }

  /// Hands over values and, of those that become something active, tangents.
  private static Block ended(Tangents inner, List<Value> yielded, List<? extends Value> become) {
    List<Value> handed = new ArrayList<>(yielded.stream().map(inner::primal).toList());
    for (int i = 0; i < yielded.size(); i++) {
      if (inner.isActive(become.get(i))) {
        handed.add(inner.orZeros(yielded.get(i)));
      }
    }
    inner.out().returns(handed);
    return inner.out().build();
  }

  private static void spread(Instruction instruction, Op op, Tangents tangents) {
    assign(instruction.results(), tangents.out().append(op), tangents);
  }

  /// Gives values their primals and, to the active ones, the tangents that follow.
  private static void assign(
      List<? extends Value> olds, List<? extends Value> nows, Tangents tangents) {
    tangents.keep(olds, nows.subList(0, olds.size()));
    int next = olds.size();
    for (Value old : olds) {
      if (tangents.isActive(old)) {
        tangents.put(old, nows.get(next++));
      }
    }
  }

  static void loop(Instruction instruction, WhileOp op, Tangents tangents) {
    List<Value> active =
        op.body().arguments().stream()
            .<Value>map(argument -> argument)
            .filter(tangents::isActive)
            .toList();
    List<Value> carried = new ArrayList<>(op.operands().stream().map(tangents::primal).toList());
    for (int i = 0; i < op.operands().size(); i++) {
      if (tangents.isActive(op.body().arguments().get(i))) {
        carried.add(tangents.orZeros(op.operands().get(i)));
      }
    }
    List<Type> types =
        Stream.concat(op.operands().stream(), active.stream()).map(Value::type).toList();
    spread(
        instruction,
        new WhileOp(
            carried,
            condition(instruction, op, types, tangents),
            body(instruction, op, types, tangents)),
        tangents);
  }

  private static Block condition(
      Instruction instruction, WhileOp op, List<Type> types, Tangents tangents) {
    Builder out = new Builder(types, instruction.location());
    Block condition = op.condition();
    List<Value> own = out.arguments().subList(0, condition.arguments().size());
    out.returns(new Copies(tangents::primal).inline(condition, own, out));
    return out.build();
  }

  private static Block body(
      Instruction instruction, WhileOp op, List<Type> types, Tangents tangents) {
    Builder out = new Builder(types, instruction.location());
    Tangents inner = tangents.within(out);
    assign(op.body().arguments(), out.arguments(), inner);
    inner.run(op.body().instructions());
    return ended(inner, op.body().terminator().operands(), op.body().arguments());
  }

  static void barrier(Instruction instruction, OptimizationBarrierOp op, Tangents tangents) {
    List<Value> operands = new ArrayList<>(op.operands().stream().map(tangents::primal).toList());
    op.operands().forEach(operand -> tangents.tangent(operand).ifPresent(operands::add));
    spread(instruction, new OptimizationBarrierOp(operands), tangents);
  }
}
