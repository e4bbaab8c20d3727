package dev.ranvier.examples.run;

import dev.ranvier.runtime.array.HostArray;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// What one run of a program recorded.
public final class Recording {
  private final Map<String, HostArray> records;
  private final Map<String, Integer> counts;
  private final Duration deviceTime;

  Recording(Map<String, HostArray> records, Map<String, Integer> counts, Duration deviceTime) {
    this.records = Map.copyOf(records);
    this.counts = Map.copyOf(counts);
    this.deviceTime = deviceTime;
  }

  /// The spikes of a population, which has to be among the network's recorders.
  public Spikes spikes(String population) {
    HostArray array = record(population + ".spikes");
    List<Long> dims = array.type().dims();
    return new Spikes(
        dims.get(0).intValue(), dims.get(1).intValue(), dims.get(2).intValue(), array.bytes());
  }

  /// The voltages of one sample's neurons, `[neuron][step]`.
  public List<List<Float>> voltages(String population, int sample) {
    HostArray array = record(population + ".voltage");
    int steps = array.type().dims().get(0).intValue();
    int samples = array.type().dims().get(1).intValue();
    int neurons = array.type().dims().get(2).intValue();
    float[] values = array.floats();
    return IntStream.range(0, neurons)
        .mapToObj(
            neuron ->
                IntStream.range(0, steps)
                    .mapToObj(step -> values[(step * samples + sample) * neurons + neuron])
                    .toList())
        .toList();
  }

  /// How many events queues had no room for, over the whole batch.
  public int dropped() {
    return counts.entrySet().stream()
        .filter(count -> count.getKey().endsWith(".dropped"))
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  /// How long the device was busy.
  public Duration deviceTime() {
    return deviceTime;
  }

  private HostArray record(String name) {
    HostArray array = records.get(name);
    if (array == null) {
      throw new IllegalArgumentException(
          name + ": not recorded; recorded are " + records.keySet().stream().sorted().toList());
    }
    return array;
  }
}
