package dev.ranvier.runtime.client;

import java.util.List;

/// Is told of a chunked run's progress, on the thread that called execute, while the next iteration
/// is running.
@FunctionalInterface
public interface ProgressListener {
  /// Ignores everything.
  ProgressListener NONE = (_, _, _) -> {};

  /// @param done iterations that are done, from 1
  /// @param total iterations in all
  /// @param kept the results of the iteration just done that are not carried over; they are also
  ///   part of the outcome, and are gone if the run fails
  void progressed(int done, int total, List<RemoteBuffer> kept);
}
