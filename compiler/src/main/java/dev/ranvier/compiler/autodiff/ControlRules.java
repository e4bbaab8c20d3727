package dev.ranvier.compiler.autodiff;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Captures;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.CaseOp;
import dev.ranvier.ir.op.IfOp;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.OptimizationBarrierOp;
import dev.ranvier.ir.op.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reverse-mode rules of branches: the branch that ran is swept, in a branch. Its values are made
/// again there. Of barriers, too.
final class ControlRules {
  private ControlRules() {}

  static void branch(Instruction instruction, IfOp op, Sweep sweep) {
    Branches branches = new Branches(instruction, op.regions(), sweep);
    branches.flow(
        new IfOp(sweep.primal(op.predicate()), branches.swept().get(0), branches.swept().get(1)));
  }

  static void branch(Instruction instruction, CaseOp op, Sweep sweep) {
    Branches branches = new Branches(instruction, op.branches(), sweep);
    branches.flow(new CaseOp(sweep.primal(op.index()), branches.swept()));
  }

  /// The sweeps over the branches of one op, which all hand over cotangents of the same values: of
  /// those around that any of them uses.
  private static final class Branches {
    private final Sweep sweep;
    private final List<Value> captured;
    private final List<Block> swept = new ArrayList<>();

    Branches(Instruction instruction, List<Block> regions, Sweep sweep) {
      this.sweep = sweep;
      List<Sweep> inner = new ArrayList<>();
      regions.forEach(region -> inner.add(swept(instruction, region)));
      this.captured =
          Captures.of(instruction.op()).stream()
              .filter(value -> inner.stream().anyMatch(s -> s.cotangent(value).isPresent()))
              .toList();
      for (Sweep each : inner) {
        each.out().returns(captured.stream().map(each::cotangentOrZeros).toList());
        swept.add(each.out().build());
      }
    }

    private Sweep swept(Instruction instruction, Block region) {
      Builder out = new Builder(List.of(), sweep.out().location());
      Sweep inner = sweep.within(out, new Rematerialised(out, sweep.primals()));
      List<Value> yielded = region.terminator().operands();
      for (int i = 0; i < yielded.size(); i++) {
        Optional<Value> cotangent = sweep.cotangent(instruction.result(i));
        if (cotangent.isPresent()) {
          inner.flow(yielded.get(i), cotangent.get());
        }
      }
      inner.run(region.instructions());
      out.at(sweep.out().location());
      return inner;
    }

    List<Block> swept() {
      return swept;
    }

    void flow(Op op) {
      if (!captured.isEmpty()) {
        List<Value> results = sweep.out().append(op);
        for (int i = 0; i < captured.size(); i++) {
          sweep.flow(captured.get(i), results.get(i));
        }
      }
    }
  }

  static void barrier(Instruction instruction, OptimizationBarrierOp op, Sweep sweep) {
    List<Value> owners = new ArrayList<>();
    List<Value> cotangents = new ArrayList<>();
    for (int i = 0; i < op.operands().size(); i++) {
      Optional<Value> cotangent = sweep.cotangent(instruction.result(i));
      if (cotangent.isPresent()) {
        owners.add(op.operands().get(i));
        cotangents.add(cotangent.get());
      }
    }
    List<Value> results = sweep.out().append(new OptimizationBarrierOp(cotangents));
    for (int i = 0; i < owners.size(); i++) {
      sweep.flow(owners.get(i), results.get(i));
    }
  }
}
