package dev.ranvier.runtime.server;

import dev.ranvier.runtime.server.operations.Inspection;
import dev.ranvier.runtime.server.operations.SessionView;
import dev.ranvier.runtime.server.operations.WorkerView;
import java.util.List;

/// What operators see of the front's sessions and workers.
record FrontInspection(List<WorkerSupervisor> deviceSets, SessionTable table)
    implements Inspection {
  FrontInspection {
    deviceSets = List.copyOf(deviceSets);
  }

  @Override
  public List<SessionView> sessions() {
    return table.views();
  }

  @Override
  public List<WorkerView> workers() {
    List<SessionView> sessions = sessions();
    return deviceSets.stream().map(set -> view(set, sessions)).toList();
  }

  private static WorkerView view(WorkerSupervisor set, List<SessionView> sessions) {
    long bytes =
        sessions.stream()
            .filter(session -> session.deviceSet().equals(set.name()))
            .mapToLong(SessionView::arrayBytes)
            .sum();
    return new WorkerView(set.name(), set.pid(), set.deaths(), bytes);
  }
}
