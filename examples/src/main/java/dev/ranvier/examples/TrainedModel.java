package dev.ranvier.examples;

import dev.ranvier.compiler.dsl.Network;
import dev.ranvier.examples.run.Progress;
import dev.ranvier.runtime.session.Session;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// A model that learns: a run of it trains, once for each seed, and reports the accuracies on test
/// samples.
public sealed interface TrainedModel extends Model permits Xor, YinYang, DelayLearning, Digits {
  /// The ways in which it can learn, the usual one first.
  List<String> gradients();

  /// The data sets that it can learn, the usual one first; empty if there is no choice.
  default List<String> dataSets() {
    return List.of();
  }

  Experiment experiment(TrainingChoice choice);

  @Override
  default Network network() {
    return usual().network();
  }

  @Override
  default int steps() {
    return usual().steps();
  }

  @Override
  default int samples() {
    return usual().split().training().length;
  }

  private Experiment usual() {
    return experiment(choice(RunRequest.defaults(), 1));
  }

  /// What the request asks for, and the usual where it says nothing.
  default TrainingChoice choice(RunRequest request, long seed) {
    return new TrainingChoice(
        request.gradient().orElse(gradients().getFirst()),
        request.data().or(() -> dataSets().stream().findFirst()).orElse(""),
        request.batch().orElse(defaultBatch()),
        request.epochs(),
        seed);
  }

  @Override
  default Report run(Session session, RunRequest request, Progress progress) throws IOException {
    Trials trials = new Trials(session, request.out(), request.keeping(), progress);
    List<TrainingReport.OfSeed> found = new ArrayList<>();
    List<String> files = new ArrayList<>();
    TrainingChoice first = choice(request, request.seed());
    Experiment last = experiment(first);
    for (int i = 0; i < request.seeds(); i++) {
      long seed = request.seed() + i;
      last = experiment(choice(request, seed)).of(request.samples());
      String name = i == 0 ? name() + "-training" : name() + "-" + seed;
      Trials.Outcome outcome = trials.train(last, seed, name);
      found.add(outcome.ofSeed());
      if (i == 0) {
        String title = "%s, %s gradient, seed %d".formatted(name(), first.gradient(), seed);
        files.addAll(trials.draw(title, outcome, name));
        files.add(outcome.log().toString());
      }
    }
    String data = first.data().isEmpty() ? "" : first.data() + ", ";
    return new TrainingReport(
        first.gradient(),
        data + last.split(),
        last.batch(),
        last.steps(),
        found.getFirst().memory(),
        found,
        files);
  }
}
