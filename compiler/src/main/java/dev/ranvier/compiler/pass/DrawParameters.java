package dev.ranvier.compiler.pass;

import dev.ranvier.compiler.graph.NetworkGraph;
import dev.ranvier.compiler.graph.Projection;
import dev.ranvier.compiler.parameter.Streams;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// Draws the weights and delays that a network begins with. The same seed gives the same bits on
/// every machine.
public final class DrawParameters {
  private DrawParameters() {}

  /// @return `[source, target]` tensors by the names of their ports: weights as `f32`, delays in
  ///   steps as `i32`
  public static Map<String, Tensor> draw(NetworkGraph graph, long seed) {
    Map<String, Tensor> parameters = new LinkedHashMap<>();
    for (Projection projection : graph.projections()) {
      int sources = projection.source().size();
      int targets = projection.target().size();
      TensorType shape = TensorType.of(ElementType.F32, sources, targets);
      String weights = BuildEventModule.weightsName(projection);
      parameters.put(
          weights,
          Tensor.ofFloats(
              shape, projection.weights().draw(Streams.of(seed, weights), sources, targets)));
      String delays = BuildEventModule.delaysName(projection);
      parameters.put(
          delays,
          Tensor.ofInts(
              shape.withElement(ElementType.I32),
              projection.delays().draw(Streams.of(seed, delays), graph.dt(), sources, targets)));
    }
    return Collections.unmodifiableMap(parameters);
  }
}
