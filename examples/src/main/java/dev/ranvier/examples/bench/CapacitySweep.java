package dev.ranvier.examples.bench;

import static dev.ranvier.compiler.dsl.Declare.dense;
import static dev.ranvier.compiler.dsl.Declare.dt;
import static dev.ranvier.compiler.dsl.Declare.exponential;
import static dev.ranvier.compiler.dsl.Declare.ms;
import static dev.ranvier.compiler.dsl.Declare.normal;
import static dev.ranvier.compiler.dsl.Declare.ring;
import static dev.ranvier.compiler.dsl.Declare.spikes;
import static dev.ranvier.compiler.dsl.Declare.uniform;

import dev.ranvier.compiler.Compiler;
import dev.ranvier.compiler.Settings;
import dev.ranvier.compiler.dsl.Network;
import dev.ranvier.compiler.neuron.Lif;
import dev.ranvier.compiler.queue.Queue;
import dev.ranvier.compiler.target.Targets;
import dev.ranvier.examples.run.Spikes;
import dev.ranvier.runtime.session.Recording;
import dev.ranvier.runtime.session.Session;
import dev.ranvier.runtime.session.SimulationProgress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// What a queue that holds few events does to a network: busy neurons, at 100 to 400 Hz, reach
/// readers over delays of up to 8 ms, so that several spikes of a synapse are under way at once.
/// Run with queues of several capacities, and with rings, which lose nothing, to compare with.
///
/// @param queue of a capacity
/// @param capacities that are tried
/// @param neurons busy ones, and as many readers
/// @param steps of 0.1 ms
public record CapacitySweep(
    IntFunction<Queue> queue, List<Integer> capacities, int neurons, int steps, long seed) {
  private static final String BUSY = "busy";
  private static final String READERS = "readers";
  private static final double STEP = 0.1;

  public CapacitySweep {
    capacities = List.copyOf(capacities);
  }

  /// What one capacity did.
  ///
  /// @param sent events that the busy neurons sent
  /// @param dropped events of those
  /// @param dropRate the share that was dropped
  /// @param spikes of the readers
  /// @param ofLossless those, of what they are without drops
  /// @param firstSpikesKept the share of readers whose first spike is in the same step as without
  ///   drops, or stays out in both
  public record Point(
      int capacity,
      long sent,
      long dropped,
      double dropRate,
      long spikes,
      double ofLossless,
      double firstSpikesKept) {}

  public List<Point> run(Session session) {
    Recording lossless = simulate(session, ring());
    List<Point> points = new ArrayList<>();
    for (int capacity : capacities) {
      points.add(point(capacity, simulate(session, queue.apply(capacity)), lossless));
    }
    return points;
  }

  private Recording simulate(Session session, Queue queues) {
    Settings settings = Settings.batch(1).steps(steps).seed(seed);
    try (var loaded =
            session.load(Compiler.target(Targets.cpu()).compile(network(queues), settings));
        var simulation = loaded.start()) {
      return simulation.run(steps, Map.of(), SimulationProgress.NONE);
    }
  }

  private Network network(Queue queues) {
    return Network.named(
        "sweep",
        dt(ms(STEP)),
        n -> {
          var lif = Lif.exactReset().tauMembrane(ms(10)).threshold(1);
          var busy = n.population(BUSY, neurons, lif);
          var readers = n.population(READERS, neurons, lif);
          n.drive(busy, uniform(0.15, 0.5));
          n.project(
              busy,
              readers,
              dense()
                  .weights(normal(0.35 / neurons, 0.4 / neurons))
                  .delays(uniform(ms(STEP), ms(8)))
                  .synapse(exponential(ms(2)))
                  .queue(queues));
          n.record(spikes(readers));
        });
  }

  private Point point(int capacity, Recording run, Recording lossless) {
    long sent = neurons * count(run, BUSY + ".spikeCount");
    long dropped = count(run, BUSY + "->" + READERS + ".dropped");
    long spiked = count(run, READERS + ".spikeCount");
    int[] first = firstSpikes(run);
    int[] before = firstSpikes(lossless);
    long kept = IntStream.range(0, neurons).filter(i -> first[i] == before[i]).count();
    return new Point(
        capacity,
        sent,
        dropped,
        (double) dropped / Math.max(1, sent),
        spiked,
        (double) spiked / Math.max(1, count(lossless, READERS + ".spikeCount")),
        (double) kept / neurons);
  }

  private static long count(Recording recording, String name) {
    int[] counts = Objects.requireNonNull(recording.counts().get(name), name).ints();
    return Arrays.stream(counts).asLongStream().sum();
  }

  /// The step of each reader's first spike; -1 for none.
  private int[] firstSpikes(Recording recording) {
    int[] first = new int[neurons];
    Arrays.fill(first, -1);
    for (Spikes.Spike spike : Spikes.of(recording.spikes(READERS)).of(0)) {
      if (first[spike.neuron()] < 0 || spike.step() < first[spike.neuron()]) {
        first[spike.neuron()] = spike.step();
      }
    }
    return first;
  }
}
