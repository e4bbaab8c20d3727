package dev.ranvier.runtime.train;

import dev.ranvier.compiler.Program;
import dev.ranvier.compiler.graph.NetworkGraph;
import dev.ranvier.compiler.graph.Projection;
import dev.ranvier.compiler.signature.Port;
import dev.ranvier.compiler.signature.Role;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.runtime.array.ArrayType;
import dev.ranvier.runtime.array.DType;
import dev.ranvier.runtime.array.HostArray;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The parameters that a program which runs takes, from those that a training gave: trained delays
/// go from ms to steps as training itself rounds them, the rest is as it was drawn.
///
/// @param learned what the program was compiled with: constants of models are among its parameters,
///   the others are in its initial state
record ExportedParameters(NetworkGraph graph, Program program, Map<String, Tensor> learned) {
  static ArrayType type(Port port) {
    DType dtype = DType.ofSpelling(port.type().element().spelling()).orElseThrow();
    return new ArrayType(dtype, port.type().dimensions());
  }

  /// @throws TrainingInputException with all that does not fit
  Map<String, HostArray> of(Map<String, HostArray> trained) {
    Map<String, HostArray> given = new LinkedHashMap<>();
    program.parameters().forEach((name, tensor) -> given.put(name, DeviceTraining.array(tensor)));
    trained.forEach(given::put);
    learned.forEach((name, tensor) -> given.put(name, DeviceTraining.array(tensor)));
    for (Projection projection : graph.projections()) {
      HostArray milliseconds = given.remove(projection.latenciesPort());
      if (milliseconds != null) {
        given.put(projection.delaysPort(), steps(projection, milliseconds));
      }
    }
    List<String> problems = new ArrayList<>();
    Map<String, HostArray> chosen = new LinkedHashMap<>();
    for (Port port : program.signature().inputs(Role.PARAMETER)) {
      HostArray array = given.remove(port.name());
      if (array == null || !array.type().equals(type(port))) {
        problems.add(
            "%s: expected %s, got %s"
                .formatted(port.name(), type(port), array == null ? "nothing" : array.type()));
      } else {
        chosen.put(port.name(), array);
      }
    }
    trained.keySet().stream()
        .filter(name -> given.containsKey(name) && !learned.containsKey(name))
        .forEach(name -> problems.add(name + ": a network that runs does not take it"));
    if (!problems.isEmpty()) {
      throw new TrainingInputException(
          "export of \"%s\": %s; give the parameters of a training of this network"
              .formatted(graph.name(), String.join("; ", problems)));
    }
    return chosen;
  }

  private HostArray steps(Projection projection, HostArray milliseconds) {
    float each = (float) graph.dt().length().milliseconds();
    int smallest = projection.delays().smallestSteps(graph.dt());
    int largest = projection.delays().largestSteps(graph.dt());
    float[] times = milliseconds.floats();
    int[] steps = new int[times.length];
    for (int i = 0; i < times.length; i++) {
      steps[i] = Math.clamp(Math.round(Math.rint(times[i] / each)), smallest, largest);
    }
    long[] dims = milliseconds.type().dims().stream().mapToLong(Long::longValue).toArray();
    return HostArray.of(steps, dims);
  }
}
