package dev.ranvier.compiler.pass;

import dev.ranvier.compiler.derivative.ArrivalRule;
import dev.ranvier.compiler.graph.Projection;
import dev.ranvier.ir.op.Value;
import java.util.Map;
import java.util.Optional;

/// What a step needs to know of derivatives: by which rule arrivals have one, and the delays in ms,
/// `f32`, of the projections whose delays are differentiated by, by name. The steps that a network
/// takes do not depend on it.
record GradientPaths(ArrivalRule rule, Map<String, Value> latencies) {
  static final GradientPaths NONE = new GradientPaths(ArrivalRule.EXACT, Map.of());

  GradientPaths {
    latencies = Map.copyOf(latencies);
  }

  Optional<Value> latencies(Projection projection) {
    return Optional.ofNullable(latencies.get(projection.name()));
  }
}
