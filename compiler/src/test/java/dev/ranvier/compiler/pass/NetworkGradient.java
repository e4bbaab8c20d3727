package dev.ranvier.compiler.pass;

import dev.ranvier.compiler.autodiff.Gradient;
import dev.ranvier.compiler.derivative.ArrivalRule;
import dev.ranvier.compiler.dsl.Network;
import dev.ranvier.compiler.graph.NetworkGraph;
import dev.ranvier.compiler.graph.Node;
import dev.ranvier.compiler.graph.Projection;
import dev.ranvier.compiler.plan.Plan;
import dev.ranvier.compiler.signature.Role;
import dev.ranvier.compiler.target.Targets;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// A number that a network of one input, one projection and one population comes to, and its
/// gradient by weights and delays, evaluated in plain Java.
public final class NetworkGradient {
  /// The number.
  public enum Sought {
    /// The sum of the voltages at the end.
    END_VOLTAGE,
    /// The sum of the times of all spikes, in ms.
    SPIKE_TIMES
  }

  /// A number, its derivatives by weights and by delays in ms, and how often the neurons spiked.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Found(double number, double[] byWeights, double[] byDelays, double spikes) {}

  private static final String NAME = "sought";

  private final NetworkGraph graph;
  private final Projection projection;
  private final Node.Population population;
  private final Plan plan;
  private final NetworkPorts ports;
  private final int steps;
  private final Sought sought;
  private final Module module;

  public NetworkGradient(Network network, int steps, Sought sought) {
    this.graph = network.graph();
    this.projection = graph.projections().getFirst();
    this.population = graph.populations().getFirst();
    this.plan = Plan.of(graph, Targets.cpu(), 1, 1);
    this.ports = new NetworkPorts(graph, plan);
    this.steps = steps;
    this.sought = sought;
    this.module = Module.of("gradients", Gradient.reverse(function(), List.of(0, 1)));
  }

  private List<Argument> arguments() {
    Argument weights = ports.parameters().get(0);
    TensorType milliseconds = ports.parameters().get(1).tensorType().withElement(ElementType.F32);
    List<Argument> arguments = new ArrayList<>();
    arguments.add(weights);
    arguments.add(new Argument(projection.latenciesPort(), Role.PARAMETER, milliseconds));
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
    var paths = new GradientPaths(ArrivalRule.EXACT, Map.of(projection.name(), given.get(1)));
    var fixed = new NetworkLoop.Fixed(parameters, ports.synapses(builder, parameters), paths);
    List<Carried> carried = Carried.of(graph, plan);
    List<Value> states = carried.stream().map(one -> one.build(builder)).toList();
    List<java.util.function.Function<EventStep, Value>> records =
        List.of(step -> step.numbers(population), step -> step.times(population));
    List<Value> results =
        new NetworkLoop(graph, carried, records)
            .append(
                builder,
                steps,
                builder.scalar(ElementType.I32, 0L),
                states,
                given.subList(2, given.size()),
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
    TensorType type = TensorType.of(ElementType.F32, 1, weights.length);
    int[] sequence = new int[steps];
    IntStream.of(spikes).forEach(step -> sequence[step] = 1);
    List<Tensor> arguments =
        List.of(
            Tensor.ofDoubles(type, weights),
            Tensor.ofDoubles(
                type, IntStream.range(0, weights.length).mapToDouble(_ -> delay).toArray()),
            Tensor.ofInts(TensorType.of(ElementType.U8, steps, 1, 1), sequence));
    List<Tensor> results = Evaluator.evaluate(module, NAME, arguments);
    return new Found(
        results.get(0).asDouble(0),
        numbers(results.get(2)),
        numbers(results.get(3)),
        results.get(1).asDouble(0));
  }

  private static double[] numbers(Tensor tensor) {
    return IntStream.range(0, tensor.size()).mapToDouble(tensor::asDouble).toArray();
  }
}
