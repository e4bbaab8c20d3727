package dev.ranvier.compiler.pass;

import static dev.ranvier.compiler.unit.Time.ms;

import dev.ranvier.compiler.autodiff.Gradient;
import dev.ranvier.compiler.constant.Constant;
import dev.ranvier.compiler.derivative.ArrivalRule;
import dev.ranvier.compiler.dsl.Network;
import dev.ranvier.compiler.graph.NetworkGraph;
import dev.ranvier.compiler.graph.Node;
import dev.ranvier.compiler.graph.Projection;
import dev.ranvier.compiler.neuron.StateVariable;
import dev.ranvier.compiler.plan.Plan;
import dev.ranvier.compiler.signature.Role;
import dev.ranvier.compiler.target.Targets;
import dev.ranvier.compiler.train.Loss;
import dev.ranvier.compiler.train.Objective;
import dev.ranvier.compiler.train.Readout;
import dev.ranvier.compiler.train.Recipe;
import dev.ranvier.compiler.train.Schedule;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.eval.Evaluator;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.op.RoundNearestEvenOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/// A number that a network of one input, one projection and one population comes to, and its
/// gradient by weights and delays, and by constants of models and initial states if asked for,
/// evaluated in plain Java.
public final class NetworkGradient {
  /// The number.
  public enum Sought {
    /// The sum of the voltages at the end.
    END_VOLTAGE,
    /// The sum of the times of all spikes, in ms.
    SPIKE_TIMES
  }

  /// A number, its derivatives by weights, by delays in ms and by the trained numbers of each port,
  /// and how often the neurons spiked.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Found(
      double number,
      double[] byWeights,
      double[] byDelays,
      Map<String, double[]> byNumbers,
      double spikes) {}

  private static final String NAME = "sought";

  private final NetworkGraph graph;
  private final Projection projection;
  private final Node.Population population;
  private final Plan plan;
  private final NetworkPorts ports;
  private final int steps;
  private final Sought sought;
  private final List<TrainedNumber> numbers;
  private final Module module;

  public NetworkGradient(Network network, int steps, Sought sought) {
    this(network, steps, sought, Selected.NOTHING);
  }

  /// By which numbers of the models too.
  public enum Selected {
    NOTHING,
    ALL
  }

  public NetworkGradient(Network network, int steps, Sought sought, Selected selected) {
    this.graph = network.graph();
    this.projection = graph.projections().getFirst();
    this.population = graph.populations().getFirst();
    this.plan = Plan.of(graph, Targets.cpu(), 1, 1);
    this.ports = new NetworkPorts(graph, plan);
    this.steps = steps;
    this.sought = sought;
    this.numbers =
        switch (selected) {
          case NOTHING -> List.of();
          case ALL -> TrainedNumber.of(graph, everything());
        };
    List<Integer> wrt = IntStream.range(0, 2 + numbers.size()).boxed().toList();
    this.module = Module.of("gradients", Gradient.reverse(function(), wrt));
  }

  private Recipe everything() {
    Objective objective =
        Objective.of(population.name(), Readout.voltageIntegral(ms(1), 1), Loss.crossEntropy());
    Recipe recipe = Recipe.of(objective, Schedule.constant(1));
    for (Constant one : population.neuron().constants()) {
      recipe = recipe.trainNeurons(population.name(), one.name());
    }
    for (Constant one : projection.synapse().constants()) {
      recipe = recipe.trainSynapses(projection.name(), one.name());
    }
    return recipe
        .trainInitialStates(population.name(), trainable(population.neuron().states()))
        .trainInitialStates(projection.name(), trainable(projection.synapse().states()));
  }

  private static String[] trainable(List<StateVariable> states) {
    return states.stream()
        .filter(StateVariable::trainable)
        .map(StateVariable::name)
        .toArray(String[]::new);
  }

  /// What the selected numbers begin with, by their ports.
  public Map<String, Double> starts() {
    Map<String, Double> starts = new LinkedHashMap<>();
    numbers.forEach(one -> starts.put(one.port(), one.start()));
    return starts;
  }

  private List<Argument> arguments() {
    Argument weights = ports.parameters().get(0);
    TensorType milliseconds = ports.parameters().get(1).tensorType().withElement(ElementType.F32);
    List<Argument> arguments = new ArrayList<>();
    arguments.add(weights);
    arguments.add(new Argument(projection.latenciesPort(), Role.PARAMETER, milliseconds));
    numbers.forEach(one -> arguments.add(one.argument()));
    arguments.addAll(ports.sequences(steps));
    return arguments;
  }

  private Function function() {
    List<Argument> arguments = arguments();
    Builder builder = new Builder(Argument.types(arguments), graph.location());
    List<Value> given = builder.arguments();
    Map<String, Value> parameters = new HashMap<>();
    parameters.put(projection.weightsPort(), given.get(0));
    parameters.put(projection.delaysPort(), inSteps(builder, given.get(1)));
    for (int i = 0; i < numbers.size(); i++) {
      parameters.put(numbers.get(i).port(), given.get(2 + i));
    }
    var paths = new GradientPaths(ArrivalRule.EXACT, Map.of(projection.name(), given.get(1)));
    var fixed = new NetworkLoop.Fixed(parameters, ports.synapses(builder, parameters), paths);
    List<Carried> carried = Carried.of(graph, plan);
    List<Value> states = carried.stream().map(one -> one.build(builder, parameters)).toList();
    List<java.util.function.Function<EventStep, Value>> records =
        List.of(step -> step.numbers(population), step -> step.times(population));
    List<Value> results =
        new NetworkLoop(graph, carried, records)
            .append(
                builder,
                steps,
                builder.scalar(ElementType.I32, 0L),
                states,
                given.subList(2 + numbers.size(), given.size()),
                fixed);
    Value spikes = results.get(carried.size());
    Value number =
        switch (sought) {
          case END_VOLTAGE -> builder.reduceSum(results.getFirst(), 0, 1);
          case SPIKE_TIMES ->
              builder.reduceSum(builder.multiply(spikes, results.get(carried.size() + 1)), 0, 1, 2);
        };
    builder.functionReturns(number, builder.reduceSum(spikes, 0, 1, 2));
    return Function.of(NAME, true, builder.build(), graph.location());
  }

  private Value inSteps(Builder builder, Value milliseconds) {
    double each = graph.dt().length().milliseconds();
    Value exact = builder.divide(milliseconds, builder.splat(milliseconds.tensorType(), each));
    return builder.convert(builder.add(new RoundNearestEvenOp(exact)), ElementType.I32);
  }

  /// @param weights of the synapses of the input's only channel
  /// @param delay of all of them, in ms
  /// @param spikes the steps in which the input spikes
  public Found at(double[] weights, double delay, int... spikes) {
    return at(weights, delay, starts(), spikes);
  }

  /// @param numbers the same for all neurons, by their ports
  public Found at(double[] weights, double delay, Map<String, Double> numbers, int... spikes) {
    TensorType type = TensorType.of(ElementType.F32, 1, weights.length);
    List<Tensor> arguments = new ArrayList<>();
    arguments.add(Tensor.ofDoubles(type, weights));
    arguments.add(Tensor.ofDoubles(type, filled(weights.length, delay)));
    TensorType each = TensorType.of(ElementType.F32, weights.length);
    for (TrainedNumber one : this.numbers) {
      double number = Objects.requireNonNull(numbers.get(one.port()));
      arguments.add(Tensor.ofDoubles(each, filled(weights.length, number)));
    }
    arguments.add(sequence(spikes));
    List<Tensor> results = Evaluator.evaluate(module, NAME, arguments);
    Map<String, double[]> byNumbers = new LinkedHashMap<>();
    for (int i = 0; i < this.numbers.size(); i++) {
      byNumbers.put(this.numbers.get(i).port(), numbers(results.get(4 + i)));
    }
    return new Found(
        results.get(0).asDouble(0),
        numbers(results.get(2)),
        numbers(results.get(3)),
        byNumbers,
        results.get(1).asDouble(0));
  }

  /// How fast the number changes if weight and delay move, by forward mode.
  ///
  /// @param weight of the only synapse
  /// @param delay of it, in ms
  public double along(double weight, double delay, double heavier, double later, int... spikes) {
    TensorType one = TensorType.of(ElementType.F32, 1, 1);
    List<Tensor> arguments = new ArrayList<>();
    arguments.add(Tensor.ofDoubles(one, weight));
    arguments.add(Tensor.ofDoubles(one, delay));
    numbers.forEach(each -> arguments.add(each.initial()));
    arguments.add(sequence(spikes));
    arguments.add(Tensor.ofDoubles(one, heavier));
    arguments.add(Tensor.ofDoubles(one, later));
    Module forward = Module.of("slope", Gradient.jvp(function(), List.of(0, 1)));
    return Evaluator.evaluate(forward, NAME, arguments).get(2).asDouble(0);
  }

  private Tensor sequence(int... spikes) {
    int[] sequence = new int[steps];
    IntStream.of(spikes).forEach(step -> sequence[step] = 1);
    return Tensor.ofInts(TensorType.of(ElementType.U8, steps, 1, 1), sequence);
  }

  private static double[] filled(int count, double number) {
    double[] filled = new double[count];
    Arrays.fill(filled, number);
    return filled;
  }

  private static double[] numbers(Tensor tensor) {
    return IntStream.range(0, tensor.size()).mapToDouble(tensor::asDouble).toArray();
  }
}
