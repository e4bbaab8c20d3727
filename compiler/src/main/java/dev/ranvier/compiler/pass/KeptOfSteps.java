package dev.ranvier.compiler.pass;

import dev.ranvier.ir.Module;
import dev.ranvier.ir.op.CallOp;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.WhileOp;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;

/// How much a lowered gradient keeps of each step for its way back, read from the program itself:
/// what simplification has found to be of no use is gone from it.
public final class KeptOfSteps {
  private KeptOfSteps() {}

  /// @param lowered has a function `gradient`, whose first loop is the run of `steps` steps
  /// @return bytes, the records that the loss reads included
  public static long bytes(Module lowered, long steps) {
    return lowered.function("gradient").orElseThrow().body().instructions().stream()
        .filter(one -> isLoop(one.op()))
        .findFirst()
        .map(run -> bytes(run, steps))
        .orElse(0L);
  }

  private static boolean isLoop(Op op) {
    return op instanceof CallOp || op instanceof WhileOp;
  }

  private static long bytes(Instruction run, long steps) {
    return run.results().stream().mapToLong(result -> bytesOfRow(result.type(), steps)).sum();
  }

  /// Of a stack `[steps, batch, ...]`, or one of chunks, `[chunk, step, batch, ...]`, of which a
  /// shorter one may follow; 0 for all else.
  private static long bytesOfRow(Type type, long steps) {
    if (!(type instanceof TensorType tensor) || tensor.rank() < 3) {
      return 0;
    }
    if (tensor.dimension(0) == steps) {
      return tensor.bytes() / steps;
    }
    long chunk = tensor.dimension(1);
    boolean chunked = tensor.rank() > 3 && chunk > 1 && tensor.dimension(0) == steps / chunk;
    return chunked ? tensor.bytes() / (tensor.dimension(0) * chunk) : 0;
  }
}
