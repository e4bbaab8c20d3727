package dev.ranvier.compiler.pass;

import dev.ranvier.compiler.constant.Constant;
import dev.ranvier.compiler.constant.Constants;
import dev.ranvier.compiler.graph.NetworkGraph;
import dev.ranvier.compiler.graph.Node;
import dev.ranvier.compiler.graph.Projection;
import dev.ranvier.ir.Builder;
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
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// Writes the time loop of a network, each step of it an `EventStep`.
///
/// @param carried what goes from step to step
/// @param records what is recorded of each step
record NetworkLoop(
    NetworkGraph graph, List<Carried> carried, List<Function<EventStep, Value>> records) {
  /// What the steps read that does not change.
  ///
  /// @param parameters by the names of their ports; also constants of models, those that are
  ///   trained
  /// @param synapses of each projection, by its name
  record Fixed(
      Map<String, Value> parameters, Map<String, Synapses> synapses, GradientPaths gradients) {
    Constants constants(Builder builder, Node.Population population) {
      return constants(builder, population.neuron().constants(), population::constantPort);
    }

    Constants constants(Builder builder, Projection projection) {
      return constants(builder, projection.synapse().constants(), projection::constantPort);
    }

    private Constants constants(
        Builder builder, List<Constant> declared, UnaryOperator<String> port) {
      Map<String, Value> trained = new HashMap<>();
      for (Constant constant : declared) {
        Value given = parameters.get(port.apply(constant.name()));
        if (given != null) {
          trained.put(constant.name(), given);
        }
      }
      return Constants.of(builder, declared, trained);
    }
  }

  /// @param first the number of the first step
  /// @param states what is carried into it, in the order of `carried`
  /// @param sequences the spikes of each input
  /// @return what is carried after the last step, then the records
  List<Value> append(
      Builder builder,
      long steps,
      Value first,
      List<Value> states,
      List<Value> sequences,
      Fixed fixed) {
    return builder.append(
        new TimeLoopOp(steps, first, states, sequences, body(states, sequences, fixed)));
  }

  private Block body(List<Value> states, List<Value> sequences, Fixed fixed) {
    List<Type> types = new ArrayList<>();
    types.add(TensorType.scalar(ElementType.I32));
    states.forEach(state -> types.add(state.type()));
    sequences.forEach(sequence -> types.add(TimeLoopOp.row(sequence.type())));
    return Builder.block(
        types,
        graph.location(),
        (builder, values) -> {
          EventStep step = new EventStep(graph, builder, values.getFirst(), fixed);
          graph
              .drives()
              .forEach(one -> step.drive(one, NetworkPorts.known(fixed.parameters(), one.port())));
          for (int i = 0; i < carried.size(); i++) {
            step.carry(carried.get(i).name(), values.get(1 + i));
          }
          for (int i = 0; i < graph.inputs().size(); i++) {
            step.receive(graph.inputs().get(i), values.get(1 + carried.size() + i));
          }
          step.run();
          List<Value> handed = new ArrayList<>();
          carried.forEach(one -> handed.add(step.carried(one.name())));
          records.forEach(record -> handed.add(record.apply(step)));
          builder.at(graph.location()).returns(handed);
        });
  }
}
