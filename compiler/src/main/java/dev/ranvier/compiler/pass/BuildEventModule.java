package dev.ranvier.compiler.pass;

import dev.ranvier.compiler.graph.NetworkGraph;
import dev.ranvier.compiler.plan.Plan;
import dev.ranvier.compiler.signature.PortAttributes;
import dev.ranvier.compiler.signature.Role;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.op.Attribute;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Writes a network as a module of event ops: the second stage of compilation.
///
/// - `initial` gives the state before the first step.
/// - `main` runs a fixed number of steps. It takes the number of the first step, the spikes of each
///   input, the weights and delays of each projection and the state; it gives the state, so that a
///   long run is several calls, and then what is recorded of every step.
///
/// `EventStep` says what happens in a step, in which order.
public final class BuildEventModule {
  private final NetworkGraph graph;
  private final NetworkPorts ports;
  private final long steps;
  private final List<Carried> carried;

  private BuildEventModule(NetworkGraph graph, Plan plan, long steps) {
    this.graph = graph;
    this.ports = new NetworkPorts(graph, plan);
    this.steps = steps;
    this.carried = Carried.of(graph, plan);
  }

  /// @param steps how many steps a call runs, at least 1
  public static Module build(NetworkGraph graph, Plan plan, int steps) {
    BuildEventModule pass = new BuildEventModule(graph, plan, steps);
    return Module.of(graph.name(), pass.initial(), pass.main());
  }

  private Function initial() {
    Builder builder = new Builder(List.of(), graph.location());
    List<Value> values = carried.stream().map(one -> one.build(builder)).toList();
    builder.at(graph.location()).functionReturns(values);
    return new Function(
        "initial", true, builder.build(), List.of(), carriedAttributes(), graph.location());
  }

  private Function main() {
    List<Argument> arguments = arguments();
    Builder builder = new Builder(Argument.types(arguments), graph.location());
    builder.functionReturns(loop(builder, arguments));
    List<Map<String, Attribute>> results = new ArrayList<>(carriedAttributes());
    graph.recorders().forEach(one -> results.add(PortAttributes.of(one.name(), Role.RECORD)));
    return new Function(
        "main", true, builder.build(), Argument.attributes(arguments), results, graph.location());
  }

  private List<Map<String, Attribute>> carriedAttributes() {
    return carried.stream().map(one -> PortAttributes.of(one.name(), one.role())).toList();
  }

  private List<Argument> arguments() {
    List<Argument> arguments = new ArrayList<>();
    arguments.add(Argument.of("step", Role.STEP, ElementType.I32));
    arguments.addAll(ports.sequences(steps));
    arguments.addAll(ports.parameters());
    carried.forEach(one -> arguments.add(new Argument(one.name(), one.role(), one.type())));
    return arguments;
  }

  private List<Value> loop(Builder builder, List<Argument> arguments) {
    Map<String, Value> parameters = new HashMap<>();
    List<Value> sequences = new ArrayList<>();
    List<Value> states = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      Value value = builder.arguments().get(i);
      switch (arguments.get(i).role()) {
        case SEQUENCE -> sequences.add(value);
        case PARAMETER -> parameters.put(arguments.get(i).name(), value);
        case STATE, COUNT -> states.add(value);
        case STEP, RECORD, LABELS, METRIC -> {}
      }
    }
    var fixed =
        new NetworkLoop.Fixed(parameters, ports.synapses(builder, parameters), GradientPaths.NONE);
    return new NetworkLoop(
            graph,
            carried,
            graph.recorders().stream()
                .<java.util.function.Function<EventStep, Value>>map(
                    recorder -> step -> step.recorded(recorder))
                .toList())
        .append(builder, steps, builder.arguments().getFirst(), states, sequences, fixed);
  }
}
