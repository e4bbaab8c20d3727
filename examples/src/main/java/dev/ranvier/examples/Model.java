package dev.ranvier.examples;

import dev.ranvier.compiler.Compiler;
import dev.ranvier.compiler.Program;
import dev.ranvier.compiler.Settings;
import dev.ranvier.compiler.dsl.Network;
import dev.ranvier.compiler.target.Target;
import dev.ranvier.examples.run.Progress;
import dev.ranvier.runtime.session.Session;
import java.io.IOException;

/// A network and what to do with it.
public sealed interface Model permits Relay, UntrainedYinYang, Recurrent, TrainedModel {
  /// What the command line calls it.
  String name();

  /// What it shows, in one line.
  String summary();

  Network network();

  /// How many time steps a run has.
  int steps();

  /// How many samples there are to run.
  int samples();

  /// How many samples run side by side unless said otherwise.
  int defaultBatch();

  /// Runs the model on its data.
  Report run(Session session, RunRequest request, Progress progress) throws IOException;

  /// The program that runs `batch` samples side by side, as many steps a call as the target takes.
  default Program compile(Target target, int batch, long seed) {
    return Compiler.target(target)
        .compile(network(), Settings.batch(batch).steps(target.stepsOfACall(steps())).seed(seed));
  }
}
