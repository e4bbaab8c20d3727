package dev.ranvier.runtime.session;

import dev.ranvier.compiler.signature.Port;
import dev.ranvier.compiler.signature.Role;
import dev.ranvier.compiler.signature.Signature;
import dev.ranvier.runtime.RuntimeFailure.NoSuchHandle;
import dev.ranvier.runtime.RuntimeFailure.WrongArgument;
import dev.ranvier.runtime.array.HostArray;
import dev.ranvier.runtime.client.RemoteBuffer;
import dev.ranvier.runtime.client.RuntimeClient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A network on its way through time. Its state stays on the device; each run goes on where the
/// last one stopped. After a run that failed the state is lost: start another simulation. Not for
/// several threads at once.
public final class Simulation implements AutoCloseable {
  private final RuntimeClient client;
  private final LoadedProgram program;
  private final Map<String, RemoteBuffer> parameters;
  private Map<String, RemoteBuffer> state;
  private long stepsDone;

  Simulation(
      RuntimeClient client,
      LoadedProgram program,
      Map<String, RemoteBuffer> parameters,
      Map<String, RemoteBuffer> state,
      long stepsDone) {
    this.client = client;
    this.program = program;
    this.parameters = parameters;
    this.state = state;
    this.stepsDone = stepsDone;
  }

  /// Steps since the initial state. There is no last one: the program counts them in 32 bits that
  /// wrap, and only ever compares two that are close.
  public long stepsDone() {
    return stepsDone;
  }

  /// Runs on.
  ///
  /// @param steps a multiple of the steps that one call of the program runs
  /// @param inputs for each input its spikes, `ui8[steps, batch, channels]`, not 0 where there is
  ///   one; by the names of their ports, such as `in.spikes`
  /// @throws dev.ranvier.runtime.RuntimeFailure if an input does not fit, the run fails, or events
  ///   were dropped where that is an error
  public Recording run(int steps, Map<String, HostArray> inputs, SimulationProgress progress) {
    check(steps, inputs);
    SimulationRun run = new SimulationRun(client, program, steps, stepsDone, progress);
    Map<String, RemoteBuffer> before = state;
    state = Map.of();
    try {
      SimulationRun.End end = run.run(inputs, parameters, before);
      state = end.state();
      stepsDone += steps;
      Overflows.throwIfAny(program.program().graph(), this::state);
      return new Recording(steps, end.records(), counts(), end.deviceTime());
    } finally {
      before.values().forEach(RemoteBuffer::close);
    }
  }

  /// The state as it is now, brought home.
  public SimulationState checkpoint() {
    Map<String, HostArray> arrays = new LinkedHashMap<>();
    living().forEach((name, buffer) -> arrays.put(name, client.download(buffer)));
    return new SimulationState(stepsDone, arrays);
  }

  /// The events counted since the initial state, by name.
  public Map<String, HostArray> counts() {
    Map<String, HostArray> counts = new LinkedHashMap<>();
    for (Port port : signature().inputs(Role.COUNT)) {
      counts.put(port.name(), state(port.name()));
    }
    return counts;
  }

  /// One of the state's arrays as it is now, such as `hidden.voltage`.
  public HostArray state(String name) {
    RemoteBuffer buffer = living().get(name);
    if (buffer == null) {
      throw new WrongArgument(
          "state \"%s\": the network has none such; it has %s"
              .formatted(name, PortArrays.listed(state.keySet())),
          null);
    }
    return client.download(buffer);
  }

  @Override
  public void close() {
    parameters.values().forEach(RemoteBuffer::close);
    state.values().forEach(RemoteBuffer::close);
  }

  private Signature signature() {
    return program.signature();
  }

  private Map<String, RemoteBuffer> living() {
    if (state.isEmpty() && !signature().carried().isEmpty()) {
      throw new NoSuchHandle(
          "simulation of \"%s\": its state was lost in a run that failed; start another"
              .formatted(program.program().name()),
          null);
    }
    return state;
  }

  private void check(int steps, Map<String, HostArray> inputs) {
    int each = program.stepsPerCall();
    if (steps < each || steps % each != 0) {
      throw new WrongArgument(
          "run of \"%s\": expected a multiple of %d steps, which one call runs, got %d"
              .formatted(program.program().name(), each, steps),
          null);
    }
    var _ = living();
    List<Port> sequences = signature().inputs(Role.SEQUENCE);
    PortArrays.requireKnown("input", inputs.keySet(), sequences);
    for (Port port : sequences) {
      HostArray array = inputs.get(port.name());
      var expected = TimeAxis.withSteps(PortArrays.typeOf(port), steps);
      if (array == null) {
        throw new WrongArgument(
            "input \"%s\": expected %s, got nothing; pass its spikes"
                .formatted(port.name(), expected),
            null);
      }
      PortArrays.requireType("input", port.name(), expected, array.type());
    }
  }
}
