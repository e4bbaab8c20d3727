package dev.ranvier.examples.run;

import dev.ranvier.runtime.array.HostArray;
import java.util.List;
import java.util.stream.IntStream;

/// Membrane voltages of a batch: [steps, samples, neurons].
public final class Voltages {
  private final int steps;
  private final int samples;
  private final int neurons;
  private final float[] values;

  private Voltages(int steps, int samples, int neurons, float[] values) {
    this.steps = steps;
    this.samples = samples;
    this.neurons = neurons;
    this.values = values;
  }

  /// @param recorded `f32[steps, samples, neurons]`
  public static Voltages of(HostArray recorded) {
    List<Long> dims = recorded.type().dims();
    return new Voltages(
        dims.get(0).intValue(), dims.get(1).intValue(), dims.get(2).intValue(), recorded.floats());
  }

  /// One neuron's voltage in one sample, a value a step.
  public List<Float> of(int sample, int neuron) {
    return IntStream.range(0, steps)
        .mapToObj(step -> values[(step * samples + sample) * neurons + neuron])
        .toList();
  }
}
