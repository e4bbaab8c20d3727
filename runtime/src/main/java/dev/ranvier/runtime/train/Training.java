package dev.ranvier.runtime.train;

import dev.ranvier.compiler.Compiler;
import dev.ranvier.compiler.Settings;
import dev.ranvier.compiler.TrainingProgram;
import dev.ranvier.compiler.dsl.Network;
import dev.ranvier.compiler.target.Target;
import dev.ranvier.compiler.target.Targets;
import dev.ranvier.compiler.train.Checkpointing;
import dev.ranvier.compiler.train.Recipe;
import dev.ranvier.runtime.array.HostArray;
import dev.ranvier.runtime.session.Session;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// A training that is about to begin.
///
///     Trained trained =
///         Training.of(net, Recipe.of(objective, Schedule.cosine(0.003, 2000, 0.01)))
///             .batch(100).steps(300).epochs(40).seed(1)
///             .fit(session, data, Split.of(data.labels().length, 0.1, 0.1, 1), TrainingListener.NONE);
///
/// The same seed gives the same bits on the same plugin, also of a training that was interrupted and
/// resumed.
///
/// @param steps of a sample
/// @param seed of the initial parameters, the order of samples and what is changed in them
/// @param checkpoint where to write one after each epoch
/// @param log where to write a row after each epoch
/// @param patience epochs without a better validation accuracy after which to stop; 0 for none
/// @param resume whether to go on from the checkpoint
/// @param checkpointing of the time loop of an update; no files
public record Training(
    Network network,
    Recipe recipe,
    Target target,
    int batch,
    int steps,
    int epochs,
    long seed,
    Optional<Path> checkpoint,
    Optional<Path> log,
    int patience,
    boolean resume,
    Checkpointing checkpointing) {
  /// Batches of 64 samples of 250 steps, 10 epochs, seed 1, on the CPU; nothing is written.
  public static Training of(Network network, Recipe recipe) {
    return new Training(
        network,
        recipe,
        Targets.cpu(),
        64,
        250,
        10,
        1,
        Optional.empty(),
        Optional.empty(),
        0,
        false,
        Checkpointing.none());
  }

  /// What the programs are compiled for.
  public Training target(Target other) {
    return with(draft -> draft.target = other);
  }

  public Training batch(int samples) {
    return with(draft -> draft.batch = samples);
  }

  public Training steps(int count) {
    return with(draft -> draft.steps = count);
  }

  public Training epochs(int count) {
    return with(draft -> draft.epochs = count);
  }

  public Training seed(long other) {
    return with(draft -> draft.seed = other);
  }

  public Training checkpoint(Path file) {
    return with(draft -> draft.checkpoint = Optional.of(file));
  }

  public Training log(Path file) {
    return with(draft -> draft.log = Optional.of(file));
  }

  public Training patience(int withoutImprovement) {
    return with(draft -> draft.patience = withoutImprovement);
  }

  /// What is kept of a batch for its way back, and what is run again: less memory for more time.
  public Training checkpointing(Checkpointing other) {
    return with(draft -> draft.checkpointing = other);
  }

  /// Goes on from the checkpoint, which must be one of the same model and seed.
  public Training resumed() {
    return with(draft -> draft.resume = true);
  }

  private Training with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.training();
  }

  /// A training of which something is being changed.
  private static final class Draft {
    private final Network network;
    private final Recipe recipe;
    private Target target;
    private int batch;
    private int steps;
    private int epochs;
    private long seed;
    private Optional<Path> checkpoint;
    private Optional<Path> log;
    private int patience;
    private boolean resume;
    private Checkpointing checkpointing;

    Draft(Training from) {
      network = from.network;
      recipe = from.recipe;
      target = from.target;
      batch = from.batch;
      steps = from.steps;
      epochs = from.epochs;
      seed = from.seed;
      checkpoint = from.checkpoint;
      log = from.log;
      patience = from.patience;
      resume = from.resume;
      checkpointing = from.checkpointing;
    }

    Training training() {
      return new Training(
          network,
          recipe,
          target,
          batch,
          steps,
          epochs,
          seed,
          checkpoint,
          log,
          patience,
          resume,
          checkpointing);
    }
  }

  /// The programs of the training.
  public TrainingProgram compile() {
    return Compiler.target(target)
        .train(network, Settings.batch(batch).steps(steps).seed(seed), recipe, checkpointing);
  }

  /// Trains.
  ///
  /// @param split of `data`
  /// @throws TrainingFailure if the loss is no number or explodes, or nothing spikes
  /// @throws TrainingInputException if labels or splits do not fit
  /// @throws CheckpointException if a checkpoint can't be written, or can't be resumed from
  public Trained fit(Session session, Dataset data, Split split, TrainingListener listener)
      throws IOException {
    new TrainingChecks(this, data, split).throwIfWrong();
    TrainingProgram program = compile();
    try (DeviceTraining device = DeviceTraining.load(session.client(), program)) {
      return new TrainingRun(this, program, device, data, split, listener).run();
    }
  }

  /// Tries parameters that were trained, be it with other queues, on samples; nothing is changed.
  ///
  /// @param samples indices into the data
  /// @param parameters by the names of their ports, as `Trained` has them; those that are left out
  ///   are as they are before a training
  /// @throws TrainingInputException if labels or samples do not fit
  public Tested test(
      Session session, Dataset data, int[] samples, Map<String, HostArray> parameters) {
    Split all = Split.given(samples, new int[0], new int[0]);
    new TrainingChecks(this, data, all).throwIfNotOfData();
    TrainingProgram program = compile();
    try (DeviceTraining device = DeviceTraining.load(session.client(), program)) {
      device.setState(TrainingRun.fresh(program, parameters));
      return new Evaluation(program, device, data, batch).of(samples);
    }
  }
}
