package dev.ranvier.examples;

import dev.ranvier.compiler.dsl.Network;
import dev.ranvier.examples.picture.TrainingPicture;
import dev.ranvier.examples.run.Progress;
import dev.ranvier.runtime.session.Session;
import dev.ranvier.runtime.train.EpochRow;
import dev.ranvier.runtime.train.Trained;
import dev.ranvier.runtime.train.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// A model that learns: a run of it trains, once for each seed, and reports the accuracies on test
/// samples.
public sealed interface TrainedModel extends Model permits YinYang {
  /// The ways in which it can learn, the usual one first.
  List<String> gradients();

  /// @param gradient one of [#gradients]
  /// @param batch how many samples at a time
  /// @param epochs how many, if not the usual number
  /// @param seed of everything random
  Experiment experiment(String gradient, int batch, OptionalInt epochs, long seed);

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
    return experiment(gradients().getFirst(), defaultBatch(), OptionalInt.empty(), 1);
  }

  @Override
  default Report run(Session session, RunRequest request, Progress progress) throws IOException {
    String gradient = request.gradient().orElse(gradients().getFirst());
    List<TrainingReport.OfSeed> found = new ArrayList<>();
    List<String> files = new ArrayList<>();
    Experiment last = usual();
    for (int i = 0; i < request.seeds(); i++) {
      long seed = request.seed() + i;
      last =
          experiment(gradient, request.batch().orElse(defaultBatch()), request.epochs(), seed)
              .of(request.samples());
      Duration before = cpuTime();
      Trained trained = train(session, last, seed, i, request, progress);
      Duration spent = cpuTime().minus(before);
      found.add(TrainingReport.OfSeed.of(seed, trained, spent));
      if (i == 0) {
        String title = "%s, %s gradient, seed %d".formatted(name(), gradient, seed);
        TrainingPicture.draw(title, trained.rows())
            .write(request.out(), name() + "-training")
            .forEach(file -> files.add(file.toString()));
        files.add(request.out().resolve(name() + "-training.csv").toString());
      }
    }
    return new TrainingReport(
        gradient, last.split().toString(), last.batch(), last.steps(), found, files);
  }

  private static Trained train(
      Session session,
      Experiment experiment,
      long seed,
      int number,
      RunRequest request,
      Progress progress)
      throws IOException {
    Files.createDirectories(request.out());
    String name = experiment.network().graph().name();
    Path log =
        request.out().resolve(number == 0 ? name + "-training.csv" : name + "-" + seed + ".csv");
    long total = (long) experiment.epochs() * experiment.split().training().length;
    long each = experiment.split().training().length;
    double[] accuracy = {Double.NaN};
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void trained(int epoch, long done, long ofEpoch, double soFar) {
            progress.reached(
                (epoch - 1) * each + done, total, "accuracy %.1f %%".formatted(100 * accuracy[0]));
          }

          @Override
          public void epoch(EpochRow row) {
            accuracy[0] = row.trainingAccuracy();
          }
        };
    return experiment
        .training(seed)
        .log(log)
        .fit(session, experiment.data(), experiment.split(), listener);
  }

  /// Of this process and those that it has started: the runtime's worker is one of them.
  private static Duration cpuTime() {
    return Stream.concat(Stream.of(ProcessHandle.current()), ProcessHandle.current().descendants())
        .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }
}
