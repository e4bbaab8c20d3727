package dev.ranvier.tests.networks;

import dev.ranvier.compiler.Compiler;
import dev.ranvier.compiler.Settings;
import dev.ranvier.compiler.target.Target;
import dev.ranvier.examples.Experiment;
import dev.ranvier.examples.Model;
import dev.ranvier.examples.RunRequest;
import dev.ranvier.examples.TrainedModel;
import dev.ranvier.ir.Module;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/// All programs of an example for a target: one that runs, one that gives the state to begin with,
/// and, where the example is trained, one that does so.
public final class ExamplePrograms {
  private static final int BATCH = 2;
  private static final int TRAINED_STEPS = 20;
  private static final long SEED = 1;

  private ExamplePrograms() {}

  /// By their names; whoever asks for one may be told that the target does not take it.
  public static Map<String, Supplier<Module>> of(Model model, Target target) {
    Map<String, Supplier<Module>> programs = new LinkedHashMap<>();
    programs.put("run", () -> model.compile(target, BATCH, SEED).module());
    programs.put("initial state", () -> model.compile(target, BATCH, SEED).initialModule());
    if (model instanceof TrainedModel trained) {
      Experiment usual = trained.experiment(trained.choice(RunRequest.defaults(), SEED));
      Settings settings =
          Settings.batch(BATCH).steps(Math.min(usual.steps(), TRAINED_STEPS)).seed(SEED);
      programs.put(
          "update",
          () ->
              Compiler.target(target)
                  .train(usual.network(), settings, usual.recipe())
                  .updateModule());
    }
    return programs;
  }
}
