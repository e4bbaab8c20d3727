package dev.ranvier.compiler.pass;

import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.CallOp;
import dev.ranvier.ir.op.CaseOp;
import dev.ranvier.ir.op.ConvolutionOp;
import dev.ranvier.ir.op.CustomCallOp;
import dev.ranvier.ir.op.DotGeneralOp;
import dev.ranvier.ir.op.EventOp;
import dev.ranvier.ir.op.GatherOp;
import dev.ranvier.ir.op.IfOp;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.ReduceOp;
import dev.ranvier.ir.op.RngBitGeneratorOp;
import dev.ranvier.ir.op.ScatterOp;
import dev.ranvier.ir.op.SelectAndScatterOp;
import dev.ranvier.ir.op.SortOp;
import dev.ranvier.ir.op.Value;

/// What one kernel of XLA's CPU compiler can hold together with a loop: no scatter, product of
/// matrices, sort, call, branch, collective or random bits, and no long sum of floats, since a
/// plugin may hand these to a library, which a kernel can't call ("Fusion kind not implemented").
final class KernelOps {
  /// Sums of 4,050 floats were held, sums of 10,000 were not.
  private static final long LONGEST_SUM = 1_024;

  private KernelOps() {}

  static boolean holds(Op loop) {
    return loop.regions().stream().allMatch(KernelOps::holds);
  }

  private static boolean holds(Block block) {
    return block.instructions().stream()
        .allMatch(instruction -> isHeld(instruction.op()) && holds(instruction.op()));
  }

  private static boolean isHeld(Op op) {
    return !(isLongSum(op)
        || op instanceof EventOp
        || op instanceof ScatterOp
        || op instanceof GatherOp
        || op instanceof SelectAndScatterOp
        || op instanceof DotGeneralOp
        || op instanceof ConvolutionOp
        || op instanceof SortOp
        || op instanceof CallOp
        || op instanceof CaseOp
        || op instanceof IfOp
        || op instanceof CustomCallOp
        || op instanceof RngBitGeneratorOp);
  }

  private static boolean isLongSum(Op op) {
    return op instanceof ReduceOp reduce
        && reduce.inputs().stream()
            .map(Value::tensorType)
            .anyMatch(type -> type.element().isFloat() && type.size() > LONGEST_SUM);
  }
}
