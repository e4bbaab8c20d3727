package dev.ranvier.compiler.pass;

import dev.ranvier.compiler.graph.NetworkGraph;
import dev.ranvier.compiler.plan.Plan;
import dev.ranvier.compiler.signature.PortAttributes;
import dev.ranvier.compiler.signature.Role;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.op.Attribute;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

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
  private final Map<String, Tensor> learned;

  private BuildEventModule(NetworkGraph graph, Plan plan, long steps, Map<String, Tensor> learned) {
    this.graph = graph;
    this.ports = new NetworkPorts(graph, plan);
    this.steps = steps;
    this.carried = Carried.of(graph, plan);
    this.learned = learned;
  }

  /// @param steps how many steps a call runs, at least 1
  public static Module build(NetworkGraph graph, Plan plan, int steps) {
    return build(graph, plan, steps, Map.of());
  }

  /// @param learned numbers of neurons, `f32` of `[neurons]`, by the ports that a training has for
  ///   them: constants of models are parameters of `main` then, and states begin with theirs
  public static Module build(
      NetworkGraph graph, Plan plan, int steps, Map<String, Tensor> learned) {
    BuildEventModule pass = new BuildEventModule(graph, plan, steps, learned);
    return Module.of(graph.name(), pass.initial(), pass.main());
  }

  private Function initial() {
    Builder builder = new Builder(List.of(), graph.location());
    Map<String, Value> begun = new HashMap<>();
    for (Carried one : carried) {
      Tensor known = learned.get(TrainedNumber.initialPort(one.name()));
      if (known != null) {
        begun.put(
            TrainedNumber.initialPort(one.name()),
            builder.at(graph.location()).constant(known.toLiteral()));
      }
    }
    List<Value> values = carried.stream().map(one -> one.build(builder, begun)).toList();
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
    arguments.addAll(constants());
    carried.forEach(one -> arguments.add(new Argument(one.name(), one.role(), one.type())));
    return arguments;
  }

  /// Of models, as parameters.
  private List<Argument> constants() {
    Set<String> begun =
        carried.stream()
            .map(one -> TrainedNumber.initialPort(one.name()))
            .collect(Collectors.toSet());
    return learned.entrySet().stream()
        .filter(one -> !begun.contains(one.getKey()))
        .map(one -> Argument.parameter(one.getKey(), ElementType.F32, one.getValue().type().size()))
        .toList();
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
