package dev.ranvier.runtime.session;

import dev.ranvier.compiler.graph.NetworkGraph;
import dev.ranvier.compiler.graph.Overflow;
import dev.ranvier.compiler.graph.Projection;
import dev.ranvier.runtime.RuntimeFailure.EventsDropped;
import dev.ranvier.runtime.array.HostArray;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/// Events that were dropped where that is an error.
final class Overflows {
  private Overflows() {}

  /// @param state gives an array of the simulation's state by its name
  /// @throws EventsDropped with a line for each projection that dropped events
  static void throwIfAny(NetworkGraph graph, Function<String, HostArray> state) {
    List<String> problems =
        graph.projections().stream()
            .filter(projection -> projection.overflow() == Overflow.FAIL)
            .filter(projection -> dropped(projection, state) > 0)
            .map(projection -> problem(projection, graph, state))
            .toList();
    if (!problems.isEmpty()) {
      throw new EventsDropped(String.join("\n", problems));
    }
  }

  private static long dropped(Projection projection, Function<String, HostArray> state) {
    return Arrays.stream(state.apply(projection.droppedPort()).ints()).asLongStream().sum();
  }

  private static String problem(
      Projection projection, NetworkGraph graph, Function<String, HostArray> state) {
    int longest = projection.delays().largestSteps(graph.dt());
    return "%s: expected room for every event in %s, dropped %d, the first in step %d; a capacity of"
            .formatted(
                projection.label(),
                projection.queue(),
                dropped(projection, state),
                state.apply(projection.overflowStepPort()).ints()[0])
        + " %d (its longest delay in steps) always does, and so does ring() (%s)"
            .formatted(longest, projection.location());
  }
}
