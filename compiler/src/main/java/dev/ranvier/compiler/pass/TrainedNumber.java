package dev.ranvier.compiler.pass;

import dev.ranvier.compiler.constant.Bound;
import dev.ranvier.compiler.constant.Constant;
import dev.ranvier.compiler.graph.NetworkGraph;
import dev.ranvier.compiler.graph.Node;
import dev.ranvier.compiler.graph.Projection;
import dev.ranvier.compiler.neuron.StateVariable;
import dev.ranvier.compiler.train.Recipe;
import dev.ranvier.compiler.train.Selection;
import dev.ranvier.compiler.unit.TimeStep;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/// What a recipe trains beside weights and delays: a constant of a model, or what one of its states
/// begins with; one number for each neuron, `[neurons]` of `f32`.
///
/// @param start with which all of them begin
/// @param above what they stay above after an update
/// @param below what they stay below
public record TrainedNumber(
    String port, int neurons, double start, List<Limit> above, List<Limit> below) {
  /// How much of what was between a number and its bound at the start is always left.
  private static final double LEFT = 1e-3;

  /// What a number does not pass: another one, where that is trained too, at some distance; or else
  /// a number.
  ///
  /// @param port of the other number; empty if there is none
  /// @param from that number at the start
  /// @param distance kept from it
  record Limit(String port, double from, double distance) {
    private Value build(Builder builder, TensorType type, Map<String, Value> now) {
      Value other = now.get(port);
      return other == null
          ? builder.splat(type, from + distance)
          : builder.add(other, builder.splat(type, distance));
    }
  }

  /// All that a recipe trains of a network: constants, then initial states, in the network's order.
  public static List<TrainedNumber> of(NetworkGraph graph, Recipe recipe) {
    Selection chosen = recipe.selection();
    List<TrainedNumber> numbers = new ArrayList<>();
    for (Node.Population one : graph.populations()) {
      List<Constant> declared = one.neuron().constants();
      Set<String> names = chosen.neuron(one.name());
      numbers.addAll(constants(declared, names, one.size(), one::constantPort, graph.dt()));
    }
    for (Projection one : graph.projections()) {
      List<Constant> declared = one.synapse().constants();
      int targets = one.target().size();
      Set<String> names = chosen.synapse(one.name());
      numbers.addAll(constants(declared, names, targets, one::constantPort, graph.dt()));
    }
    for (Node.Population one : graph.populations()) {
      for (StateVariable state : initial(one.neuron().states(), chosen, one.name())) {
        String port = initialPort(Carried.stateName(one, state));
        numbers.add(new TrainedNumber(port, one.size(), state.initial(), List.of(), List.of()));
      }
    }
    for (Projection one : graph.projections()) {
      for (StateVariable state : initial(one.synapse().states(), chosen, one.name())) {
        String port = initialPort(Carried.stateName(one, state));
        int targets = one.target().size();
        numbers.add(new TrainedNumber(port, targets, state.initial(), List.of(), List.of()));
      }
    }
    return numbers;
  }

  private static List<TrainedNumber> constants(
      List<Constant> declared,
      Set<String> chosen,
      int neurons,
      UnaryOperator<String> port,
      TimeStep dt) {
    List<TrainedNumber> numbers = new ArrayList<>();
    for (Constant one : declared) {
      if (chosen.contains(one.name())) {
        numbers.add(
            new TrainedNumber(
                port.apply(one.name()),
                neurons,
                one.value(),
                limits(one, one.above(), declared, port, dt),
                limits(one, one.below(), declared, port, dt)));
      }
    }
    return numbers;
  }

  private static List<Limit> limits(
      Constant constant,
      List<Bound> bounds,
      List<Constant> declared,
      UnaryOperator<String> port,
      TimeStep dt) {
    return bounds.stream()
        .map(
            bound ->
                switch (bound) {
                  case Bound.Step _ ->
                      new Limit("", Math.min(dt.length().milliseconds(), constant.value()), 0);
                  case Bound.Fixed fixed -> limit("", fixed.number(), constant);
                  case Bound.Other other ->
                      limit(port.apply(other.name()), start(other.name(), declared), constant);
                })
        .toList();
  }

  private static Limit limit(String port, double from, Constant constant) {
    return new Limit(port, from, LEFT * (constant.value() - from));
  }

  private static double start(String name, List<Constant> declared) {
    return declared.stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "model: expected a bound among its constants %s, got \"%s\""
                        .formatted(declared.stream().map(Constant::name).toList(), name)))
        .value();
  }

  private static List<StateVariable> initial(
      List<StateVariable> states, Selection chosen, String name) {
    Set<String> names = chosen.initialStates(name);
    return states.stream().filter(one -> names.contains(one.name())).toList();
  }

  /// The port of what a state begins with, where that is trained.
  static String initialPort(String state) {
    return state + ".initial";
  }

  public Tensor initial() {
    TensorType type = TensorType.of(ElementType.F32, neurons);
    double[] values = new double[neurons];
    Arrays.fill(values, start);
    return Tensor.ofDoubles(type, values);
  }

  Argument argument() {
    return Argument.parameter(port, ElementType.F32, neurons);
  }

  /// The number after an update, within its bounds.
  ///
  /// @param now the other trained numbers by their ports: updated ones, of those that come earlier
  Value bounded(Builder builder, Value moved, Map<String, Value> now) {
    Value bounded = moved;
    TensorType type = moved.tensorType();
    for (Limit limit : above) {
      bounded = builder.maximum(bounded, limit.build(builder, type, now));
    }
    for (Limit limit : below) {
      bounded = builder.minimum(bounded, limit.build(builder, type, now));
    }
    return bounded;
  }
}
