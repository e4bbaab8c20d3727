package dev.ranvier.runtime.train;

import dev.ranvier.compiler.graph.NetworkGraph;
import dev.ranvier.compiler.pass.TrainedNumber;
import dev.ranvier.compiler.train.Recipe;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.runtime.array.ArrayType;
import dev.ranvier.runtime.array.DType;
import dev.ranvier.runtime.array.HostArray;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Constants of models and initial states that a recipe trains, as a program that runs is compiled
/// with them.
record LearnedNumbers(NetworkGraph graph, Recipe recipe) {
  /// Those of a training; what it left out is as it is before a training.
  ///
  /// @return by their ports, in the network's order
  /// @throws TrainingInputException with all that does not fit
  Map<String, Tensor> of(Map<String, HostArray> trained) {
    Map<String, Tensor> learned = new LinkedHashMap<>();
    List<String> problems = new ArrayList<>();
    for (TrainedNumber number : TrainedNumber.of(graph, recipe)) {
      HostArray given = trained.get(number.port());
      ArrayType type = ArrayType.of(DType.F32, number.neurons());
      if (given == null) {
        learned.put(number.port(), number.initial());
      } else if (given.type().equals(type)) {
        learned.put(number.port(), tensor(given, number.initial().type()));
      } else {
        problems.add("%s: expected %s, got %s".formatted(number.port(), type, given.type()));
      }
    }
    if (!problems.isEmpty()) {
      throw new TrainingInputException(
          "export of \"%s\": %s; give the parameters of a training of this network"
              .formatted(graph.name(), String.join("; ", problems)));
    }
    return learned;
  }

  private static Tensor tensor(HostArray array, TensorType type) {
    float[] values = array.floats();
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return Tensor.ofDoubles(type, wide);
  }
}
