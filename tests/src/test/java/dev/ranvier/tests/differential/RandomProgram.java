package dev.ranvier.tests.differential;

import dev.ranvier.ir.Module;
import dev.ranvier.ir.Stage;
import dev.ranvier.ir.Verifier;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.text.Printer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// A module with what to run it on, the same for the same seed.
///
/// @param arguments those of `main`
/// @param inputs the arguments by the index of their slot
/// @param steps in the order in which `main` calls them; `main` hands over the results of all
record RandomProgram(
    long seed,
    Module module,
    List<Tensor> arguments,
    Map<Integer, Tensor> inputs,
    List<Step> steps) {

  /// @param length the number of ops that are put to the test
  static RandomProgram of(long seed, int length) {
    Draft draft = new Draft(new Random(seed));
    List<Recipe> recipes = new ArrayList<>(Recipes.ALL);
    for (int i = 0; i < length; i++) {
      Recipe recipe = draft.draws().any(recipes);
      draft.write(recipe);
      if (Recipes.ONCE.contains(recipe)) {
        recipes.removeAll(Recipes.ONCE);
      }
    }
    RandomProgram program = draft.finish(seed);
    Verifier.verifyOrThrow(program.module, Stage.TENSOR);
    return program;
  }

  String text() {
    return Printer.print(module, Printer.Locations.HIDDEN);
  }
}
