package dev.ranvier.compiler.pass;

import dev.ranvier.compiler.connect.Wiring;
import dev.ranvier.compiler.graph.Drive;
import dev.ranvier.compiler.graph.NetworkGraph;
import dev.ranvier.compiler.graph.Node;
import dev.ranvier.compiler.graph.Projection;
import dev.ranvier.compiler.plan.Plan;
import dev.ranvier.compiler.signature.Role;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.Synapses;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// What a network takes from outside: spikes of its inputs, and its parameters.
final class NetworkPorts {
  private final NetworkGraph graph;
  private final Plan plan;

  NetworkPorts(NetworkGraph graph, Plan plan) {
    this.graph = graph;
    this.plan = plan;
  }

  /// The spikes of each input.
  List<Argument> sequences(long steps) {
    List<Argument> sequences = new ArrayList<>();
    for (Node.Input input : graph.inputs()) {
      String name = input.name() + ".spikes";
      sequences.add(
          Argument.of(name, Role.SEQUENCE, ElementType.U8, steps, plan.batch(), input.size()));
    }
    return sequences;
  }

  /// Drives, and the wiring, weights and delays of each projection, in the order in which
  /// `DrawParameters` gives them.
  List<Argument> parameters() {
    List<Argument> parameters = new ArrayList<>();
    for (Drive drive : graph.drives()) {
      parameters.add(Argument.parameter(drive.port(), ElementType.F32, drive.population().size()));
    }
    graph.projections().forEach(projection -> parameters.addAll(parameters(projection)));
    return parameters;
  }

  private List<Argument> parameters(Projection projection) {
    Optional<Wiring> wiring = plan.wiring(projection);
    if (wiring.isEmpty()) {
      long sources = projection.source().size();
      long targets = projection.target().size();
      return List.of(
          Argument.parameter(projection.weightsPort(), ElementType.F32, sources, targets),
          Argument.parameter(projection.delaysPort(), ElementType.I32, sources, targets));
    }
    Wiring drawn = wiring.get();
    List<Argument> parameters = new ArrayList<>();
    parameters.add(
        Argument.parameter(projection.rowStartsPort(), ElementType.I32, drawn.sources() + 1L));
    parameters.add(Argument.parameter(projection.targetsPort(), ElementType.I32, drawn.synapses()));
    if (drawn.sharesWeights()) {
      parameters.add(
          Argument.parameter(projection.weightIndexPort(), ElementType.I32, drawn.synapses()));
    }
    parameters.add(Argument.parameter(projection.weightsPort(), ElementType.F32, drawn.weights()));
    parameters.add(Argument.parameter(projection.delaysPort(), ElementType.I32, drawn.synapses()));
    return parameters;
  }

  /// The synapses of each projection, by its name.
  ///
  /// @param parameters by the names of their ports
  Map<String, Synapses> synapses(Builder builder, Map<String, Value> parameters) {
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

  static Value known(Map<String, Value> parameters, String port) {
    return Objects.requireNonNull(parameters.get(port), port);
  }
}
