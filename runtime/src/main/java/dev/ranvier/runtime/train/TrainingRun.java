package dev.ranvier.runtime.train;

import dev.ranvier.compiler.TrainingProgram;
import dev.ranvier.compiler.parameter.Streams;
import dev.ranvier.compiler.pass.TrainedNumber;
import dev.ranvier.compiler.signature.Port;
import dev.ranvier.compiler.signature.Role;
import dev.ranvier.runtime.array.DType;
import dev.ranvier.runtime.array.HostArray;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;

/// Trains epoch by epoch.
final class TrainingRun {
  /// How many bytes of batches are on the device at once, about.
  private static final long MOST_BYTES = 64L << 20;

  /// A loss that is so many times the first one explodes.
  private static final double EXPLODING = 1e4;

  private static final String MEND = "use a lower learning rate, or clip gradients";

  private final Training training;
  private final TrainingProgram program;
  private final DeviceTraining device;
  private final Evaluation evaluation;
  private final Split split;
  private final TrainingListener listener;
  private final List<EpochRow> rows = new ArrayList<>();
  private EarlyStop stop;
  private Duration busy = Duration.ZERO;
  private double firstLoss = Double.NaN;
  private long updates;

  TrainingRun(
      Training training,
      TrainingProgram program,
      DeviceTraining device,
      Dataset data,
      Split split,
      TrainingListener listener) {
    this.training = training;
    this.program = program;
    this.device = device;
    this.evaluation = new Evaluation(program, device, data, training.batch());
    this.split = split;
    this.listener = listener;
    this.stop = new EarlyStop(Math.max(1, training.patience()), 0);
  }

  Trained run() throws IOException {
    int done = begin();
    if (done > 0 && done >= training.epochs()) {
      listener.notice(
          "resume: the checkpoint is of epoch %d, and %d epochs are asked for; nothing is left to train"
              .formatted(done, training.epochs()));
    }
    Optional<TrainingLog> log = openLog(done);
    try {
      for (int epoch = done + 1; epoch <= training.epochs(); epoch++) {
        EpochRow row = epoch(epoch);
        rows.add(row);
        if (log.isPresent()) {
          log.get().append(row);
        }
        listener.epoch(row);
        stop = stop.after(row.validationAccuracy().orElse(Double.NaN));
        write(epoch);
        if (training.patience() > 0 && stop.stops()) {
          listener.notice(
              "stopped after epoch %d: the validation accuracy has not risen for %d epochs"
                  .formatted(epoch, training.patience()));
          break;
        }
      }
    } finally {
      if (log.isPresent()) {
        log.get().close();
      }
    }
    Optional<Tested> tested = tested(split.test());
    var memory = new Trained.Memory(program.checkpoints(), device.temporaryBytes());
    return new Trained(
        part(device.state(), true), rows, tested, device.compileTime(), busy, memory);
  }

  /// Sets the states, and gives the number of the last epoch that is done.
  private int begin() {
    Map<String, HostArray> fresh = fresh(program, Map.of());
    if (!training.resume()) {
      device.setState(fresh);
      return 0;
    }
    Path file =
        training
            .checkpoint()
            .orElseThrow(
                () ->
                    new CheckpointException(
                        "resume: expected a checkpoint to go on from, got none; name its file"));
    Checkpoint kept = Checkpoint.read(file, description(fresh));
    Long seed = kept.state().seeds().get("training");
    if (seed == null || seed != training.seed()) {
      throw new CheckpointException(
          "checkpoint %s: expected one of seed %d, got seed %s; resume with that seed"
              .formatted(file, training.seed(), seed));
    }
    Map<String, HostArray> state = new LinkedHashMap<>(kept.parameters());
    state.putAll(kept.slots());
    device.setState(state);
    updates = kept.state().update();
    stop =
        new EarlyStop(
            stop.patience(), 0, kept.state().bestMetric(), kept.state().epochsSinceBest());
    return kept.state().epoch();
  }

  /// The states before the first update.
  ///
  /// @param given those that begin otherwise
  /// @throws TrainingInputException if there is no such state, or none of that shape
  static Map<String, HostArray> fresh(TrainingProgram program, Map<String, HostArray> given) {
    Map<String, HostArray> fresh = new LinkedHashMap<>();
    program.initialState().forEach((name, tensor) -> fresh.put(name, DeviceTraining.array(tensor)));
    given.forEach(
        (name, array) -> {
          HostArray drawn = fresh.get(name);
          if (drawn == null || !drawn.type().equals(array.type())) {
            throw new TrainingInputException(
                "parameter \"%s\": expected %s, got %s; give what a training of the same model and recipe gave"
                    .formatted(
                        name,
                        drawn == null ? "one of " + fresh.keySet() : drawn.type().toString(),
                        array.type()));
          }
          fresh.put(name, array);
        });
    return fresh;
  }

  private Optional<TrainingLog> openLog(int done) throws IOException {
    if (training.log().isEmpty()) {
      return Optional.empty();
    }
    Path file = training.log().get();
    return Optional.of(done > 0 ? TrainingLog.resume(file, done) : TrainingLog.create(file));
  }

  private EpochRow epoch(int epoch) {
    long begun = System.nanoTime();
    List<Batch> batches =
        Batches.training(split.training(), training.batch(), training.seed(), epoch);
    RandomGenerator augmentation = Streams.of(training.seed(), "augmentation of epoch " + epoch);
    long samples = (long) batches.size() * training.batch();
    double loss = 0;
    long correct = 0;
    Silence silence = new Silence(program);
    int from = 0;
    while (from < batches.size()) {
      List<DeviceTraining.Given> given = new ArrayList<>();
      long bytes = 0;
      while (from + given.size() < batches.size() && bytes < MOST_BYTES) {
        DeviceTraining.Given next =
            evaluation.given(batches.get(from + given.size()), Optional.of(augmentation));
        bytes += next.inputs().values().stream().mapToLong(array -> array.type().bytes()).sum();
        given.add(next);
      }
      int base = from;
      double soFar = from == 0 ? 0 : (double) correct / ((long) from * training.batch());
      for (DeviceTraining.Seen seen :
          device.update(
              given,
              done ->
                  listener.trained(
                      epoch, (long) (base + done) * training.batch(), samples, soFar))) {
        updates++;
        check(seen, epoch);
        loss += seen.loss();
        correct += seen.correct();
        silence.see(seen);
      }
      from += given.size();
    }
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    busy = busy.plus(took);
    requireFinite(epoch);
    silence.check(updates, listener);
    OptionalDouble validation =
        tested(split.validation()).stream().mapToDouble(Tested::accuracy).findFirst();
    return new EpochRow(
        epoch,
        loss / batches.size(),
        (double) correct / samples,
        validation,
        program.recipe().schedule().at(updates),
        samples / (took.toNanos() / 1e9),
        (System.nanoTime() - begun) / 1e9);
  }

  private void check(DeviceTraining.Seen seen, int epoch) {
    float loss = seen.loss();
    if (Double.isNaN(firstLoss)) {
      firstLoss = loss;
    }
    boolean exploded = loss > EXPLODING * Math.max(1, Math.abs(firstLoss));
    if (Float.isFinite(loss) && !exploded) {
      return;
    }
    throw new TrainingFailure(
        updates,
        "training of \"%s\": the loss of update %d (epoch %d) is %s%s; %s; %s"
            .formatted(
                program.graph().name(),
                updates,
                epoch,
                loss,
                exploded ? ", which was " + firstLoss + " at first" : "",
                runaway(seen).or(this::culprit).orElseGet(this::readFrom),
                kept(epoch) + "; " + MEND));
  }

  /// The last update of an epoch is not yet seen in any loss, but it is what a checkpoint would
  /// keep.
  private void requireFinite(int epoch) {
    culprit()
        .ifPresent(
            found -> {
              throw new TrainingFailure(
                  updates,
                  "training of \"%s\": after update %d (epoch %d) %s; %s; %s"
                      .formatted(program.graph().name(), updates, epoch, found, kept(epoch), MEND));
            });
  }

  private String kept(int epoch) {
    return TrainingFailure.kept(training.checkpoint(), epoch - 1);
  }

  /// The first population, in the order of declaration, whose voltages are no longer numbers.
  private Optional<String> runaway(DeviceTraining.Seen seen) {
    return program.graph().populations().stream()
        .filter(population -> seen.get(population.notFinitePort()).ints()[0] > 0)
        .findFirst()
        .map(
            population ->
                "population \"%s\" is the first whose voltages are no finite numbers (%d of %d)"
                    .formatted(
                        population.name(),
                        seen.get(population.notFinitePort()).ints()[0],
                        (long) training.batch() * population.size()));
  }

  /// Where the parameters are no longer numbers.
  private Optional<String> culprit() {
    Map<String, HostArray> state = device.state();
    for (var projection : program.graph().projections()) {
      for (String port : List.of(projection.weightsPort(), projection.latenciesPort())) {
        HostArray array = state.get(port);
        if (array != null && !isFinite(array)) {
          return Optional.of(
              "population \"%s\" is reached by %s that are not finite"
                  .formatted(projection.target().name(), port));
        }
      }
    }
    for (TrainedNumber one : TrainedNumber.of(program.graph(), program.recipe())) {
      HostArray array = state.get(one.port());
      if (array != null && !isFinite(array)) {
        return Optional.of("%s is not finite".formatted(one.port()));
      }
    }
    return Optional.empty();
  }

  private static boolean isFinite(HostArray array) {
    if (array.type().dtype() != DType.F32) {
      return true;
    }
    for (float value : array.floats()) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  private String readFrom() {
    return "it is read from population \"%s\", all parameters are finite"
        .formatted(program.recipe().objective().population());
  }

  private Optional<Tested> tested(int[] samples) {
    return samples.length == 0 ? Optional.empty() : Optional.of(evaluation.of(samples));
  }

  private void write(int epoch) {
    training
        .checkpoint()
        .ifPresent(
            file -> {
              Map<String, HostArray> state = device.state();
              new Checkpoint(
                      description(state),
                      new TrainingState(
                          updates,
                          epoch,
                          stop.best(),
                          stop.waited(),
                          Map.of("training", training.seed())),
                      part(state, true),
                      part(state, false))
                  .write(file);
            });
  }

  private String description(Map<String, HostArray> state) {
    return new TrainingDescription(training, program, evaluation.data(), split)
        .text(part(state, true), part(state, false));
  }

  /// The trained parameters among the states, or what the optimiser keeps.
  private Map<String, HostArray> part(Map<String, HostArray> state, boolean parameters) {
    Map<String, HostArray> part = new LinkedHashMap<>();
    List<String> trained =
        program.evaluateSignature().inputs(Role.PARAMETER).stream().map(Port::name).toList();
    state.forEach(
        (name, array) -> {
          if (trained.contains(name) == parameters) {
            part.put(name, array);
          }
        });
    return part;
  }
}
