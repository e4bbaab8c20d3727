package dev.ranvier.runtime.train;

import dev.ranvier.compiler.TrainingProgram;
import dev.ranvier.compiler.graph.Node;
import dev.ranvier.compiler.graph.Projection;
import dev.ranvier.compiler.signature.Port;
import dev.ranvier.compiler.signature.Role;
import dev.ranvier.runtime.array.ArrayType;
import dev.ranvier.runtime.array.DType;
import dev.ranvier.runtime.array.HostArray;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// Runs samples of a data set through a training program as it stands on the device.
///
/// @param batch samples that go through the device together
record Evaluation(TrainingProgram program, DeviceTraining device, Dataset data, int batch) {
  /// What the device is given of a batch.
  ///
  /// @param augmentation what changes samples at random, in training
  DeviceTraining.Given given(Batch of, Optional<RandomGenerator> augmentation) {
    Map<String, HostArray> inputs = data.inputs(of.samples(), augmentation);
    for (Port port : program.updateSignature().inputs(Role.SEQUENCE)) {
      HostArray spikes = inputs.get(port.name());
      if (spikes == null) {
        throw new TrainingInputException(
            "data: expected spikes of \"%s\", got %s; give those of every input"
                .formatted(port.name(), inputs.keySet()));
      }
      DType element = DType.ofSpelling(port.type().element().spelling()).orElseThrow();
      ArrayType expected = new ArrayType(element, port.type().dimensions());
      if (!spikes.type().equals(expected)) {
        throw new TrainingInputException(
            "data: \"%s\": expected %s, which is [steps, samples, channels], got %s; give all steps of all samples, as HostArray.ofBytes(ArrayType.of(DType.U8, ...), bytes)"
                .formatted(port.name(), expected, spikes.type()));
      }
    }
    return new DeviceTraining.Given(inputs, of.labels(data.labels()));
  }

  /// @param samples indices into the data set, at least one
  Tested of(int[] samples) {
    long correct = 0;
    Map<String, Long> spikes = new TreeMap<>();
    Map<String, Long> dropped = new TreeMap<>();
    for (Batch part : Batches.evaluation(samples, batch)) {
      DeviceTraining.Seen seen = device.evaluate(given(part, Optional.empty()));
      correct += seen.correct();
      for (Node.Population population : program.graph().populations()) {
        add(spikes, population.name(), seen.get(population.spikeCountPort()), part);
      }
      for (Projection projection : program.graph().projections()) {
        add(dropped, projection.name(), seen.get(projection.droppedPort()), part);
      }
    }
    return new Tested(samples.length, correct, spikes, dropped);
  }

  /// @param counts `[batch, ...]`
  private static void add(Map<String, Long> sums, String name, HostArray counts, Batch part) {
    int[] all = counts.ints();
    int counted = all.length / part.samples().length * part.counted();
    long sum = 0;
    for (int i = 0; i < counted; i++) {
      sum += all[i];
    }
    sums.merge(name, sum, Long::sum);
  }
}
