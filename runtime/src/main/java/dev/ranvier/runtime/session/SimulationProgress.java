package dev.ranvier.runtime.session;

/// Is told how far a simulation has come, on the thread that runs it.
@FunctionalInterface
public interface SimulationProgress {
  /// Ignores everything.
  SimulationProgress NONE = (_, _) -> {};

  /// @param done steps of this run that are done
  /// @param total steps of this run
  void progressed(int done, int total);
}
