package dev.ranvier.compiler.pass;

import dev.ranvier.compiler.graph.Drive;
import dev.ranvier.compiler.graph.NetworkGraph;
import dev.ranvier.compiler.graph.Node;
import dev.ranvier.compiler.graph.Overflow;
import dev.ranvier.compiler.graph.Projection;
import dev.ranvier.compiler.graph.Recorder;
import dev.ranvier.compiler.neuron.Neuron;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.DeliverOp;
import dev.ranvier.ir.op.SendOp;
import dev.ranvier.ir.op.Synapses;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
  private final Map<String, Synapses> synapses;
  private final Map<String, Value> carried = new HashMap<>();
  private final Map<String, Value> spikes = new HashMap<>();
  private final Map<Node.Population, Value> drives = new HashMap<>();

  /// @param synapses of each projection, by its name
  EventStep(NetworkGraph graph, Builder builder, Value now, Map<String, Synapses> synapses) {
    this.graph = graph;
    this.builder = builder;
    this.now = now;
    this.synapses = synapses;
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
      case VOLTAGE -> carried(recorder.node().name() + ".voltage");
    };
  }

  private void arrive(Projection projection) {
    builder.at(projection.location());
    String queue = Carried.queueName(projection);
    List<Value> delivered =
        builder.append(new DeliverOp(carried(queue), synapsesOf(projection), now));
    carry(queue, delivered.getFirst());
    String current = Carried.currentName(projection);
    carry(
        current,
        projection.synapse().step(builder, graph.dt(), carried(current), delivered.getLast()));
  }

  private void advance(Node.Population population) {
    builder.at(population.location());
    String name = Carried.voltageName(population);
    Value voltage = carried(name);
    Value current = current(population, voltage.tensorType());
    Neuron.Step step = population.neuron().step(builder, graph.dt(), voltage, current);
    carry(name, step.voltage());
    spikes.put(population.name(), step.spikes());
  }

  /// All that flows into a population, `[batch, neurons]`.
  private Value current(Node.Population population, TensorType type) {
    List<Value> currents = new ArrayList<>();
    graph
        .into(population)
        .forEach(projection -> currents.add(carried(Carried.currentName(projection))));
    graph
        .driveOf(population)
        .ifPresent(drive -> currents.add(builder.broadcast(known(drives, population), type, 1)));
    return currents.stream().reduce(builder::add).orElseGet(() -> builder.splat(type, 0L));
  }

  private void depart(Projection projection) {
    builder.at(projection.location());
    Value sent = known(spikes, projection.source().name());
    String name = Carried.queueName(projection);
    List<Value> after =
        builder.append(new SendOp(carried(name), sent, synapsesOf(projection), now));
    carry(name, after.getFirst());
    if (projection.overflow() == Overflow.FAIL) {
      noteOverflow(projection, after.getLast());
    }
    addTo(projection.droppedPort(), after.getLast());
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
    addTo(Carried.spikeCountName(population), fired);
  }

  private void addTo(String counter, Value events) {
    carry(counter, builder.add(carried(counter), events));
  }

  private Synapses synapsesOf(Projection projection) {
    return known(synapses, projection.name());
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
