package dev.ranvier.runtime.inference;

import dev.ranvier.runtime.array.HostArray;
import dev.ranvier.runtime.inference.model.ModelDescription;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/// The first neuron to spike in each sample, and when. Done once every sample that counts has a
/// spike, since a later one is not the first.
final class FirstSpikeReading implements Reading {
  private static final int NONE = -1;

  private final ModelDescription model;
  private final int[] neuron;
  private final int[] step;
  private int silent;
  private int steps;

  FirstSpikeReading(ModelDescription model, int samples) {
    this.model = model;
    this.neuron = new int[samples];
    this.step = new int[samples];
    this.silent = samples;
    Arrays.fill(neuron, NONE);
    Arrays.fill(step, model.steps());
  }

  @Override
  public void add(HostArray part) {
    int count = Math.toIntExact(part.type().dims().getFirst());
    int batch = Math.toIntExact(part.type().dims().get(1));
    ByteBuffer spikes = part.data();
    for (int k = 0; k < count; k++) {
      for (int sample = 0; sample < neuron.length; sample++) {
        if (neuron[sample] == NONE) {
          look(spikes, (k * batch + sample) * model.classes(), sample);
        }
      }
      steps++;
    }
  }

  private void look(ByteBuffer spikes, int from, int sample) {
    for (int i = 0; i < model.classes(); i++) {
      if (spikes.get(from + i) != 0) {
        neuron[sample] = i;
        step[sample] = steps;
        silent--;
        return;
      }
    }
  }

  @Override
  public boolean isDone() {
    return silent == 0 || steps == model.steps();
  }

  @Override
  public List<HostArray> answers() {
    float[] times = new float[step.length];
    for (int i = 0; i < times.length; i++) {
      times[i] = (float) (step[i] * model.dtMs());
    }
    return List.of(HostArray.of(neuron.clone(), neuron.length), HostArray.of(times, times.length));
  }
}
