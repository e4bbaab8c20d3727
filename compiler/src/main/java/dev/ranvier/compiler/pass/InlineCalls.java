package dev.ranvier.compiler.pass;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.CallOp;
import dev.ranvier.ir.op.CompositeOp;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.Terminator;
import dev.ranvier.ir.op.Value;

/// Puts, in one function, what is called in place of the calls, and what composites are made of in
/// place of the composites: differentiation looks at one body.
public final class InlineCalls extends Rewriter {
  private final Module module;

  private InlineCalls(Module module) {
    this.module = module;
  }

  /// @param module verified, so that no function calls itself
  /// @param function of the module
  public static Function in(Module module, Function function) {
    return new InlineCalls(module).rewrite(function);
  }

  @Override
  protected void rewrite(Instruction instruction, Builder out) {
    switch (instruction.op()) {
      case CallOp call -> inline(call.callee(), instruction, out);
      case CompositeOp composite -> inline(composite.decomposition(), instruction, out);
      default -> copy(instruction, out);
    }
  }

  private void inline(String name, Instruction call, Builder out) {
    Block body = module.function(name).orElseThrow(() -> missing(name, call)).body();
    for (int i = 0; i < body.arguments().size(); i++) {
      replace(body.arguments().get(i), all(call.op().operands().get(i)));
    }
    for (Instruction instruction : body.instructions()) {
      if (!(instruction.op() instanceof Terminator)) {
        rewrite(instruction, out.at(instruction.location()));
      }
    }
    for (int i = 0; i < call.results().size(); i++) {
      Value given = body.terminator().operands().get(i);
      replace(call.result(i), all(given));
    }
  }

  private static IllegalStateException missing(String name, Instruction call) {
    return new IllegalStateException(
        "call of @%s: expected a function of that name (%s)".formatted(name, call.location()));
  }
}
