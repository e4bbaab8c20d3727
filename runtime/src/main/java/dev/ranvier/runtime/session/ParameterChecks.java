package dev.ranvier.runtime.session;

import dev.ranvier.compiler.graph.NetworkGraph;
import dev.ranvier.compiler.graph.Projection;
import dev.ranvier.runtime.RuntimeFailure.WrongArgument;
import dev.ranvier.runtime.array.HostArray;
import java.util.Map;

/// Holds that delays and wirings which a caller hands in are ones that the program was built for:
/// it does not look at them again while it runs.
final class ParameterChecks {
  private ParameterChecks() {}

  /// @param given by the names of their ports, of the right types
  /// @throws WrongArgument for the first element that does not fit
  static void check(NetworkGraph graph, Map<String, HostArray> given) {
    for (Projection projection : graph.projections()) {
      HostArray delays = given.get(projection.delaysPort());
      if (delays != null) {
        within(
            projection.delaysPort(),
            delays.ints(),
            projection.delays().smallestSteps(graph.dt()),
            projection.delays().largestSteps(graph.dt()),
            "steps, which the network declares");
      }
      HostArray targets = given.get(projection.targetsPort());
      if (targets != null) {
        int last = projection.target().size() - 1;
        within(projection.targetsPort(), targets.ints(), 0, last, "the neurons of the target");
      }
      HostArray starts = given.get(projection.rowStartsPort());
      if (starts != null) {
        rising(projection, starts.ints());
      }
    }
  }

  private static void within(String port, int[] values, int least, int most, String what) {
    for (int i = 0; i < values.length; i++) {
      if (values[i] < least || values[i] > most) {
        throw new WrongArgument(
            "parameter \"%s\": expected numbers from %d to %d (%s), got %d at %d"
                .formatted(port, least, most, what, values[i], i),
            null);
      }
    }
  }

  private static void rising(Projection projection, int[] starts) {
    for (int i = 0; i < starts.length; i++) {
      if (starts[i] < (i == 0 ? 0 : starts[i - 1])) {
        throw new WrongArgument(
            "parameter \"%s\": expected rows that begin at 0 and rise, got %d at %d"
                .formatted(projection.rowStartsPort(), starts[i], i),
            null);
      }
    }
  }
}
