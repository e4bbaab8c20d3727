package dev.ranvier.compiler.autodiff;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.BinaryElementwise;
import dev.ranvier.ir.op.ClampOp;
import dev.ranvier.ir.op.ConvertOp;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.SelectOp;
import dev.ranvier.ir.op.UnaryElementwise;
import dev.ranvier.ir.op.Value;

/// Reverse-mode rules of the ops that work element by element.
final class ElementwiseRules {
  private ElementwiseRules() {}

  static void unary(Instruction instruction, UnaryElementwise op, Value cotangent, Sweep sweep) {
    sweep.flow(op.operand(), Slopes.unary(sweep, op, instruction.result(0), cotangent));
  }

  static void binary(Instruction instruction, BinaryElementwise op, Value cotangent, Sweep sweep) {
    if (sweep.isActive(op.lhs())) {
      sweep.flow(op.lhs(), Slopes.lhs(sweep, op, instruction.result(0), cotangent));
    }
    if (sweep.isActive(op.rhs())) {
      sweep.flow(op.rhs(), Slopes.rhs(sweep, op, instruction.result(0), cotangent));
    }
  }

  static void select(SelectOp op, Value cotangent, Sweep sweep) {
    Builder out = sweep.out();
    Value predicate = sweep.primal(op.predicate());
    Value none = sweep.like(cotangent, 0);
    if (sweep.isActive(op.onTrue())) {
      sweep.flow(op.onTrue(), out.select(predicate, cotangent, none));
    }
    if (sweep.isActive(op.onFalse())) {
      sweep.flow(op.onFalse(), out.select(predicate, none, cotangent));
    }
  }

  static void convert(ConvertOp op, Value cotangent, Sweep sweep) {
    if (sweep.isActive(op.operand())) {
      sweep.flow(op.operand(), sweep.out().convert(cotangent, op.operand().tensorType().element()));
    }
  }

  static void clamp(ClampOp op, Value cotangent, Sweep sweep) {
    if (sweep.isActive(op.operand())) {
      sweep.flow(op.operand(), Slopes.clampOperand(sweep, op, cotangent));
    }
    if (sweep.isActive(op.min())) {
      sweep.flow(op.min(), bound(op.min(), Slopes.clampMin(sweep, op, cotangent), sweep));
    }
    if (sweep.isActive(op.max())) {
      sweep.flow(op.max(), bound(op.max(), Slopes.clampMax(sweep, op, cotangent), sweep));
    }
  }

  private static Value bound(Value bound, Value part, Sweep sweep) {
    return bound.tensorType().isScalar() ? ShapeRules.total(sweep.out(), part) : part;
  }
}
