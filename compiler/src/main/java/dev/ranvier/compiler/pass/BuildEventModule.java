package dev.ranvier.compiler.pass;

import dev.ranvier.compiler.connect.Wiring;
import dev.ranvier.compiler.graph.Drive;
import dev.ranvier.compiler.graph.NetworkGraph;
import dev.ranvier.compiler.graph.Node;
import dev.ranvier.compiler.graph.Projection;
import dev.ranvier.compiler.graph.Recorder;
import dev.ranvier.compiler.plan.Plan;
import dev.ranvier.compiler.signature.PortAttributes;
import dev.ranvier.compiler.signature.Role;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.op.Attribute;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.Synapses;
import dev.ranvier.ir.op.TimeLoopOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Writes a network as a module of event ops: the second stage of compilation.
///
/// - `initial` gives the state before the first step.
/// - `main` runs a fixed number of steps. It takes the number of the first step, the spikes of each
///   input, the weights and delays of each projection and the state; it gives the state, so that a
///   long run is several calls, and then what is recorded of every step.
///
/// `EventStep` says what happens in a step, in which order.
public final class BuildEventModule {
  /// A named argument of `main`.
  private record Argument(String name, Role role, Type type) {
    Map<String, Attribute> attributes() {
      return PortAttributes.of(name, role);
    }
  }

  private final NetworkGraph graph;
  private final Plan plan;
  private final long steps;
  private final List<Carried> carried;

  private BuildEventModule(NetworkGraph graph, Plan plan, long steps) {
    this.graph = graph;
    this.plan = plan;
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
    Builder builder =
        new Builder(arguments.stream().map(Argument::type).toList(), graph.location());
    builder.functionReturns(loop(builder, arguments));
    List<Map<String, Attribute>> results = new ArrayList<>(carriedAttributes());
    graph.recorders().forEach(one -> results.add(PortAttributes.of(one.name(), Role.RECORD)));
    return new Function(
        "main",
        true,
        builder.build(),
        arguments.stream().map(Argument::attributes).toList(),
        results,
        graph.location());
  }

  private List<Map<String, Attribute>> carriedAttributes() {
    return carried.stream().map(one -> PortAttributes.of(one.name(), one.role())).toList();
  }

  private List<Argument> arguments() {
    List<Argument> arguments = new ArrayList<>();
    arguments.add(new Argument("step", Role.STEP, TensorType.scalar(ElementType.I32)));
    for (Node.Input input : graph.inputs()) {
      TensorType spikes = TensorType.of(ElementType.U8, steps, plan.batch(), input.size());
      arguments.add(new Argument(input.name() + ".spikes", Role.SEQUENCE, spikes));
    }
    for (Drive drive : graph.drives()) {
      arguments.add(parameter(drive.port(), ElementType.F32, drive.population().size()));
    }
    for (Projection projection : graph.projections()) {
      arguments.addAll(parameters(projection));
    }
    carried.forEach(one -> arguments.add(new Argument(one.name(), one.role(), one.type())));
    return arguments;
  }

  /// In the order in which `DrawParameters` gives them.
  private List<Argument> parameters(Projection projection) {
    Optional<Wiring> wiring = plan.wiring(projection);
    if (wiring.isEmpty()) {
      long sources = projection.source().size();
      long targets = projection.target().size();
      return List.of(
          parameter(projection.weightsPort(), ElementType.F32, sources, targets),
          parameter(projection.delaysPort(), ElementType.I32, sources, targets));
    }
    Wiring drawn = wiring.get();
    List<Argument> parameters = new ArrayList<>();
    parameters.add(parameter(projection.rowStartsPort(), ElementType.I32, drawn.sources() + 1L));
    parameters.add(parameter(projection.targetsPort(), ElementType.I32, drawn.synapses()));
    if (drawn.sharesWeights()) {
      parameters.add(parameter(projection.weightIndexPort(), ElementType.I32, drawn.synapses()));
    }
    parameters.add(parameter(projection.weightsPort(), ElementType.F32, drawn.weights()));
    parameters.add(parameter(projection.delaysPort(), ElementType.I32, drawn.synapses()));
    return parameters;
  }

  private static Argument parameter(String port, ElementType element, long... dimensions) {
    return new Argument(port, Role.PARAMETER, TensorType.of(element, dimensions));
  }

  /// The synapses of each projection, by its name.
  private Map<String, Synapses> synapses(Builder builder, Map<String, Value> parameters) {
    Map<String, Synapses> synapses = new HashMap<>();
    for (Projection projection : graph.projections()) {
      builder.at(projection.location());
      synapses.put(projection.name(), synapses(builder, projection, parameters));
    }
    builder.at(graph.location());
    return synapses;
  }

  private Synapses synapses(Builder builder, Projection projection, Map<String, Value> parameters) {
    Value weights = known(parameters, projection.weightsPort());
    Value delays = known(parameters, projection.delaysPort());
    Optional<Wiring> wiring = plan.wiring(projection);
    if (wiring.isEmpty()) {
      return Synapses.dense(weights, delays);
    }
    Value shared =
        wiring.get().sharesWeights()
            ? builder.elements(weights, known(parameters, projection.weightIndexPort()))
            : weights;
    return Synapses.sparse(
        shared,
        delays,
        known(parameters, projection.rowStartsPort()),
        known(parameters, projection.targetsPort()));
  }

  private static Value known(Map<String, Value> parameters, String port) {
    return Objects.requireNonNull(parameters.get(port), port);
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
        case STEP, RECORD -> {}
      }
    }
    Value first = builder.arguments().getFirst();
    Block body = body(states, sequences, parameters, synapses(builder, parameters));
    return builder.append(new TimeLoopOp(steps, first, states, sequences, body));
  }

  private Block body(
      List<Value> states,
      List<Value> sequences,
      Map<String, Value> parameters,
      Map<String, Synapses> synapses) {
    List<Type> types = new ArrayList<>();
    types.add(TensorType.scalar(ElementType.I32));
    states.forEach(state -> types.add(state.type()));
    sequences.forEach(sequence -> types.add(row(sequence.tensorType())));
    return Builder.block(
        types,
        graph.location(),
        (builder, values) -> {
          EventStep step =
              new EventStep(graph, builder, values.getFirst(), synapses, GradientPaths.NONE);
          graph.drives().forEach(one -> step.drive(one, known(parameters, one.port())));
          for (int i = 0; i < carried.size(); i++) {
            step.carry(carried.get(i).name(), values.get(1 + i));
          }
          for (int i = 0; i < graph.inputs().size(); i++) {
            step.receive(graph.inputs().get(i), values.get(1 + carried.size() + i));
          }
          step.run();
          List<Value> handed = new ArrayList<>();
          carried.forEach(one -> handed.add(step.carried(one.name())));
          for (Recorder recorder : graph.recorders()) {
            handed.add(step.recorded(recorder));
          }
          builder.at(graph.location()).returns(handed);
        });
  }

  private static TensorType row(TensorType sequence) {
    return sequence.withDimensions(sequence.dimensions().subList(1, sequence.rank()));
  }
}
