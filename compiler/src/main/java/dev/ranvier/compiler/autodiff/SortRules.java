package dev.ranvier.compiler.autodiff;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.SortOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.ArrayList;
import java.util.List;

/// Rules of sorting, in both directions: derivatives follow the elements.
final class SortRules {
  private SortRules() {}

  /// Sorts once more, places beside, to learn where each element came from; then by those places,
  /// which brings the cotangents back.
  static void transpose(Instruction instruction, SortOp op, Sweep sweep) {
    Builder out = sweep.out();
    List<Value> back = new ArrayList<>();
    List<Value> owners = new ArrayList<>();
    back.add(origins(op, sweep));
    for (int i = 0; i < op.operands().size(); i++) {
      Value operand = op.operands().get(i);
      if (sweep.isActive(operand) && sweep.cotangent(instruction.result(i)).isPresent()) {
        owners.add(operand);
        back.add(sweep.cotangent(instruction.result(i)).get());
      }
    }
    List<Value> results = out.append(new SortOp(back, op.dimension(), true, ascending(out, back)));
    for (int i = 0; i < owners.size(); i++) {
      sweep.flow(owners.get(i), results.get(i + 1));
    }
  }

  private static Value origins(SortOp op, Sweep sweep) {
    TensorType shape = op.operands().getFirst().tensorType();
    List<Value> operands = new ArrayList<>(op.operands().stream().map(sweep::primal).toList());
    operands.add(sweep.out().iota(shape.withElement(ElementType.I32), op.axis()));
    return sweep
        .out()
        .append(new SortOp(operands, op.dimension(), op.isStable(), widened(op, operands, sweep)))
        .getLast();
  }

  private static Block ascending(Builder out, List<Value> operands) {
    return Builder.block(
        pairs(operands),
        out.location(),
        (inner, both) ->
            inner.returns(inner.compare(ComparisonDirection.LT, both.get(0), both.get(1))));
  }

  /// The comparator, of more operands than it looks at.
  private static Block widened(SortOp op, List<Value> operands, Point at) {
    int known = op.comparator().arguments().size();
    return Builder.block(
        pairs(operands),
        at.out().location(),
        (inner, both) ->
            inner.returns(
                new Copies(at::primal).inline(op.comparator(), both.subList(0, known), inner)));
  }

  private static List<Type> pairs(List<Value> operands) {
    List<Type> pairs = new ArrayList<>();
    for (Value operand : operands) {
      TensorType scalar = TensorType.scalar(operand.tensorType().element());
      pairs.add(scalar);
      pairs.add(scalar);
    }
    return pairs;
  }

  /// Sorts elements and tangents together.
  static void push(Instruction instruction, SortOp op, Tangents tangents) {
    List<Value> operands = new ArrayList<>(op.operands().stream().map(tangents::primal).toList());
    List<Value> active = new ArrayList<>();
    for (int i = 0; i < op.operands().size(); i++) {
      if (tangents.isActive(instruction.result(i))) {
        active.add(instruction.result(i));
        operands.add(tangents.orZeros(op.operands().get(i)));
      }
    }
    List<Value> results =
        tangents
            .out()
            .append(
                new SortOp(
                    operands, op.dimension(), op.isStable(), widened(op, operands, tangents)));
    int own = op.operands().size();
    tangents.keep(instruction.results(), results.subList(0, own));
    for (int i = 0; i < active.size(); i++) {
      tangents.put(active.get(i), results.get(own + i));
    }
  }
}
