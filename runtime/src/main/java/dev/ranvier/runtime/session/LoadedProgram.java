package dev.ranvier.runtime.session;

import dev.ranvier.compiler.Program;
import dev.ranvier.compiler.signature.Port;
import dev.ranvier.compiler.signature.Role;
import dev.ranvier.compiler.signature.Signature;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.runtime.RuntimeFailure.WrongArgument;
import dev.ranvier.runtime.array.HostArray;
import dev.ranvier.runtime.client.Outcome;
import dev.ranvier.runtime.client.RemoteBuffer;
import dev.ranvier.runtime.client.RemoteExecutable;
import dev.ranvier.runtime.client.RuntimeClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A program that a runtime has compiled: one that runs some steps, and one that makes the initial
/// state.
public final class LoadedProgram implements AutoCloseable {
  private final RuntimeClient client;
  private final Program program;
  private final Signature signature;
  private final RemoteExecutable main;
  private final RemoteExecutable initial;

  private LoadedProgram(
      RuntimeClient client, Program program, RemoteExecutable main, RemoteExecutable initial) {
    this.client = client;
    this.program = program;
    this.signature = program.signature();
    this.main = main;
    this.initial = initial;
  }

  static LoadedProgram load(RuntimeClient client, Program program) {
    RemoteExecutable main = client.compile(program.name(), program.text());
    try {
      RemoteExecutable initial = client.compile(program.name() + "_initial", program.initialText());
      return new LoadedProgram(client, program, main, initial);
    } catch (RuntimeException problem) {
      main.close();
      throw problem;
    }
  }

  public Program program() {
    return program;
  }

  /// How long the plugin compiled.
  public Duration compileTime() {
    return main.compileTime().plus(initial.compileTime());
  }

  /// A simulation from the initial state, with the weights and delays that the program's seed
  /// draws.
  public Simulation start() {
    return start(Map.of());
  }

  /// A simulation from the initial state.
  ///
  /// @param parameters weights (`f32`) and delays in steps (`i32`), `[source, target]`, by the
  ///   names of their ports; what is not given is drawn by the program's seed
  public Simulation start(Map<String, HostArray> parameters) {
    return simulation(parameters, _ -> initialState(), 0);
  }

  /// A simulation that goes on where another one was.
  ///
  /// @param parameters the other one's
  public Simulation resume(Map<String, HostArray> parameters, SimulationState checkpoint) {
    return simulation(parameters, made -> state(checkpoint, made), checkpoint.stepsDone());
  }

  private Simulation simulation(
      Map<String, HostArray> parameters,
      Function<List<RemoteBuffer>, Map<String, RemoteBuffer>> state,
      long stepsDone) {
    List<RemoteBuffer> made = new ArrayList<>();
    try {
      Map<String, RemoteBuffer> uploaded = uploaded(choose(parameters), made);
      return new Simulation(client, this, uploaded, state.apply(made), stepsDone);
    } catch (RuntimeException problem) {
      made.forEach(RemoteBuffer::close);
      throw problem;
    }
  }

  private Map<String, RemoteBuffer> uploaded(
      Map<String, HostArray> arrays, List<RemoteBuffer> made) {
    Map<String, RemoteBuffer> uploaded = new LinkedHashMap<>();
    arrays.forEach(
        (name, array) -> {
          RemoteBuffer buffer = client.upload(array);
          made.add(buffer);
          uploaded.put(name, buffer);
        });
    return uploaded;
  }

  private Map<String, RemoteBuffer> state(SimulationState checkpoint, List<RemoteBuffer> made) {
    Map<String, HostArray> state = new LinkedHashMap<>();
    PortArrays.requireKnown("state", checkpoint.state().keySet(), signature.carried());
    for (Port port : signature.carried()) {
      HostArray array = checkpoint.state().get(port.name());
      if (array == null) {
        throw new WrongArgument(
            "checkpoint: expected the state \"%s\", got none; it is another program's"
                .formatted(port.name()),
            null);
      }
      PortArrays.requireType("state", port.name(), PortArrays.typeOf(port), array.type());
      state.put(port.name(), array);
    }
    return uploaded(state, made);
  }

  @Override
  public void close() {
    main.close();
    initial.close();
  }

  RemoteExecutable main() {
    return main;
  }

  Signature signature() {
    return signature;
  }

  /// How many steps one call of `main` runs.
  int stepsPerCall() {
    return program.settings().steps().count();
  }

  private Map<String, HostArray> choose(Map<String, HostArray> given) {
    List<Port> ports = signature.inputs(Role.PARAMETER);
    PortArrays.requireKnown("parameter", given.keySet(), ports);
    Map<String, HostArray> chosen = new LinkedHashMap<>();
    Map<String, Tensor> drawn = program.parameters();
    for (Port port : ports) {
      HostArray value = given.getOrDefault(port.name(), drawn(port, drawn));
      if (value == null) {
        throw new WrongArgument(
            "parameter \"%s\": it is neither given nor drawn; pass %s"
                .formatted(port.name(), PortArrays.typeOf(port)),
            null);
      }
      PortArrays.requireType("parameter", port.name(), PortArrays.typeOf(port), value.type());
      chosen.put(port.name(), value);
    }
    ParameterChecks.check(program.graph(), given);
    return chosen;
  }

  private static @Nullable HostArray drawn(Port port, Map<String, Tensor> drawn) {
    Tensor tensor = drawn.get(port.name());
    return tensor == null ? null : PortArrays.of(tensor);
  }

  private Map<String, RemoteBuffer> initialState() {
    Outcome outcome = client.execute(initial, List.of());
    Map<String, RemoteBuffer> state = new LinkedHashMap<>();
    List<Port> carried = signature.carried();
    for (int i = 0; i < carried.size(); i++) {
      state.put(carried.get(i).name(), outcome.outputs().get(i));
    }
    return state;
  }
}
