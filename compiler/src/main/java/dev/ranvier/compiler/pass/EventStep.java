package dev.ranvier.compiler.pass;

import dev.ranvier.compiler.constant.Constants;
import dev.ranvier.compiler.derivative.Moved;
import dev.ranvier.compiler.graph.Drive;
import dev.ranvier.compiler.graph.NetworkGraph;
import dev.ranvier.compiler.graph.Node;
import dev.ranvier.compiler.graph.Overflow;
import dev.ranvier.compiler.graph.Projection;
import dev.ranvier.compiler.graph.Recorder;
import dev.ranvier.compiler.neuron.Current;
import dev.ranvier.compiler.neuron.Neuron;
import dev.ranvier.compiler.synapse.Synapse;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.DeliverOp;
import dev.ranvier.ir.op.OptimizationBarrierOp;
import dev.ranvier.ir.op.Payload;
import dev.ranvier.ir.op.SendOp;
import dev.ranvier.ir.op.Synapses;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// Builds one step of a network. What happens in step k, in this order, is THE semantics of a run;
/// everything else (lowerings, other targets, an independent simulation) must agree with it:
///
/// 1. Arrivals: each projection pops from its queues the events that arrive at k, and its current
///    becomes I := exp(-dt/tau) I + sum over sources of weight * arrivals (`Synapse`).
/// 2. Neurons: each population sums the currents of the projections that end in it, and its drive,
///    and takes a step of its equation; a spike is where V < threshold before and V >= threshold
///    after; then V is reset there (`Neuron`). All populations see currents of this step.
/// 3. Departures: every spike of a population, and every spike given at k by an input, is pushed
///    into the queues of its synapses, to arrive at k + d, where d >= 1 is the synapse's delay. So
///    nothing that is sent in a step arrives in it, and recurrent projections need no special rule.
/// 4. Counts and records: spikes and drops are counted; recorded are the spikes of this step and
///    the voltages at its end, after the reset.
///
/// Numbers: weights, currents and voltages are `f32`. Sums and products of a step are taken in
/// `f64`, in which the product of two `f32` is exact, and rounded once to `f32` where they are
/// stored. So neither fused multiply-adds nor, for weights of ordinary size, the order of a sum
/// changes a bit: spikes are the same on every plugin and in plain Java.
final class EventStep {
  private final NetworkGraph graph;
  private final Builder builder;
  private final Value now;
  private final Map<String, Value> carried = new HashMap<>();
  private final Map<String, Value> spikes = new HashMap<>();
  private final Map<Node.Population, Value> drives = new HashMap<>();
  private final Map<String, Flow> currents = new HashMap<>();
  private final Map<String, Map<Payload, Value>> payloads = new HashMap<>();
  private final NetworkLoop.Fixed fixed;

  /// What flows through a projection, at the voltages of its targets and at others.
  private record Flow(Value now, UnaryOperator<Value> at) {}

  EventStep(NetworkGraph graph, Builder builder, Value now, NetworkLoop.Fixed fixed) {
    this.graph = graph;
    this.builder = builder;
    this.now = now;
    this.fixed = fixed;
  }

  /// @param current of each neuron, `f32`
  void drive(Drive drive, Value current) {
    drives.put(drive.population(), current);
  }

  void carry(String name, Value value) {
    carried.put(name, value);
  }

  Value carried(String name) {
    return known(carried, name);
  }

  /// @param row the input's spikes in this step, `ui8`
  void receive(Node.Input input, Value row) {
    builder.at(input.location());
    Value none = builder.splat(row.tensorType(), 0L);
    spikes.put(input.name(), builder.compare(ComparisonDirection.NE, row, none));
  }

  void run() {
    graph.projections().forEach(this::arrive);
    graph.populations().forEach(this::advance);
    graph.projections().forEach(this::depart);
    graph.populations().forEach(this::count);
  }

  Value recorded(Recorder recorder) {
    builder.at(recorder.location());
    return switch (recorder.quantity()) {
      case SPIKES -> builder.convert(known(spikes, recorder.node().name()), ElementType.U8);
      case VOLTAGE -> carried(Carried.voltageName((Node.Population) recorder.node()));
    };
  }

  /// The spikes of a population as numbers, `f32`, through which a surrogate's derivative flows.
  Value numbers(Node.Population population) {
    Value plain = builder.convert(known(spikes, population.name()), ElementType.F32);
    return known(payloads, population.name()).getOrDefault(Payload.VALUES, plain);
  }

  /// When in the run a population's spikes are, in ms: the time of the step, through which the
  /// derivative of the crossing flows.
  Value times(Node.Population population) {
    TensorType type = numbers(population).tensorType();
    Value step = builder.broadcast(now, type.withElement(ElementType.I32));
    Value millisecondsEach = builder.splat(type, graph.dt().length().milliseconds());
    Value time = builder.multiply(builder.convert(step, ElementType.F32), millisecondsEach);
    Value late = known(payloads, population.name()).get(Payload.TIMES);
    return late == null ? time : builder.add(time, late);
  }

  /// The voltages of a population at the end of the step, after any reset.
  Value voltage(Node.Population population) {
    return carried(Carried.voltageName(population));
  }

  private void arrive(Projection projection) {
    builder.at(projection.location());
    String queue = Carried.queueName(projection);
    List<Value> delivered =
        builder.append(new DeliverOp(carried(queue), synapsesOf(projection), now));
    carry(queue, delivered.getFirst());
    Synapse synapse = projection.synapse();
    List<String> names =
        synapse.states().stream().map(state -> Carried.stateName(projection, state)).toList();
    List<Value> before = names.stream().map(this::carried).toList();
    Constants constants = fixed.constants(builder, projection);
    Synapse.Arrivals arrivals = new Synapse.Arrivals(delivered.get(1), delivered.get(2));
    List<Value> after = synapse.step(builder, graph.dt(), constants, before, arrivals);
    List<Value> seen =
        switch (fixed.gradients().rule()) {
          case EXACT -> synapse.step(builder, graph.dt(), constants, before, shortened(arrivals));
          case CURRENT_ONLY -> after;
        };
    Value voltage = carried(Carried.voltageName((Node.Population) projection.target()));
    UnaryOperator<Value> flowing = at -> synapse.current(builder, constants, seen, at);
    Value current = flowing.apply(voltage);
    List<Value> computed = new ArrayList<>(after);
    computed.add(current);
    // Several ops read them; a compiler that fuses each with what it reads computes them as often.
    List<Value> once = builder.append(new OptimizationBarrierOp(computed));
    for (int i = 0; i < names.size(); i++) {
      carry(names.get(i), once.get(i));
    }
    currents.put(
        projection.name(), new Flow(once.getLast(), at -> flow(flowing.apply(at), current, once)));
  }

  /// What would flow at another voltage; where it does not depend on that, what flows now.
  private static Value flow(Value there, Value current, List<Value> once) {
    return there.equals(current) ? once.getLast() : there;
  }

  /// What a population sees of arrivals in their own step: of one that is later by t, it sees the
  /// part t/dt less; and as a step's current is that of its beginning, of what has changed since
  /// the arrival it sees half. So what it sees in all steps together, the charge, does not change
  /// with t, to first order in dt.
  private Synapse.Arrivals shortened(Synapse.Arrivals arrivals) {
    double perStep = -1 / graph.dt().length().milliseconds();
    TensorType type = arrivals.lateness().tensorType();
    Value seen = Moved.by(builder, arrivals.weights(), perStep, arrivals.lateness());
    return new Synapse.Arrivals(
        seen, builder.multiply(arrivals.lateness(), builder.splat(type, 0.5)));
  }

  private void advance(Node.Population population) {
    builder.at(population.location());
    List<String> names =
        population.neuron().states().stream()
            .map(state -> Carried.stateName(population, state))
            .toList();
    List<Value> before = names.stream().map(this::carried).toList();
    Current current = current(population, before.getFirst().tensorType());
    Constants constants = fixed.constants(builder, population);
    Neuron.Step step = population.neuron().step(builder, graph.dt(), constants, before, current);
    for (int i = 0; i < names.size(); i++) {
      carry(names.get(i), step.states().get(i));
    }
    spikes.put(population.name(), step.spikes());
    payloads.put(population.name(), step.payload());
  }

  /// All that flows into a population, `[batch, neurons]`.
  private Current current(Node.Population population, TensorType type) {
    List<Flow> flows =
        graph.into(population).stream().map(one -> known(currents, one.name())).toList();
    Optional<Value> drive =
        graph.driveOf(population).map(_ -> builder.broadcast(known(drives, population), type, 1));
    List<Value> flowing = flows.stream().map(Flow::now).toList();
    Value now = sum(flowing, drive, type);
    return new Current() {
      @Override
      public Value now() {
        return now;
      }

      @Override
      public Value at(Value voltage) {
        List<Value> there = flows.stream().map(flow -> flow.at().apply(voltage)).toList();
        return there.equals(flowing) ? now : sum(there, drive, type);
      }
    };
  }

  private Value sum(List<Value> flowing, Optional<Value> drive, TensorType type) {
    return Stream.concat(flowing.stream(), drive.stream())
        .reduce(builder::add)
        .orElseGet(() -> builder.splat(type, 0L));
  }

  private void depart(Projection projection) {
    builder.at(projection.location());
    Value sent = known(spikes, projection.source().name());
    String name = Carried.queueName(projection);
    List<Value> after =
        builder.append(
            new SendOp(carried(name), sent, payload(projection), synapsesOf(projection), now));
    carry(name, after.getFirst());
    if (projection.overflow() == Overflow.FAIL) {
      noteOverflow(projection, after.get(1));
    }
    addTo(projection.droppedPort(), after.get(1));
  }

  private Map<Payload, Value> payload(Projection projection) {
    Map<Payload, Value> payload = new EnumMap<>(Payload.class);
    payload.putAll(payloads.getOrDefault(projection.source().name(), Map.of()));
    fixed
        .gradients()
        .latencies(projection)
        .ifPresent(latencies -> payload.put(Payload.LATENCIES, latencies));
    return payload;
  }

  /// Keeps the number of the first step that dropped an event.
  private void noteOverflow(Projection projection, Value dropped) {
    Value none = builder.scalar(ElementType.I32, 0L);
    Value before = builder.reduceSum(carried(projection.droppedPort()), 0);
    Value isFirst =
        builder.and(
            builder.compare(ComparisonDirection.EQ, before, none),
            builder.compare(ComparisonDirection.NE, builder.reduceSum(dropped, 0), none));
    String step = projection.overflowStepPort();
    carry(step, builder.select(isFirst, now, carried(step)));
  }

  private void count(Node.Population population) {
    builder.at(population.location());
    Value fired = builder.convert(known(spikes, population.name()), ElementType.I32);
    addTo(population.spikeCountPort(), fired);
  }

  private void addTo(String counter, Value events) {
    carry(counter, builder.add(carried(counter), events));
  }

  private Synapses synapsesOf(Projection projection) {
    return known(fixed.synapses(), projection.name());
  }

  private static <K, T> T known(Map<K, T> values, K name) {
    T value = values.get(name);
    if (value == null) {
      throw new IllegalStateException(
          "event step: expected one of %s, got \"%s\"".formatted(values.keySet(), name));
    }
    return value;
  }
}
