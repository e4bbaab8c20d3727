package dev.ranvier.runtime.train;

import dev.ranvier.compiler.TrainingProgram;
import dev.ranvier.compiler.signature.Port;
import dev.ranvier.compiler.signature.Role;
import dev.ranvier.compiler.signature.Signature;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.runtime.array.ArrayType;
import dev.ranvier.runtime.array.DType;
import dev.ranvier.runtime.array.HostArray;
import dev.ranvier.runtime.client.ChunkedRun;
import dev.ranvier.runtime.client.ExecuteOptions;
import dev.ranvier.runtime.client.Outcome;
import dev.ranvier.runtime.client.ProgressListener;
import dev.ranvier.runtime.client.RemoteBuffer;
import dev.ranvier.runtime.client.RemoteExecutable;
import dev.ranvier.runtime.client.RuntimeClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/// A training program on a device: what is trained, and what the optimiser keeps, stays there from
/// update to update.
final class DeviceTraining implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofHours(1);

  /// One batch as it comes up.
  @SuppressWarnings("ArrayRecordComponent") // passed on, never compared
  record Given(Map<String, HostArray> inputs, int[] labels) {}

  /// What is known of a batch, by the names of its metrics.
  record Seen(Map<String, HostArray> metrics) {
    float loss() {
      return get("loss").floats()[0];
    }

    int correct() {
      return get("correct").ints()[0];
    }

    HostArray get(String name) {
      return Objects.requireNonNull(metrics.get(name), name);
    }
  }

  private final RuntimeClient client;
  private final Signature updating;
  private final Signature evaluating;
  private final RemoteExecutable update;
  private final RemoteExecutable evaluate;
  private final Map<String, RemoteBuffer> fixed = new LinkedHashMap<>();
  private final Map<String, RemoteBuffer> state = new LinkedHashMap<>();

  private DeviceTraining(
      RuntimeClient client,
      TrainingProgram program,
      RemoteExecutable update,
      RemoteExecutable evaluate) {
    this.client = client;
    this.updating = program.updateSignature();
    this.evaluating = program.evaluateSignature();
    this.update = update;
    this.evaluate = evaluate;
  }

  static DeviceTraining load(RuntimeClient client, TrainingProgram program) {
    String name = program.graph().name();
    RemoteExecutable update = client.compile(name + "_update", program.updateText());
    try {
      RemoteExecutable evaluate = client.compile(name + "_evaluate", program.evaluateText());
      DeviceTraining training = new DeviceTraining(client, program, update, evaluate);
      Map<String, Tensor> drawn = program.parameters();
      for (Port port : training.updating.inputs(Role.PARAMETER)) {
        Tensor tensor = Objects.requireNonNull(drawn.get(port.name()), port.name());
        training.fixed.put(port.name(), client.upload(array(tensor)));
      }
      return training;
    } catch (RuntimeException problem) {
      update.close();
      throw problem;
    }
  }

  static HostArray array(Tensor tensor) {
    DType dtype = DType.ofSpelling(tensor.type().element().spelling()).orElseThrow();
    return HostArray.ofBytes(new ArrayType(dtype, tensor.type().dimensions()), tensor.toBytes());
  }

  /// That an update takes, if the plugin tells.
  OptionalLong temporaryBytes() {
    return update.temporaryBytes();
  }

  Duration compileTime() {
    return update.compileTime().plus(evaluate.compileTime());
  }

  /// The states, by name, as they are now.
  Map<String, HostArray> state() {
    Map<String, HostArray> now = new LinkedHashMap<>();
    state.forEach((name, buffer) -> now.put(name, client.download(buffer)));
    return now;
  }

  void setState(Map<String, HostArray> arrays) {
    state.values().forEach(RemoteBuffer::close);
    state.clear();
    arrays.forEach((name, array) -> state.put(name, client.upload(array)));
  }

  /// One update for each batch, in order.
  ///
  /// @param done is told how many batches are through
  List<Seen> update(List<Given> batches, Consumer<Integer> done) {
    List<RemoteBuffer> temporary = new ArrayList<>();
    try {
      List<Port> ports = updating.inputs();
      Set<Integer> donated = new HashSet<>();
      Map<Integer, Integer> carries = new LinkedHashMap<>();
      List<RemoteBuffer> arguments = new ArrayList<>();
      Map<Integer, List<RemoteBuffer>> fed = new LinkedHashMap<>();
      for (int i = 0; i < ports.size(); i++) {
        Port port = ports.get(i);
        switch (port.role()) {
          case STATE -> {
            donated.add(i);
            carries.put(updating.outputs().indexOf(port), i);
            arguments.add(Objects.requireNonNull(state.remove(port.name()), port.name()));
          }
          case PARAMETER -> arguments.add(Objects.requireNonNull(fixed.get(port.name())));
          case SEQUENCE, LABELS -> {
            List<RemoteBuffer> up = batches.stream().map(batch -> upload(port, batch)).toList();
            temporary.addAll(up);
            fed.put(i, up);
            arguments.add(up.getFirst());
          }
          case STEP, COUNT, RECORD, METRIC ->
              throw new IllegalStateException("no input of an update: " + port);
        }
      }
      ChunkedRun run = new ChunkedRun(batches.size(), carries, fed);
      ExecuteOptions how =
          ExecuteOptions.ONCE.withDeadline(LONGEST).donating(donated).inChunks(run);
      ProgressListener progress = (finished, _, _) -> done.accept(finished);
      Outcome outcome = client.execute(update, arguments, how, progress);
      List<Port> states = updating.inputs(Role.STATE);
      for (int i = 0; i < states.size(); i++) {
        state.put(states.get(i).name(), outcome.outputs().get(i));
      }
      return outcome.kept().stream().map(kept -> seen(updating, kept)).toList();
    } finally {
      temporary.forEach(RemoteBuffer::close);
    }
  }

  /// Metrics of a batch, by the states as they are.
  Seen evaluate(Given batch) {
    List<RemoteBuffer> temporary = new ArrayList<>();
    try {
      List<RemoteBuffer> arguments = new ArrayList<>();
      for (Port port : evaluating.inputs()) {
        RemoteBuffer trained = state.get(port.name());
        switch (port.role()) {
          case PARAMETER ->
              arguments.add(
                  trained == null ? Objects.requireNonNull(fixed.get(port.name())) : trained);
          case SEQUENCE, LABELS -> {
            RemoteBuffer up = upload(port, batch);
            temporary.add(up);
            arguments.add(up);
          }
          case STEP, STATE, COUNT, RECORD, METRIC ->
              throw new IllegalStateException("no input of an evaluation: " + port);
        }
      }
      return seen(evaluating, client.execute(evaluate, arguments).outputs());
    } finally {
      temporary.forEach(RemoteBuffer::close);
    }
  }

  private RemoteBuffer upload(Port port, Given batch) {
    return port.role() == Role.LABELS
        ? client.upload(HostArray.of(batch.labels(), batch.labels().length))
        : client.upload(Objects.requireNonNull(batch.inputs().get(port.name()), port.name()));
  }

  /// Downloads metrics and frees them.
  private Seen seen(Signature signature, List<RemoteBuffer> buffers) {
    List<Port> ports = signature.outputs(Role.METRIC);
    Map<String, HostArray> metrics = new LinkedHashMap<>();
    for (int i = 0; i < ports.size(); i++) {
      metrics.put(ports.get(i).name(), client.download(buffers.get(i)));
      buffers.get(i).close();
    }
    return new Seen(metrics);
  }

  @Override
  public void close() {
    state.values().forEach(RemoteBuffer::close);
    fixed.values().forEach(RemoteBuffer::close);
    update.close();
    evaluate.close();
  }
}
