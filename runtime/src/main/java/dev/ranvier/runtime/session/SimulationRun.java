package dev.ranvier.runtime.session;

import dev.ranvier.compiler.signature.Port;
import dev.ranvier.compiler.signature.Role;
import dev.ranvier.compiler.signature.Signature;
import dev.ranvier.runtime.array.HostArray;
import dev.ranvier.runtime.client.ChunkedRun;
import dev.ranvier.runtime.client.ExecuteOptions;
import dev.ranvier.runtime.client.Outcome;
import dev.ranvier.runtime.client.RemoteBuffer;
import dev.ranvier.runtime.client.RuntimeClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// One run of a simulation as one chunked execution: the program's calls follow each other on the
/// device with the state handed on, and the records come back while the next call is running.
final class SimulationRun {
  private static final Duration LONGEST = Duration.ofHours(24);

  private final RuntimeClient client;
  private final LoadedProgram program;
  private final Signature signature;
  private final long firstStep;
  private final int stepsPerCall;
  private final int calls;
  private final SimulationProgress progress;
  private final List<RemoteBuffer> temporary = new ArrayList<>();
  private final Map<String, TimeAxis.Joiner> records = new LinkedHashMap<>();

  /// What a run leaves behind.
  record End(
      Map<String, RemoteBuffer> state, Map<String, HostArray> records, Duration deviceTime) {}

  SimulationRun(
      RuntimeClient client,
      LoadedProgram program,
      int steps,
      long firstStep,
      SimulationProgress progress) {
    this.client = client;
    this.program = program;
    this.signature = program.signature();
    this.firstStep = firstStep;
    this.stepsPerCall = program.stepsPerCall();
    this.calls = steps / stepsPerCall;
    this.progress = progress;
    for (Port port : signature.outputs(Role.RECORD)) {
      records.put(port.name(), new TimeAxis.Joiner(PortArrays.typeOf(port), calls));
    }
  }

  End run(
      Map<String, HostArray> inputs,
      Map<String, RemoteBuffer> parameters,
      Map<String, RemoteBuffer> state) {
    try {
      List<RemoteBuffer> arguments = new ArrayList<>();
      Set<Integer> donated = new HashSet<>();
      ChunkedRun chunks = ChunkedRun.of(calls, carries());
      for (Port port : signature.inputs()) {
        int index = arguments.size();
        switch (port.role()) {
          case STEP -> {
            List<RemoteBuffer> fed = steps();
            chunks = chunks.feeding(index, fed);
            arguments.add(fed.getFirst());
          }
          case SEQUENCE -> {
            List<RemoteBuffer> fed = parts(named(port, inputs));
            chunks = chunks.feeding(index, fed);
            arguments.add(fed.getFirst());
          }
          case PARAMETER -> arguments.add(named(port, parameters));
          case STATE, COUNT -> {
            donated.add(index);
            arguments.add(named(port, state));
          }
          case RECORD, LABELS, METRIC ->
              throw new IllegalStateException("no input of a simulation: " + port);
        }
      }
      ExecuteOptions how =
          ExecuteOptions.ONCE.withDeadline(LONGEST).donating(donated).inChunks(chunks);
      Outcome outcome = client.execute(program.main(), arguments, how, this::progressed);
      return new End(named(outcome.outputs()), joined(), outcome.deviceTime());
    } finally {
      temporary.forEach(RemoteBuffer::close);
    }
  }

  /// Result index to argument index of what is handed on, in the order of the arguments.
  private Map<Integer, Integer> carries() {
    Map<Integer, Integer> carries = new LinkedHashMap<>();
    for (Port port : signature.carried()) {
      Port output =
          signature
              .output(port.role(), port.name())
              .orElseThrow(() -> new IllegalStateException("no output hands on " + port));
      carries.put(signature.outputs().indexOf(output), signature.inputs().indexOf(port));
    }
    return carries;
  }

  private List<RemoteBuffer> steps() {
    List<RemoteBuffer> fed = new ArrayList<>();
    for (int i = 0; i < calls; i++) {
      fed.add(temporary(HostArray.of(new int[] {(int) (firstStep + (long) i * stepsPerCall)})));
    }
    return fed;
  }

  private List<RemoteBuffer> parts(HostArray whole) {
    List<RemoteBuffer> fed = new ArrayList<>();
    for (int i = 0; i < calls; i++) {
      fed.add(temporary(TimeAxis.part(whole, i, stepsPerCall)));
    }
    return fed;
  }

  private RemoteBuffer temporary(HostArray array) {
    RemoteBuffer buffer = client.upload(array);
    temporary.add(buffer);
    return buffer;
  }

  private void progressed(int done, int total, List<RemoteBuffer> kept) {
    List<Port> ports = signature.outputs().stream().filter(port -> !isCarried(port)).toList();
    for (int i = 0; i < kept.size(); i++) {
      try (RemoteBuffer buffer = kept.get(i)) {
        TimeAxis.Joiner joiner = records.get(ports.get(i).name());
        if (joiner != null) {
          joiner.add(client.download(buffer));
        }
      }
    }
    progress.progressed(done * stepsPerCall, total * stepsPerCall);
  }

  private boolean isCarried(Port output) {
    return output.role() == Role.STATE || output.role() == Role.COUNT;
  }

  private Map<String, RemoteBuffer> named(List<RemoteBuffer> carried) {
    Map<String, RemoteBuffer> state = new LinkedHashMap<>();
    List<Port> ports = signature.carried();
    for (int i = 0; i < ports.size(); i++) {
      state.put(ports.get(i).name(), carried.get(i));
    }
    return state;
  }

  private Map<String, HostArray> joined() {
    Map<String, HostArray> whole = new LinkedHashMap<>();
    records.forEach((name, joiner) -> whole.put(name, joiner.whole()));
    return whole;
  }

  private static <T> T named(Port port, Map<String, T> arrays) {
    T found = arrays.get(port.name());
    if (found == null) {
      throw new IllegalStateException("nothing is given for " + port);
    }
    return found;
  }
}
