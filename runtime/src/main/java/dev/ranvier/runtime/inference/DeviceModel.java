package dev.ranvier.runtime.inference;

import dev.ranvier.runtime.array.ArrayType;
import dev.ranvier.runtime.array.DType;
import dev.ranvier.runtime.array.HostArray;
import dev.ranvier.runtime.client.ExecuteOptions;
import dev.ranvier.runtime.client.ProgressListener;
import dev.ranvier.runtime.client.RemoteBuffer;
import dev.ranvier.runtime.client.RemoteExecutable;
import dev.ranvier.runtime.client.RuntimeClient;
import dev.ranvier.runtime.inference.model.BatchProgram;
import dev.ranvier.runtime.inference.model.ModelDescription;
import dev.ranvier.runtime.inference.model.ModelFile;
import dev.ranvier.runtime.inference.model.ModelPort;
import dev.ranvier.runtime.inference.model.ModelPort.Purpose;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// A model as it lies on a device: programs compiled, parameters and initial states uploaded, so
/// that a batch brings nothing but its spikes.
final class DeviceModel implements AutoCloseable {
  /// Of one call. A client's own deadline never ends an execution, which would cost the worker
  /// process: the client is told, and what was run for it is thrown away.
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private final RuntimeClient client;
  private final ModelFile model;
  private final Map<Integer, Loaded> programs = new HashMap<>();
  private final Map<String, RemoteBuffer> parameters = new HashMap<>();
  private final List<RemoteBuffer> steps = new ArrayList<>();

  /// A program with the state that every run begins with.
  private record Loaded(
      BatchProgram program,
      RemoteExecutable main,
      RemoteExecutable initial,
      List<RemoteBuffer> state) {}

  /// What a batch gave.
  ///
  /// @param answers for each answer tensor the array of all samples
  /// @param dropped for each lossy projection the events that each sample of the batch dropped
  /// @param calls of the program that were made; fewer than there are if the run ended early
  @SuppressWarnings("ArrayRecordComponent") // passed on, never compared
  record Result(List<HostArray> answers, List<int[]> dropped, int calls) {}

  private DeviceModel(RuntimeClient client, ModelFile model) {
    this.client = client;
    this.model = model;
  }

  /// Compiles and uploads.
  ///
  /// @throws dev.ranvier.runtime.RuntimeFailure if the runtime does not take it
  static DeviceModel load(RuntimeClient client, ModelFile model) {
    DeviceModel loaded = new DeviceModel(client, model);
    try {
      loaded.load();
      return loaded;
    } catch (RuntimeException problem) {
      loaded.close();
      throw problem;
    }
  }

  private void load() {
    ModelDescription description = model.description();
    for (int call = 0; call < description.calls(); call++) {
      int first = call * description.stepsPerCall();
      steps.add(client.upload(HostArray.of(new int[] {first})));
    }
    model.parameters().forEach((name, array) -> parameters.put(name, client.upload(array)));
    for (BatchProgram program : model.programs()) {
      String name = "%s of %d".formatted(description.name(), program.batch());
      RemoteExecutable main = client.compile(name, program.main());
      RemoteExecutable initial = client.compile(name + ", initial", program.initial());
      List<RemoteBuffer> state = client.execute(initial, List.of()).outputs();
      programs.put(program.batch(), new Loaded(program, main, initial, state));
    }
  }

  /// Runs requests side by side.
  ///
  /// @param unwanted whether nobody waits any more; asked between calls
  Result run(List<Pending> requests, BooleanSupplier unwanted) {
    int samples = requests.stream().mapToInt(Pending::samples).sum();
    BatchProgram program = model.programFor(samples);
    Loaded loaded = Objects.requireNonNull(programs.get(program.batch()));
    Reading reading = Reading.of(model.description(), samples);
    List<RemoteBuffer> state = loaded.state();
    int calls = 0;
    try {
      while (!reading.isDone() && !unwanted.getAsBoolean()) {
        state = call(loaded, calls, state, requests, reading);
        calls++;
      }
      return new Result(reading.answers(), dropped(program, state), calls);
    } finally {
      if (calls > 0) {
        free(state);
      }
    }
  }

  /// @return the state after the call, in the order of what is carried
  private List<RemoteBuffer> call(
      Loaded loaded,
      int number,
      List<RemoteBuffer> state,
      List<Pending> requests,
      Reading reading) {
    List<RemoteBuffer> temporary = new ArrayList<>();
    try {
      Set<Integer> donated = new HashSet<>();
      List<RemoteBuffer> arguments = arguments(loaded, number, state, requests, temporary, donated);
      ExecuteOptions how = ExecuteOptions.ONCE.withDeadline(LONGEST).donating(donated);
      List<RemoteBuffer> outputs =
          client.execute(loaded.main(), arguments, how, ProgressListener.NONE).outputs();
      BatchProgram program = loaded.program();
      List<RemoteBuffer> after = new ArrayList<>();
      for (ModelPort port : program.carried()) {
        after.add(outputs.get(program.output(port.purpose(), port.name()).orElseThrow()));
      }
      outputs.stream().filter(output -> !after.contains(output)).forEach(temporary::add);
      String read = model.description().answer().port();
      reading.add(client.download(outputs.get(program.output(Purpose.RECORD, read).orElseThrow())));
      return after;
    } finally {
      free(temporary);
    }
  }

  /// Nobody waits for it.
  private void free(List<RemoteBuffer> buffers) {
    var _ = Thread.startVirtualThread(() -> client.free(buffers));
  }

  private List<RemoteBuffer> arguments(
      Loaded loaded,
      int number,
      List<RemoteBuffer> state,
      List<Pending> requests,
      List<RemoteBuffer> temporary,
      Set<Integer> donated) {
    List<RemoteBuffer> arguments = new ArrayList<>();
    int carried = 0;
    for (ModelPort port : loaded.program().inputs()) {
      switch (port.purpose()) {
        case STEP -> arguments.add(steps.get(number));
        case SEQUENCE -> {
          temporary.add(client.upload(packed(port, number, requests)));
          arguments.add(temporary.getLast());
        }
        case PARAMETER -> arguments.add(Objects.requireNonNull(parameters.get(port.name())));
        case STATE, COUNT -> {
          // The first state stays for the next run.
          if (number > 0) {
            donated.add(arguments.size());
          }
          arguments.add(state.get(carried++));
        }
        case RECORD -> throw new IllegalStateException("no argument: " + port);
      }
    }
    return arguments;
  }

  /// The spikes of one call, `[steps, batch, channels]`; nothing spikes in what only fills the
  /// batch.
  private HostArray packed(ModelPort port, int call, List<Pending> requests) {
    ByteBuffer data = HostArray.allocate(port.type());
    int steps = model.description().stepsPerCall();
    int all = model.description().steps();
    int batch = Math.toIntExact(port.type().dims().get(1));
    int channels = Math.toIntExact(port.type().dims().get(2));
    int row = 0;
    for (Pending request : requests) {
      byte[] spikes = request.input(port.name());
      for (int sample = 0; sample < request.samples(); sample++, row++) {
        for (int k = 0; k < steps; k++) {
          int from = (sample * all + call * steps + k) * channels;
          data.put((k * batch + row) * channels, spikes, from, channels);
        }
      }
    }
    return HostArray.wrap(port.type(), data);
  }

  private List<int[]> dropped(BatchProgram program, List<RemoteBuffer> state) {
    List<String> carried = program.carried().stream().map(ModelPort::name).toList();
    return model.description().lossy().stream()
        .map(lossy -> client.download(state.get(carried.indexOf(lossy.port()))).ints())
        .toList();
  }

  @Override
  public void close() {
    List<RemoteBuffer> all = new ArrayList<>(parameters.values());
    all.addAll(steps);
    for (Loaded loaded : programs.values()) {
      all.addAll(loaded.state());
      loaded.main().close();
      loaded.initial().close();
    }
    client.free(all);
  }

  /// What a port of spikes takes of one sample, `[steps, channels]`.
  static ArrayType ofSample(ModelFile model, ModelPort port) {
    return ArrayType.of(DType.U8, model.description().steps(), port.type().dims().getLast());
  }
}
