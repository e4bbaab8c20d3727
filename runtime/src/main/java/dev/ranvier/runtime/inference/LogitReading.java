package dev.ranvier.runtime.inference;

import dev.ranvier.runtime.array.HostArray;
import dev.ranvier.runtime.inference.model.Answer;
import dev.ranvier.runtime.inference.model.ModelDescription;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/// Logits that are sums or maxima over all steps, and the class of the largest: of several the
/// first, as training counts it.
final class LogitReading implements Reading {
  private final ModelDescription model;
  private final int samples;
  private final int classes;
  private final double[] logits;
  private int steps;

  LogitReading(ModelDescription model, int samples) {
    this.model = model;
    this.samples = samples;
    this.classes = model.classes();
    this.logits = new double[samples * classes];
    if (model.answer() instanceof Answer.VoltageMaximum) {
      Arrays.fill(logits, Double.NEGATIVE_INFINITY);
    }
  }

  @Override
  public void add(HostArray part) {
    int count = Math.toIntExact(part.type().dims().getFirst());
    int batch = Math.toIntExact(part.type().dims().get(1));
    for (int k = 0; k < count; k++) {
      addStep(part, k * batch * classes);
      steps++;
    }
  }

  private void addStep(HostArray part, int from) {
    ByteBuffer data = part.data();
    switch (model.answer()) {
      case Answer.VoltageIntegral integral -> {
        double weight =
            integral.scale() * model.dtMs() * Math.exp(-steps * model.dtMs() / integral.tauMs());
        for (int i = 0; i < logits.length; i++) {
          logits[i] += weight * data.getFloat(Float.BYTES * (from + i));
        }
      }
      case Answer.VoltageMaximum _ -> {
        for (int i = 0; i < logits.length; i++) {
          logits[i] = Math.max(logits[i], data.getFloat(Float.BYTES * (from + i)));
        }
      }
      case Answer.SpikeCount count -> {
        for (int i = 0; i < logits.length; i++) {
          logits[i] += data.get(from + i) != 0 ? count.scale() : 0;
        }
      }
      case Answer.FirstSpike _ -> throw new IllegalStateException("no logits: " + model.answer());
    }
  }

  @Override
  public boolean isDone() {
    return steps == model.steps();
  }

  @Override
  public List<HostArray> answers() {
    float[] rounded = new float[logits.length];
    int[] largest = new int[samples];
    for (int i = 0; i < logits.length; i++) {
      rounded[i] = (float) logits[i];
    }
    for (int sample = 0; sample < samples; sample++) {
      largest[sample] = largest(rounded, sample * classes);
    }
    return List.of(HostArray.of(largest, samples), HostArray.of(rounded, samples, classes));
  }

  /// -1 if none is a number.
  private int largest(float[] values, int from) {
    int best = -1;
    for (int i = 0; i < classes; i++) {
      float value = values[from + i];
      if (!Float.isNaN(value) && (best < 0 || value > values[from + best])) {
        best = i;
      }
    }
    return best;
  }
}
