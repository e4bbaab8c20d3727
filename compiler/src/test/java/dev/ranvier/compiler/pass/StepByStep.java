package dev.ranvier.compiler.pass;

import dev.ranvier.compiler.graph.NetworkGraph;
import dev.ranvier.compiler.graph.Node;
import dev.ranvier.compiler.graph.Projection;
import dev.ranvier.compiler.graph.Recorder;
import dev.ranvier.compiler.neuron.Lif;
import dev.ranvier.compiler.queue.Fifo;
import dev.ranvier.compiler.synapse.Exponential;
import dev.ranvier.ir.eval.Tensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// A network run step by step in plain Java, without IR: loops over synapses, each with a list of
/// the steps in which its spikes arrive.
final class StepByStep {
  private final NetworkGraph graph;
  private final int sample;
  private final Map<String, Tensor> parameters;
  private final Map<String, Tensor> given = new HashMap<>();
  private final Map<String, float[]> voltages = new HashMap<>();
  private final Map<String, float[]> currents = new HashMap<>();
  private final Map<String, boolean[]> spikes = new HashMap<>();
  private final Map<String, List<Deque<Integer>>> arrivals = new HashMap<>();

  private StepByStep(NetworkGraph graph, int sample) {
    this.graph = graph;
    this.sample = sample;
    this.parameters = DrawParameters.draw(graph, Runs.SEED);
    SplittableRandom random = new SplittableRandom(Runs.SEED);
    for (Node.Input input : graph.inputs()) {
      given.put(input.name(), Runs.spikes(random, input.size()));
    }
    for (Node.Population population : graph.populations()) {
      float[] start = new float[population.size()];
      java.util.Arrays.fill(start, (float) population.neuron().states().getFirst().initial());
      voltages.put(population.name(), start);
    }
    for (Projection projection : graph.projections()) {
      currents.put(projection.name(), new float[projection.target().size()]);
      List<Deque<Integer>> queues = new ArrayList<>();
      for (int i = 0; i < projection.source().size() * projection.target().size(); i++) {
        queues.add(new ArrayDeque<>());
      }
      arrivals.put(projection.name(), queues);
    }
  }

  /// What is recorded, `[steps, batch, neurons]`, for each recorder.
  static List<float[]> run(NetworkGraph graph) {
    List<float[]> records = new ArrayList<>();
    for (Recorder recorder : graph.recorders()) {
      records.add(new float[Runs.STEPS * Runs.BATCH * recorder.node().size()]);
    }
    for (int sample = 0; sample < Runs.BATCH; sample++) {
      StepByStep run = new StepByStep(graph, sample);
      for (int step = 0; step < Runs.STEPS; step++) {
        run.step(step);
        run.record(step, records);
      }
    }
    return records;
  }

  private void step(int now) {
    for (Projection projection : graph.projections()) {
      arrive(projection, now);
    }
    for (Node.Population population : graph.populations()) {
      advance(population);
    }
    for (Node.Input input : graph.inputs()) {
      boolean[] row = new boolean[input.size()];
      for (int i = 0; i < row.length; i++) {
        row[i] = get(given, input.name()).asLong((now * Runs.BATCH + sample) * row.length + i) != 0;
      }
      spikes.put(input.name(), row);
    }
    for (Projection projection : graph.projections()) {
      depart(projection, now);
    }
  }

  private void arrive(Projection projection, int now) {
    float[] current = get(currents, projection.name());
    Tensor weights = get(parameters, projection.name() + ".weights");
    double tau = ((Exponential) projection.synapse()).tau().milliseconds();
    float decay = (float) Math.exp(-graph.dt().length().milliseconds() / tau);
    for (int target = 0; target < current.length; target++) {
      double sum = 0;
      for (int source = 0; source < projection.source().size(); source++) {
        int synapse = source * current.length + target;
        Deque<Integer> queue = get(arrivals, projection.name()).get(synapse);
        if (queue.remove((Integer) now)) {
          sum += weights.asDouble(synapse);
        }
      }
      current[target] = (float) ((double) decay * current[target] + sum);
    }
  }

  private void advance(Node.Population population) {
    Lif lif = (Lif) population.neuron();
    float[] voltage = get(voltages, population.name());
    boolean[] fired = new boolean[voltage.length];
    double dt = graph.dt().length().milliseconds();
    float beta = (float) Math.exp(-dt / lif.tauMembrane().milliseconds());
    for (int i = 0; i < voltage.length; i++) {
      float current = 0;
      for (Projection projection : graph.into(population)) {
        current += get(currents, projection.name())[i];
      }
      float next = (float) ((double) beta * voltage[i] + (double) (float) dt * current);
      fired[i] = voltage[i] < (float) lif.threshold() && next >= (float) lif.threshold();
      voltage[i] = fired[i] ? (float) lif.reset() : next;
    }
    spikes.put(population.name(), fired);
  }

  private void depart(Projection projection, int now) {
    boolean[] sent = get(spikes, projection.source().name());
    Tensor delays = get(parameters, projection.name() + ".delays");
    int room = projection.queue() instanceof Fifo(int events) ? events : Integer.MAX_VALUE;
    List<Deque<Integer>> queues = get(arrivals, projection.name());
    for (int synapse = 0; synapse < queues.size(); synapse++) {
      if (sent[synapse / projection.target().size()] && queues.get(synapse).size() < room) {
        queues.get(synapse).add(now + (int) delays.asLong(synapse));
      }
    }
  }

  private void record(int step, List<float[]> records) {
    for (int r = 0; r < records.size(); r++) {
      Recorder recorder = graph.recorders().get(r);
      int size = recorder.node().size();
      for (int i = 0; i < size; i++) {
        records.get(r)[(step * Runs.BATCH + sample) * size + i] =
            switch (recorder.quantity()) {
              case SPIKES -> get(spikes, recorder.node().name())[i] ? 1 : 0;
              case VOLTAGE -> get(voltages, recorder.node().name())[i];
            };
      }
    }
  }

  private static <T> T get(Map<String, T> values, String name) {
    T value = values.get(name);
    if (value == null) {
      throw new IllegalStateException("nothing is called " + name);
    }
    return value;
  }
}
