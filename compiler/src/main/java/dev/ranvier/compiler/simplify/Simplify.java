package dev.ranvier.compiler.simplify;

import dev.ranvier.ir.Isomorphism;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.Stage;
import dev.ranvier.ir.Verifier;
import java.util.List;
import java.util.function.UnaryOperator;

/// Runs the passes of this room in turn until a whole round changes nothing.
public final class Simplify {
  /// A program that still changes after so many rounds is right, and good enough.
  private static final int MOST_ROUNDS = 8;

  /// A pass by its name.
  record Pass(String name, UnaryOperator<Module> run) {
    @Override
    public String toString() {
      return name;
    }
  }

  /// THE list of passes, in order. Folding and algebra first, for they make more ops equal, more of
  /// them invariant and more of them dead.
  static final List<Pass> PASSES =
      List.of(
          new Pass("FoldConstants", FoldConstants::run),
          new Pass("SimplifyAlgebra", SimplifyAlgebra::run),
          new Pass("ShareSubexpressions", ShareSubexpressions::run),
          new Pass("HoistInvariants", HoistInvariants::run),
          new Pass("RemoveDeadCode", RemoveDeadCode::run));

  private Simplify() {}

  /// @param module lowered to `Stage.TENSOR`
  public static Module run(Module module) {
    Module before = module;
    for (int round = 0; round < MOST_ROUNDS; round++) {
      Module after = runAll(before);
      if (Isomorphism.areSame(before, after)) {
        return before;
      }
      before = after;
    }
    return before;
  }

  private static Module runAll(Module module) {
    Module present = module;
    for (Pass pass : PASSES) {
      present = pass.run().apply(present);
      verify(pass, present);
    }
    return present;
  }

  private static void verify(Pass pass, Module module) {
    try {
      Verifier.verifyOrThrow(module, Stage.TENSOR);
    } catch (RuntimeException failure) {
      throw new IllegalStateException(
          "%s: expected a module that holds together, got one that does not: %s"
              .formatted(pass.name(), failure.getMessage()),
          failure);
    }
  }
}
