package dev.ranvier.compiler.pass;

import dev.ranvier.compiler.autodiff.Cuts;
import dev.ranvier.compiler.autodiff.Gradient;
import dev.ranvier.compiler.autodiff.Segments;
import dev.ranvier.compiler.graph.NetworkGraph;
import dev.ranvier.compiler.graph.Node;
import dev.ranvier.compiler.graph.Projection;
import dev.ranvier.compiler.graph.Recorder;
import dev.ranvier.compiler.plan.Plan;
import dev.ranvier.compiler.signature.Role;
import dev.ranvier.compiler.train.Loss;
import dev.ranvier.compiler.train.Objective;
import dev.ranvier.compiler.train.RateRegulariser;
import dev.ranvier.compiler.train.Recipe;
import dev.ranvier.compiler.train.Records;
import dev.ranvier.compiler.train.Slot;
import dev.ranvier.compiler.train.Updated;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.IsFiniteOp;
import dev.ranvier.ir.op.RoundNearestEvenOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Writes the training of a network as modules of event ops.
///
/// - `loss` runs a batch from the initial state and gives the loss, and what else is to be known of
///   the batch; its gradient is made of it by `Gradient`.
/// - `main` of the updating module takes a batch, and gives the parameters after one update, beside
///   what the optimiser keeps; what is trained, and what is kept, is state that stays on the
///   device.
/// - `main` of the evaluating module is `loss` alone.
public final class BuildTrainingModule {
  private static final String GRADIENT = "gradient";

  private final NetworkGraph graph;
  private final Plan plan;
  private final NetworkPorts ports;
  private final Recipe recipe;
  private final long steps;
  private final List<Carried> carried;
  private final List<TrainedNumber> numbers;
  private final List<Argument> trained = new ArrayList<>();
  private final List<Argument> fixed = new ArrayList<>();
  private final List<Argument> batch = new ArrayList<>();

  private BuildTrainingModule(NetworkGraph graph, Plan plan, Recipe recipe, int steps) {
    this.graph = graph;
    this.plan = plan;
    this.ports = new NetworkPorts(graph, plan);
    this.recipe = recipe;
    this.steps = steps;
    this.carried = Carried.of(graph, plan);
    this.numbers = TrainedNumber.of(graph, recipe);
    Map<String, Projection> byWeights = new HashMap<>();
    Map<String, Projection> byDelays = new HashMap<>();
    for (Projection projection : graph.projections()) {
      byWeights.put(projection.weightsPort(), projection);
      byDelays.put(projection.delaysPort(), projection);
    }
    for (Argument parameter : ports.parameters()) {
      Projection weighted = byWeights.get(parameter.name());
      Projection delayed = byDelays.get(parameter.name());
      if (weighted != null && recipe.trainsWeights(weighted.name())) {
        trained.add(parameter);
      } else if (delayed != null && recipe.trainsDelays(delayed.name())) {
        TensorType milliseconds = parameter.tensorType().withElement(ElementType.F32);
        trained.add(new Argument(delayed.latenciesPort(), Role.PARAMETER, milliseconds));
      } else {
        fixed.add(parameter);
      }
    }
    numbers.forEach(one -> trained.add(one.argument()));
    batch.addAll(ports.sequences(steps));
    batch.add(Argument.of("labels", Role.LABELS, ElementType.I32, plan.batch()));
  }

  /// Bytes of all that a batch carries from step to step.
  public static long stateBytes(NetworkGraph graph, Plan plan) {
    long bytes = 0;
    for (Carried one : Carried.of(graph, plan)) {
      bytes += one.type() instanceof TensorType tensor ? tensor.bytes() : 0;
    }
    for (Projection projection : graph.projections()) {
      bytes += plan.choice(projection).bytes();
    }
    return bytes;
  }

  /// The module whose `main` updates.
  public static Module update(NetworkGraph graph, Plan plan, Recipe recipe, int steps, Cuts cuts) {
    BuildTrainingModule pass = new BuildTrainingModule(graph, plan, recipe, steps);
    Function gradient = Gradient.reverse(Segments.of(pass.loss(GRADIENT, false), cuts), pass.wrt());
    return Module.of(graph.name() + "_update", pass.updating(gradient), gradient);
  }

  /// The module whose `main` gives what the evaluating one gives, and then the gradient of the loss
  /// by each trained parameter, `in->hidden.weights.gradient`.
  public static Module gradient(
      NetworkGraph graph, Plan plan, Recipe recipe, int steps, Cuts cuts) {
    BuildTrainingModule pass = new BuildTrainingModule(graph, plan, recipe, steps);
    Function gradient = Gradient.reverse(Segments.of(pass.loss("main", true), cuts), pass.wrt());
    List<Argument> results = pass.metrics();
    pass.trained.forEach(
        one -> results.add(new Argument(one.name() + ".gradient", Role.METRIC, one.type())));
    return Module.of(
        graph.name() + "_gradient",
        new Function(
            "main",
            true,
            gradient.body(),
            gradient.argumentAttributes(),
            Argument.attributes(results),
            gradient.location()));
  }

  /// The module whose `main` evaluates.
  public static Module evaluate(NetworkGraph graph, Plan plan, Recipe recipe, int steps) {
    BuildTrainingModule pass = new BuildTrainingModule(graph, plan, recipe, steps);
    return Module.of(graph.name() + "_evaluate", pass.loss("main", true));
  }

  private List<Integer> wrt() {
    return IntStream.range(0, trained.size()).boxed().toList();
  }

  private List<Argument> lossArguments() {
    return Stream.of(trained, fixed, batch).flatMap(List::stream).toList();
  }

  private List<Argument> metrics() {
    List<Argument> metrics = new ArrayList<>();
    metrics.add(Argument.of("loss", Role.METRIC, ElementType.F32));
    metrics.add(Argument.of("correct", Role.METRIC, ElementType.I32));
    for (Node.Population population : graph.populations()) {
      metrics.add(
          Argument.of(
              population.spikeCountPort(),
              Role.METRIC,
              ElementType.I32,
              plan.batch(),
              population.size()));
    }
    for (Projection projection : graph.projections()) {
      metrics.add(
          Argument.of(projection.droppedPort(), Role.METRIC, ElementType.I32, plan.batch()));
    }
    for (Node.Population population : graph.populations()) {
      metrics.add(Argument.of(population.notFinitePort(), Role.METRIC, ElementType.I32));
    }
    for (Recorder recorder : graph.recorders()) {
      ElementType element =
          switch (recorder.quantity()) {
            case SPIKES -> ElementType.U8;
            case VOLTAGE -> ElementType.F32;
          };
      metrics.add(
          Argument.of(
              recorder.name(), Role.RECORD, element, steps, plan.batch(), recorder.node().size()));
    }
    return metrics;
  }

  private Function loss(String name, boolean isPublic) {
    List<Argument> arguments = lossArguments();
    Builder builder = new Builder(Argument.types(arguments), graph.location());
    Map<String, Value> given = named(arguments, builder.arguments());
    Map<String, Value> latencies = new HashMap<>();
    for (Projection projection : graph.projections()) {
      Value milliseconds = given.get(projection.latenciesPort());
      if (milliseconds != null) {
        latencies.put(projection.name(), milliseconds);
        given.put(projection.delaysPort(), delays(builder, projection, milliseconds));
      } else {
        given.computeIfPresent(
            projection.delaysPort(), (_, handed) -> seen(builder, projection, handed));
      }
    }
    GradientPaths paths = new GradientPaths(recipe.arrivals(), latencies);
    var unchanging = new NetworkLoop.Fixed(given, ports.synapses(builder, given), paths);
    builder.functionReturns(lossOf(builder, given, unchanging));
    List<Argument> results = metrics();
    return new Function(
        name,
        isPublic,
        builder.build(),
        Argument.attributes(arguments),
        Argument.attributes(results),
        graph.location());
  }

  /// Delays that the network declares to be equal, as a number that lowerings see.
  private Value seen(Builder builder, Projection projection, Value delays) {
    int smallest = projection.delays().smallestSteps(graph.dt());
    int largest = projection.delays().largestSteps(graph.dt());
    return smallest == largest ? builder.splat(delays.tensorType(), (long) smallest) : delays;
  }

  /// In steps; a delay is at least one, and at most what the network declares.
  private Value delays(Builder builder, Projection projection, Value milliseconds) {
    TensorType type = milliseconds.tensorType();
    double each = graph.dt().length().milliseconds();
    Value exact = builder.divide(milliseconds, builder.splat(type, each));
    Value rounded = builder.convert(builder.add(new RoundNearestEvenOp(exact)), ElementType.I32);
    TensorType whole = rounded.tensorType();
    return builder.clamp(
        builder.splat(whole, (long) projection.delays().smallestSteps(graph.dt())),
        rounded,
        builder.splat(whole, (long) projection.delays().largestSteps(graph.dt())));
  }

  private List<Value> lossOf(Builder builder, Map<String, Value> given, NetworkLoop.Fixed fixed) {
    Objective objective = recipe.objective();
    Node.Population read = population(objective.population());
    List<java.util.function.Function<EventStep, Value>> records =
        new ArrayList<>(
            List.of(
                step -> step.voltage(read), step -> step.numbers(read), step -> step.times(read)));
    List<RateRegulariser> rates = new ArrayList<>();
    objective
        .rates()
        .forEach(
            (name, rate) -> {
              Node.Population regularised = population(name);
              records.add(step -> step.numbers(regularised));
              rates.add(rate);
            });
    graph.recorders().forEach(one -> records.add(step -> step.recorded(one)));
    List<Value> sequences =
        ports.sequences(steps).stream().map(one -> NetworkPorts.known(given, one.name())).toList();
    List<Value> states = carried.stream().map(one -> one.build(builder, given)).toList();
    builder.at(graph.location());
    Value first = builder.scalar(ElementType.I32, 0L);
    List<Value> results =
        new NetworkLoop(graph, carried, records)
            .append(builder, steps, first, states, sequences, fixed);
    Map<String, Value> ends = new LinkedHashMap<>();
    for (int i = 0; i < carried.size(); i++) {
      ends.put(carried.get(i).name(), results.get(i));
    }
    for (Node.Population population : graph.populations()) {
      Value voltages = NetworkPorts.known(ends, Carried.voltageName(population));
      ends.put(population.notFinitePort(), notFinite(builder, voltages));
    }
    List<Value> recorded = results.subList(carried.size(), results.size());
    Records seen =
        withThresholds(
            builder,
            Records.ofVoltages(graph.dt().length(), recorded.get(0))
                .withSpikes(recorded.get(1))
                .withSpikeTimes(recorded.get(2)),
            fixed);
    Value labels = NetworkPorts.known(given, "labels");
    Value logits = objective.readout().build(builder, seen);
    List<Value> metrics = new ArrayList<>();
    Value loss = objective.loss().build(builder, logits, labels);
    for (int i = 0; i < rates.size(); i++) {
      Value counts = builder.reduceSum(recorded.get(3 + i), 0);
      loss = builder.add(loss, rates.get(i).build(builder, counts));
    }
    metrics.add(loss);
    metrics.add(Loss.correct(builder, logits, labels));
    int recorders = graph.recorders().size();
    List<Argument> known = metrics();
    for (Argument metric : known.subList(2, known.size() - recorders)) {
      metrics.add(NetworkPorts.known(ends, metric.name()));
    }
    metrics.addAll(recorded.subList(recorded.size() - recorders, recorded.size()));
    return metrics;
  }

  /// How many are no numbers, or not finite.
  private static Value notFinite(Builder builder, Value voltages) {
    Value finite = builder.convert(builder.add(new IsFiniteOp(voltages)), ElementType.I32);
    Value all = builder.scalar(ElementType.I32, voltages.tensorType().size());
    return builder.subtract(all, builder.reduceSum(finite, 0, 1));
  }

  /// Adds the thresholds of the population that is read, where the readout asks for them.
  private Records withThresholds(Builder builder, Records records, NetworkLoop.Fixed fixed) {
    if (!recipe.objective().readout().readsThresholds()) {
      return records;
    }
    Node.Population read = population(recipe.objective().population());
    TensorType each = TensorType.of(ElementType.F32, read.size());
    return read.neuron()
        .threshold(fixed.constants(builder, read))
        .map(threshold -> records.withThresholds(threshold.as(each)))
        .orElse(records);
  }

  private Node.Population population(String name) {
    return graph.populations().stream()
        .filter(population -> population.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no population is called " + name));
  }

  private static Map<String, Value> named(List<Argument> arguments, List<Value> values) {
    Map<String, Value> named = new HashMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      named.put(arguments.get(i).name(), values.get(i));
    }
    return named;
  }

  private List<Argument> slots() {
    List<Argument> slots = new ArrayList<>();
    for (Argument parameter : trained) {
      for (Slot slot : recipe.optimizer().slots(parameter.tensorType())) {
        String name = parameter.name() + "." + slot.name();
        slots.add(new Argument(name, Role.STATE, slot.type()));
      }
    }
    return slots;
  }

  private Function updating(Function gradient) {
    List<Argument> states = new ArrayList<>();
    states.add(Argument.of("update", Role.STATE, ElementType.I32));
    trained.forEach(one -> states.add(one.as(Role.STATE)));
    states.addAll(slots());
    List<Argument> arguments = new ArrayList<>(states);
    arguments.addAll(fixed);
    arguments.addAll(batch);
    Builder builder = new Builder(Argument.types(arguments), graph.location());
    Map<String, Value> given = named(arguments, builder.arguments());
    List<Value> results = new ArrayList<>(updated(builder, gradient, given));
    builder.functionReturns(results);
    List<Argument> named = new ArrayList<>(states);
    named.addAll(metrics());
    return new Function(
        "main",
        true,
        builder.build(),
        Argument.attributes(arguments),
        Argument.attributes(named),
        graph.location());
  }

  private List<Value> updated(Builder builder, Function gradient, Map<String, Value> given) {
    List<Value> taken =
        lossArguments().stream().map(one -> NetworkPorts.known(given, one.name())).toList();
    List<Type> types = gradient.type().results();
    List<Value> results = builder.call(GRADIENT, taken, types);
    int metrics = metrics().size();
    List<Value> gradients = recipe.clip().build(builder, results.subList(metrics, results.size()));
    Value number =
        builder.add(NetworkPorts.known(given, "update"), builder.scalar(ElementType.I32, 1L));
    Value rate = recipe.schedule().build(builder, number);
    List<Value> parameters = new ArrayList<>();
    List<Value> slots = new ArrayList<>();
    Map<String, Value> now = new HashMap<>(given);
    for (int i = 0; i < trained.size(); i++) {
      Argument parameter = trained.get(i);
      List<Value> kept =
          recipe.optimizer().slots(parameter.tensorType()).stream()
              .map(slot -> NetworkPorts.known(given, parameter.name() + "." + slot.name()))
              .toList();
      Value before = NetworkPorts.known(given, parameter.name());
      Value scaled = rateOf(builder, parameter, rate);
      Updated updated =
          recipe.optimizer().update(builder, before, gradients.get(i), kept, scaled, number);
      Value bounded = bounded(builder, parameter, updated.parameter(), results);
      parameters.add(within(builder, parameter, bounded, now));
      now.put(parameter.name(), parameters.getLast());
      slots.addAll(updated.slots());
    }
    List<Value> all = new ArrayList<>(List.of(number));
    all.addAll(parameters);
    all.addAll(slots);
    all.addAll(results.subList(0, metrics));
    return all;
  }

  private Value rateOf(Builder builder, Argument parameter, Value rate) {
    return delayed(parameter).isPresent()
        ? builder.multiply(rate, builder.scalar(ElementType.F32, recipe.delayRate()))
        : rate;
  }

  private Optional<Projection> delayed(Argument parameter) {
    return graph.projections().stream()
        .filter(projection -> projection.latenciesPort().equals(parameter.name()))
        .findFirst();
  }

  /// Constants of models within their bounds.
  private Value within(Builder builder, Argument parameter, Value moved, Map<String, Value> now) {
    return numbers.stream()
        .filter(one -> one.port().equals(parameter.name()))
        .findFirst()
        .map(one -> one.bounded(builder, moved, now))
        .orElse(moved);
  }

  /// Delays within the bounds that the network declares; weights into silent neurons raised.
  private Value bounded(Builder builder, Argument parameter, Value moved, List<Value> results) {
    for (Projection projection : graph.projections()) {
      if (projection.latenciesPort().equals(parameter.name())) {
        double each = graph.dt().length().milliseconds();
        TensorType type = parameter.tensorType();
        return builder.clamp(
            builder.splat(type, each * projection.delays().smallestSteps(graph.dt())),
            moved,
            builder.splat(type, each * projection.delays().largestSteps(graph.dt())));
      }
      if (projection.weightsPort().equals(parameter.name())
          && recipe.revival() > 0
          && plan.wiring(projection).isEmpty()
          && ((Node.Population) projection.target()).neuron().spikes()) {
        return builder.add(moved, raised(builder, parameter, projection, results));
      }
    }
    return moved;
  }

  private Value raised(
      Builder builder, Argument parameter, Projection projection, List<Value> results) {
    String wanted = ((Node.Population) projection.target()).spikeCountPort();
    List<String> names = metrics().stream().map(Argument::name).toList();
    Value counts = builder.reduceSum(results.get(names.indexOf(wanted)), 0);
    TensorType each = counts.tensorType();
    Value silent = builder.compare(ComparisonDirection.EQ, counts, builder.splat(each, 0L));
    TensorType floats = each.withElement(ElementType.F32);
    Value more =
        builder.select(silent, builder.splat(floats, recipe.revival()), builder.splat(floats, 0.0));
    return builder.broadcast(more, parameter.tensorType(), 1);
  }
}
