package dev.ranvier.runtime.client;

import java.time.Duration;
import java.util.List;

/// What an execution left on the device. Closing it frees all of that.
///
/// @param outputs of a plain run: all results; of a chunked run: the last iteration's carried
///   results, in the order of [ChunkedRun#carries]
/// @param kept of a chunked run, for each iteration the results that are not carried; else empty
/// @param deviceTime how long the device was kept busy
public record Outcome(
    List<RemoteBuffer> outputs, List<List<RemoteBuffer>> kept, Duration deviceTime)
    implements AutoCloseable {
  public Outcome {
    outputs = List.copyOf(outputs);
    kept = List.copyOf(kept);
  }

  @Override
  public void close() {
    outputs.forEach(RemoteBuffer::close);
    kept.forEach(iteration -> iteration.forEach(RemoteBuffer::close));
  }
}
