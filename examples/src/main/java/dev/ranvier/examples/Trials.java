package dev.ranvier.examples;

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
import java.util.stream.Stream;

/// Trains experiments, one after the other, and writes down how each went.
///
/// @param keeping of each training
record Trials(Session session, Path out, Keeping keeping, Progress progress) {
  /// @param notices what was told of the training that did not stop it
  /// @param cpu time of all processes, compilation and tests included
  /// @param log the table of epochs
  record Outcome(long seed, Trained trained, List<String> notices, Duration cpu, Path log) {
    TrainingReport.OfSeed ofSeed() {
      return TrainingReport.OfSeed.of(seed, trained, notices, cpu);
    }
  }

  /// @param name of the table of epochs, without its ending
  Outcome train(Experiment experiment, long seed, String name) throws IOException {
    Files.createDirectories(out);
    Path log = out.resolve(name + ".csv");
    List<String> notices = new ArrayList<>();
    Duration before = cpuTime();
    Trained trained =
        keeping
            .of(experiment.training(seed).log(log))
            .fit(session, experiment.data(), experiment.split(), listener(experiment, notices));
    return new Outcome(seed, trained, notices, cpuTime().minus(before), log);
  }

  /// The files of the picture.
  List<String> draw(String title, Outcome outcome, String name) throws IOException {
    return TrainingPicture.draw(title, outcome.trained().rows()).write(out, name).stream()
        .map(Path::toString)
        .toList();
  }

  private TrainingListener listener(Experiment experiment, List<String> notices) {
    long each = experiment.split().training().length;
    long total = experiment.epochs() * each;
    String[] remark = {""};
    return new TrainingListener() {
      @Override
      public void trained(int epoch, long done, long ofEpoch, double soFar) {
        progress.reached((epoch - 1) * each + done, total, remark[0]);
      }

      @Override
      public void epoch(EpochRow row) {
        remark[0] =
            "%,.0f samples/s, accuracy %.1f %%"
                .formatted(row.samplesPerSecond(), 100 * row.trainingAccuracy());
      }

      @Override
      public void notice(String message) {
        notices.add(message);
        progress.notice(message);
      }
    };
  }

  /// Of this process and those that it has started: the runtime's worker is one of them.
  private static Duration cpuTime() {
    return Stream.concat(Stream.of(ProcessHandle.current()), ProcessHandle.current().descendants())
        .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }
}
