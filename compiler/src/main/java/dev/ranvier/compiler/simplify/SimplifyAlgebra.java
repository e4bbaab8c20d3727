package dev.ranvier.compiler.simplify;

import dev.ranvier.compiler.pass.Rewriter;
import dev.ranvier.compiler.simplify.rule.Replacement;
import dev.ranvier.compiler.simplify.rule.Rule;
import dev.ranvier.compiler.simplify.rule.Rules;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.Op;
import java.util.List;
import java.util.Optional;

/// Applies the rules of algebra, `Rules.ALL`, until none applies. A rule looks only at an op and at
/// those before it, which have been simplified already, so one walk is enough.
public final class SimplifyAlgebra extends Rewriter {
  private final List<Rule> rules;

  private SimplifyAlgebra(List<Rule> rules) {
    this.rules = rules;
  }

  public static Module run(Module module) {
    return run(module, Rules.ALL);
  }

  /// Applies some rules only.
  static Module run(Module module, List<Rule> rules) {
    return new SimplifyAlgebra(rules).rewrite(module);
  }

  @Override
  protected void rewrite(Instruction instruction, Builder out) {
    if (instruction.results().size() != 1 || !instruction.annotations().isEmpty()) {
      copy(instruction, out);
      return;
    }
    Op op = copied(instruction.op());
    for (Optional<Replacement> found = find(op); found.isPresent(); found = find(op)) {
      switch (found.get()) {
        case Replacement.Existing(var value) -> {
          replace(instruction.result(0), List.of(value));
          return;
        }
        case Replacement.Rewritten(Op simpler) -> op = simpler;
      }
    }
    replace(instruction.result(0), out.append(op));
  }

  private Optional<Replacement> find(Op op) {
    for (Rule rule : rules) {
      Optional<Replacement> found = rule.apply(op);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }
}
