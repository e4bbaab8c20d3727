package dev.ranvier.tests.execute;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/// A feed-forward chain of leaky integrate-and-fire populations, simulated one sample, one step,
/// one neuron and one event at a time, with nothing taken from Ranvier. Written from the equations:
///
/// ```
/// arrivals(k)  events sent d steps before k
/// I(k)      = exp(-dt/tauSynapse) I(k-1) + sum of w over arrivals(k)
/// V'(k)     = exp(-dt/tauMembrane) V(k-1) + I(k) dt
/// spike(k)  = V(k-1) < threshold and V'(k) >= threshold
/// V(k)      = spike ? reset : V'(k)
/// ```
///
/// Currents and voltages are kept as floats; each step's sums are taken in doubles and rounded
/// once, which is what Ranvier promises of its runs.
final class StepByStep {
  /// One projection: `weights[pre][post]`, `delays[pre][post]` in steps, time constant in ms.
  @SuppressWarnings("ArrayRecordComponent")
  record Layer(
      float[][] weights,
      int[][] delays,
      double tauSynapse,
      double tauMembrane,
      float threshold,
      float reset) {
    int post() {
      return weights[0].length;
    }
  }

  /// What one layer did: `[step][neuron]`.
  @SuppressWarnings("ArrayRecordComponent")
  record Trace(boolean[][] spikes, float[][] voltages) {}

  private StepByStep() {}

  /// @param input `[step][neuron]`
  /// @param dt in ms
  static List<Trace> run(boolean[][] input, List<Layer> layers, double dt) {
    List<Trace> traces = new ArrayList<>();
    boolean[][] sent = input;
    for (Layer layer : layers) {
      Trace trace = run(sent, layer, dt);
      traces.add(trace);
      sent = trace.spikes();
    }
    return traces;
  }

  private static Trace run(boolean[][] sent, Layer layer, double dt) {
    int steps = sent.length;
    int post = layer.post();
    List<List<ArrayDeque<Integer>>> queues = emptyQueues(layer.weights().length, post);
    float[] current = new float[post];
    float[] voltage = new float[post];
    double synapseDecay = (float) Math.exp(-dt / layer.tauSynapse());
    double membraneDecay = (float) Math.exp(-dt / layer.tauMembrane());
    boolean[][] spikes = new boolean[steps][post];
    float[][] voltages = new float[steps][post];
    for (int step = 0; step < steps; step++) {
      for (int j = 0; j < post; j++) {
        double arrived = 0;
        for (int i = 0; i < layer.weights().length; i++) {
          ArrayDeque<Integer> queue = queues.get(i).get(j);
          while (!queue.isEmpty() && queue.peek() == step) {
            queue.remove();
            arrived += layer.weights()[i][j];
          }
        }
        current[j] = (float) (synapseDecay * current[j] + arrived);
        float next = (float) (membraneDecay * voltage[j] + current[j] * (double) (float) dt);
        boolean spike = voltage[j] < layer.threshold() && next >= layer.threshold();
        voltage[j] = spike ? layer.reset() : next;
        spikes[step][j] = spike;
        voltages[step][j] = voltage[j];
      }
      send(sent[step], step, layer.delays(), queues);
    }
    return new Trace(spikes, voltages);
  }

  private static void send(
      boolean[] sent, int step, int[][] delays, List<List<ArrayDeque<Integer>>> queues) {
    for (int i = 0; i < sent.length; i++) {
      for (int j = 0; sent[i] && j < delays[i].length; j++) {
        queues.get(i).get(j).add(step + delays[i][j]);
      }
    }
  }

  private static List<List<ArrayDeque<Integer>>> emptyQueues(int pre, int post) {
    List<List<ArrayDeque<Integer>>> queues = new ArrayList<>();
    for (int i = 0; i < pre; i++) {
      List<ArrayDeque<Integer>> row = new ArrayList<>();
      for (int j = 0; j < post; j++) {
        row.add(new ArrayDeque<>());
      }
      queues.add(row);
    }
    return queues;
  }
}
