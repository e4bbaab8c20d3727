package dev.ranvier.compiler.pass;

import dev.ranvier.compiler.graph.NetworkGraph;
import dev.ranvier.compiler.graph.Node;
import dev.ranvier.compiler.graph.Overflow;
import dev.ranvier.compiler.graph.Projection;
import dev.ranvier.compiler.neuron.StateVariable;
import dev.ranvier.compiler.plan.Plan;
import dev.ranvier.compiler.signature.Role;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.ProjectionCreateOp;
import dev.ranvier.ir.op.QueueCreateOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.LineType;
import dev.ranvier.ir.type.ProjectionType;
import dev.ranvier.ir.type.QueueType;
import dev.ranvier.ir.type.StackType;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A value that goes from step to step, and from one call of a program to the next.
///
/// @param name of its port
/// @param initial the number that a tensor begins with; queues begin empty
record Carried(String name, Role role, Type type, double initial, Location location) {
  /// All that a network carries, in the order of the program's arguments and results: voltages,
  /// then currents and queues, then counts.
  static List<Carried> of(NetworkGraph graph, Plan plan) {
    long batch = plan.batch();
    List<Carried> carried = new ArrayList<>();
    for (Node.Population population : graph.populations()) {
      population.neuron().states().forEach(state -> carried.add(of(population, state, batch)));
    }
    for (Projection projection : graph.projections()) {
      projection.synapse().states().forEach(state -> carried.add(of(projection, state, batch)));
      carried.add(queue(projection, graph, plan));
    }
    graph.populations().forEach(population -> carried.add(spikeCount(population, batch)));
    for (Projection projection : graph.projections()) {
      carried.add(dropped(projection, batch));
      if (projection.overflow() == Overflow.FAIL) {
        carried.add(overflowStep(projection));
      }
    }
    return carried;
  }

  static String stateName(Node.Population population, StateVariable state) {
    return population.name() + "." + state.name();
  }

  static String voltageName(Node.Population population) {
    return stateName(population, population.neuron().states().getFirst());
  }

  static String stateName(Projection projection, StateVariable state) {
    return projection.name() + "." + state.name();
  }

  static String queueName(Projection projection) {
    return projection.name() + ".queue";
  }

  private static Carried of(Node.Population population, StateVariable state, long batch) {
    return new Carried(
        stateName(population, state),
        Role.STATE,
        TensorType.of(ElementType.F32, batch, population.size()),
        state.initial(),
        population.location());
  }

  private static Carried of(Projection projection, StateVariable state, long batch) {
    return new Carried(
        stateName(projection, state),
        Role.STATE,
        TensorType.of(ElementType.F32, batch, projection.target().size()),
        state.initial(),
        projection.location());
  }

  private static Carried queue(Projection projection, NetworkGraph graph, Plan plan) {
    ProjectionType type = plan.typeOf(projection, graph);
    return new Carried(queueName(projection), Role.STATE, type, 0, projection.location());
  }

  private static Carried spikeCount(Node.Population population, long batch) {
    return new Carried(
        population.spikeCountPort(),
        Role.COUNT,
        TensorType.of(ElementType.I32, batch, population.size()),
        0,
        population.location());
  }

  private static Carried dropped(Projection projection, long batch) {
    return new Carried(
        projection.droppedPort(),
        Role.COUNT,
        TensorType.of(ElementType.I32, batch),
        0,
        projection.location());
  }

  /// Means nothing as long as nothing was dropped.
  private static Carried overflowStep(Projection projection) {
    return new Carried(
        projection.overflowStepPort(),
        Role.STATE,
        TensorType.scalar(ElementType.I32),
        0,
        projection.location());
  }

  /// Builds the value before the first step.
  ///
  /// @param given values by their ports: what the neurons of a state begin with, where that is
  ///   trained
  Value build(Builder builder, Map<String, Value> given) {
    Value each = given.get(TrainedNumber.initialPort(name));
    if (each != null) {
      return builder.at(location).broadcast(each, (TensorType) type, 1);
    }
    return build(builder);
  }

  /// Builds the value that its model declares.
  Value build(Builder builder) {
    builder.at(location);
    return switch (type) {
      case TensorType tensor -> builder.splat(tensor, initial);
      case QueueType queues -> builder.add(new QueueCreateOp(queues));
      case ProjectionType projection -> builder.add(new ProjectionCreateOp(projection));
      case LineType _, StackType _ ->
          throw new IllegalStateException("expected what a network carries, got " + type);
    };
  }
}
