package dev.ranvier.compiler.pass;

import dev.ranvier.ir.Module;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.Op;

/// How many ops of a kind a module holds, in all regions.
final class OpCounts {
  private OpCounts() {}

  static long of(Module module, Class<? extends Op> kind) {
    return module.functions().stream().mapToLong(function -> of(function.body(), kind)).sum();
  }

  private static long of(Block block, Class<? extends Op> kind) {
    long own = block.instructions().stream().filter(one -> kind.isInstance(one.op())).count();
    long inside =
        block.instructions().stream()
            .flatMap(one -> one.op().regions().stream())
            .mapToLong(region -> of(region, kind))
            .sum();
    return own + inside;
  }
}
