package dev.ranvier.examples.run;

import dev.ranvier.runtime.array.ArrayType;
import dev.ranvier.runtime.array.DType;
import dev.ranvier.runtime.array.HostArray;
import java.util.ArrayList;
import java.util.List;

/// Who spiked when in a batch: [steps, samples, neurons].
public final class Spikes {
  private final int steps;
  private final int samples;
  private final int neurons;
  private final byte[] values;

  /// @param values not 0 where there is a spike, row-major; not copied
  public Spikes(int steps, int samples, int neurons, byte[] values) {
    if (values.length != steps * samples * neurons) {
      throw new IllegalArgumentException(
          "spikes: expected %d x %d x %d values, got %d"
              .formatted(steps, samples, neurons, values.length));
    }
    this.steps = steps;
    this.samples = samples;
    this.neurons = neurons;
    this.values = values;
  }

  /// @param recorded `ui8[steps, samples, neurons]`
  public static Spikes of(HostArray recorded) {
    List<Long> dims = recorded.type().dims();
    return new Spikes(
        dims.get(0).intValue(), dims.get(1).intValue(), dims.get(2).intValue(), recorded.bytes());
  }

  /// As an array to give to a runtime.
  public HostArray toArray() {
    return HostArray.ofBytes(ArrayType.of(DType.U8, steps, samples, neurons), values);
  }

  /// A spike of one sample.
  public record Spike(int step, int neuron) {}

  public int neurons() {
    return neurons;
  }

  public boolean at(int step, int sample, int neuron) {
    return values[(step * samples + sample) * neurons + neuron] != 0;
  }

  /// One sample's spikes in the order of time, then of neurons.
  public List<Spike> of(int sample) {
    List<Spike> spikes = new ArrayList<>();
    for (int step = 0; step < steps; step++) {
      for (int neuron = 0; neuron < neurons; neuron++) {
        if (at(step, sample, neuron)) {
          spikes.add(new Spike(step, neuron));
        }
      }
    }
    return spikes;
  }
}
