package dev.ranvier.runtime.admission;

import dev.ranvier.ir.Diagnostic;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.CustomCallOp;
import dev.ranvier.ir.op.Instruction;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Ops that are valid StableHLO and still go to no plugin: custom calls run whatever code their
/// target names, and some targets end the process on wrong operands. Ops that wait for a host
/// (infeed, outfeed, send, recv) are not known to the parser at all.
final class RefusedOps {
  private RefusedOps() {}

  static List<Diagnostic> in(Module module) {
    List<Diagnostic> found = new ArrayList<>();
    Deque<Block> open = new ArrayDeque<>();
    module.functions().stream().map(Function::body).forEach(open::add);
    while (!open.isEmpty()) {
      for (Instruction instruction : open.remove().instructions()) {
        if (instruction.op() instanceof CustomCallOp call) {
          found.add(
              new Diagnostic(
                  instruction.location(),
                  "stablehlo.custom_call @%s: this runtime takes no custom calls; express it in other ops"
                      .formatted(call.target())));
        }
        open.addAll(instruction.op().regions());
      }
    }
    return found;
  }
}
