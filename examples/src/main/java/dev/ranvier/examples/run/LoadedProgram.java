package dev.ranvier.examples.run;

import dev.ranvier.compiler.Program;
import dev.ranvier.compiler.signature.Port;
import dev.ranvier.compiler.signature.Role;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.runtime.array.ArrayType;
import dev.ranvier.runtime.array.DType;
import dev.ranvier.runtime.array.HostArray;
import dev.ranvier.runtime.client.Outcome;
import dev.ranvier.runtime.client.RemoteBuffer;
import dev.ranvier.runtime.client.RemoteExecutable;
import dev.ranvier.runtime.client.RuntimeClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A program on a runtime, with its parameters and its initial state already on the device. Each
/// run starts at step 0 from that state, so batches are independent of each other.
public final class LoadedProgram implements AutoCloseable {
  private final RuntimeClient client;
  private final Program program;
  private final RemoteExecutable executable;

  /// Parameters, initial state and the number of the first step, by port name.
  private final Map<String, RemoteBuffer> kept = new HashMap<>();

  private LoadedProgram(RuntimeClient client, Program program, RemoteExecutable executable) {
    this.client = client;
    this.program = program;
    this.executable = executable;
  }

  /// Compiles the program on the runtime and uploads what all runs share.
  public static LoadedProgram load(RuntimeClient client, Program program) {
    var loaded = new LoadedProgram(client, program, client.compile(program.name(), program.text()));
    program.parameters().forEach((name, tensor) -> loaded.keep(name, array(tensor)));
    program.initialState().forEach((name, tensor) -> loaded.keep(name, array(tensor)));
    for (Port step : program.signature().inputs(Role.STEP)) {
      loaded.keep(step.name(), HostArray.zeros(type(step.type())));
    }
    return loaded;
  }

  /// How long the plugin took to compile.
  public Duration compileTime() {
    return executable.compileTime();
  }

  /// Runs the program once.
  ///
  /// @param spikes the spikes of one batch, not 0 where there is a spike: [steps, batch, channels],
  ///   row-major, by the name of the input
  public Recording run(Map<String, byte[]> spikes) {
    Map<String, RemoteBuffer> given = new HashMap<>(kept);
    Map<String, RemoteBuffer> sequences = new HashMap<>();
    for (Port port : program.signature().inputs(Role.SEQUENCE)) {
      byte[] values = spikes.get(port.name().replaceFirst("\\.spikes$", ""));
      if (values == null) {
        throw new IllegalArgumentException(
            "input %s: expected its spikes, got those of %s"
                .formatted(port.name(), spikes.keySet()));
      }
      sequences.put(port.name(), client.upload(HostArray.ofBytes(type(port.type()), values)));
    }
    given.putAll(sequences);
    List<RemoteBuffer> arguments =
        program.signature().inputs().stream().map(port -> buffer(given, port)).toList();
    try (Outcome outcome = client.execute(executable, arguments)) {
      return recording(outcome);
    } finally {
      sequences.values().forEach(RemoteBuffer::close);
    }
  }

  private Recording recording(Outcome outcome) {
    Map<String, HostArray> records = new HashMap<>();
    Map<String, Integer> counts = new HashMap<>();
    List<Port> outputs = program.signature().outputs();
    for (int i = 0; i < outputs.size(); i++) {
      Port port = outputs.get(i);
      RemoteBuffer result = outcome.outputs().get(i);
      switch (port.role()) {
        case RECORD -> records.put(port.name(), client.download(result));
        case COUNT -> counts.put(port.name(), sum(client.download(result)));
        case STEP, SEQUENCE, PARAMETER, STATE -> {}
      }
    }
    return new Recording(records, counts, outcome.deviceTime());
  }

  private static int sum(HostArray counts) {
    int sum = 0;
    for (int count : counts.ints()) {
      sum = Math.addExact(sum, count);
    }
    return sum;
  }

  private static RemoteBuffer buffer(Map<String, RemoteBuffer> given, Port port) {
    RemoteBuffer buffer = given.get(port.name());
    if (buffer == null) {
      throw new IllegalStateException("nothing is known to give for " + port);
    }
    return buffer;
  }

  private void keep(String name, HostArray array) {
    kept.put(name, client.upload(array));
  }

  private static HostArray array(Tensor tensor) {
    return HostArray.ofBytes(type(tensor.type()), tensor.toBytes());
  }

  private static ArrayType type(TensorType type) {
    DType dtype = DType.ofSpelling(type.element().spelling()).orElseThrow();
    return new ArrayType(dtype, type.dimensions());
  }

  @Override
  public void close() {
    kept.values().forEach(RemoteBuffer::close);
    executable.close();
  }
}
