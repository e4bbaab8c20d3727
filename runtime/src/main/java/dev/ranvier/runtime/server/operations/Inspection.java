package dev.ranvier.runtime.server.operations;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What there is in a runtime at the moment. Answers at once, and takes no part in serving calls.
public interface Inspection {
  /// Of what has neither sessions nor workers of its own.
  Inspection NOTHING =
      new Inspection() {
        @Override
        public List<SessionView> sessions() {
          return List.of();
        }

        @Override
        public List<WorkerView> workers() {
          return List.of();
        }
      };

  /// Oldest first.
  List<SessionView> sessions();

  /// One for each device set.
  List<WorkerView> workers();

  default Map<String, Long> sessionsByTenant() {
    return sessions().stream()
        .collect(Collectors.groupingBy(SessionView::tenant, Collectors.counting()));
  }
}
