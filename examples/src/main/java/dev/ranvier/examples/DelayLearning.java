package dev.ranvier.examples;

import dev.ranvier.examples.run.Progress;
import dev.ranvier.runtime.session.Session;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Shows that delays learn: spikes are moved to where they should be by delays alone, and with
/// weights ([Alignment]); and orders of spikes are told apart by trained delays, but not by fixed
/// ones ([LagTask]).
public final class DelayLearning implements TrainedModel {
  /// Trains the model on an embedded runtime.
  public static void main(String[] arguments) throws IOException {
    try (Session session = Session.embedded()) {
      Report report = new DelayLearning().run(session, RunRequest.defaults(), Progress.SILENT);
      report.lines().forEach(System.out::println);
    }
  }

  @Override
  public String name() {
    return "delays";
  }

  @Override
  public String summary() {
    return "learns delays: aligns spikes, and tells orders of spikes apart";
  }

  @Override
  public List<String> gradients() {
    return List.of("surrogate");
  }

  @Override
  public int defaultBatch() {
    return 60;
  }

  /// The orders of spikes, with trained delays.
  @Override
  public Experiment experiment(TrainingChoice choice) {
    return LagTask.experiment(choice, true);
  }

  @Override
  public Report run(Session session, RunRequest request, Progress progress) throws IOException {
    Trials trials = new Trials(session, request.out(), request.keeping(), progress);
    List<DelayReport.Aligned> aligned = new ArrayList<>();
    List<TrainingReport.OfSeed> learned = new ArrayList<>();
    List<TrainingReport.OfSeed> fixed = new ArrayList<>();
    List<String> files = new ArrayList<>();
    Experiment trained = experiment(choice(request, request.seed())).of(request.samples());
    for (int i = 0; i < request.seeds(); i++) {
      long seed = request.seed() + i;
      for (boolean withWeights : new boolean[] {false, true}) {
        aligned.add(new Alignment(withWeights).learn(trials, seed));
      }
      TrainingChoice choice = choice(request, seed);
      for (boolean delays : new boolean[] {true, false}) {
        Experiment experiment = LagTask.experiment(choice, delays).of(request.samples());
        String name =
            "delays-%s%s".formatted(delays ? "learned" : "fixed", i == 0 ? "" : "-" + seed);
        Trials.Outcome outcome = trials.train(experiment, seed, name);
        (delays ? learned : fixed).add(outcome.ofSeed());
        if (i == 0) {
          String title =
              "orders of spikes, delays %s, seed %d"
                  .formatted(delays ? "learned" : "of one step", seed);
          files.addAll(trials.draw(title, outcome, name));
          files.add(outcome.log().toString());
        }
      }
    }
    return new DelayReport(
        aligned, trained.split().toString(), LagTask.CLASSES, learned, fixed, files);
  }
}
