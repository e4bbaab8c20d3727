package dev.ranvier.compiler.pass;

import dev.ranvier.compiler.connect.Wiring;
import dev.ranvier.compiler.graph.Drive;
import dev.ranvier.compiler.graph.NetworkGraph;
import dev.ranvier.compiler.graph.Projection;
import dev.ranvier.compiler.graph.Wirings;
import dev.ranvier.compiler.parameter.Streams;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Draws the drives, weights and delays that a network begins with, and spells out the wiring of
/// its sparse projections. The same seed gives the same bits on every machine.
public final class DrawParameters {
  private final NetworkGraph graph;
  private final long seed;
  private final Map<String, Tensor> parameters = new LinkedHashMap<>();

  private DrawParameters(NetworkGraph graph, long seed) {
    this.graph = graph;
    this.seed = seed;
  }

  /// @return tensors by the names of their ports, which `Projection` describes
  public static Map<String, Tensor> draw(NetworkGraph graph, long seed) {
    DrawParameters pass = new DrawParameters(graph, seed);
    Map<Projection, Wiring> wirings = Wirings.of(graph, seed);
    graph.drives().forEach(pass::drive);
    for (Projection projection : graph.projections()) {
      Wiring wiring = wirings.get(projection);
      if (wiring == null) {
        pass.dense(projection);
      } else {
        pass.wired(projection, wiring);
      }
    }
    return Collections.unmodifiableMap(pass.parameters);
  }

  private void drive(Drive drive) {
    int neurons = drive.population().size();
    put(
        drive.port(),
        TensorType.of(ElementType.F32, neurons),
        drive.current().draw(stream(drive.port()), 1, neurons));
  }

  private void dense(Projection projection) {
    int sources = projection.source().size();
    int targets = projection.target().size();
    TensorType shape = TensorType.of(ElementType.F32, sources, targets);
    String weights = projection.weightsPort();
    put(weights, shape, projection.weights().draw(stream(weights), sources, targets));
    String delays = projection.delaysPort();
    put(
        delays,
        shape.withElement(ElementType.I32),
        projection.delays().draw(stream(delays), graph.dt(), sources, targets));
  }

  private void wired(Projection projection, Wiring wiring) {
    put(projection.rowStartsPort(), wiring.rowStarts());
    put(projection.targetsPort(), wiring.targetOf());
    if (wiring.sharesWeights()) {
      put(projection.weightIndexPort(), wiring.weightOf());
    }
    String weights = projection.weightsPort();
    put(
        weights,
        TensorType.of(ElementType.F32, wiring.weights()),
        projection.weights().draw(stream(weights), wiring));
    String delays = projection.delaysPort();
    put(delays, projection.delays().draw(stream(delays), graph.dt(), wiring));
  }

  private RandomGenerator stream(String port) {
    return Streams.of(seed, port);
  }

  private void put(String port, int[] values) {
    put(port, TensorType.of(ElementType.I32, values.length), values);
  }

  private void put(String port, TensorType type, int[] values) {
    parameters.put(port, Tensor.ofInts(type, values));
  }

  private void put(String port, TensorType type, float[] values) {
    parameters.put(port, Tensor.ofFloats(type, values));
  }
}
