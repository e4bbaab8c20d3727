package dev.ranvier.runtime.client;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A long run cut into many executions of one program: after each, the carried results become
/// arguments of the next, on the device. What one long execution cannot give: progress, a stop in
/// between, results as they come.
///
/// @param iterations how often the program runs, at least 1
/// @param carries result index to argument index, of equal types; the results not named here are
///   kept, one for each iteration
/// @param feeds argument index to the arrays that it takes, one for each iteration
public record ChunkedRun(
    int iterations, Map<Integer, Integer> carries, Map<Integer, List<RemoteBuffer>> feeds) {
  public ChunkedRun {
    carries = Collections.unmodifiableMap(new LinkedHashMap<>(carries));
    feeds = Collections.unmodifiableMap(new LinkedHashMap<>(feeds));
  }

  public static ChunkedRun of(int iterations, Map<Integer, Integer> carries) {
    return new ChunkedRun(iterations, carries, Map.of());
  }

  public ChunkedRun feeding(int argument, List<RemoteBuffer> arrays) {
    Map<Integer, List<RemoteBuffer>> more = new LinkedHashMap<>(feeds);
    more.put(argument, List.copyOf(arrays));
    return new ChunkedRun(iterations, carries, more);
  }
}
