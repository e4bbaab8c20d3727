package dev.ranvier.runtime.server;

import dev.ranvier.proto.runtime.v1.Failure.Kind;
import dev.ranvier.runtime.protocol.CollectingCall;
import dev.ranvier.runtime.protocol.Failures;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Ends calls whose client leaves the runtime waiting for their next part. Without it a client
/// could keep turns and device memory by beginning uploads that it never goes on with.
final class StallWatch implements AutoCloseable {
  private final Duration longest;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("stalls").factory());

  /// @param longest that a call may wait for its next part
  StallWatch(Duration longest) {
    this.longest = longest;
  }

  /// Watches a call from now on until it is over.
  ///
  /// @param what the call is, for its client
  <C extends CollectingCall<?, ?>> C over(String what, C call) {
    lookAfter(longest, what, call);
    return call;
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }

  private void lookAfter(Duration pause, String what, CollectingCall<?, ?> call) {
    if (!clock.isShutdown()) {
      var _ = clock.schedule(() -> look(what, call), pause.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  private void look(String what, CollectingCall<?, ?> call) {
    Duration left = longest.minus(call.idle());
    if (left.isPositive()) {
      lookAfter(left, what, call);
    } else if (!call.endUnlessBusy(
        () ->
            Failures.of(
                Kind.KIND_DEADLINE,
                "%s: the next part did not come for %d ms, the longest that this runtime waits; send it again, without pauses"
                    .formatted(what, longest.toMillis())))) {
      lookAfter(longest, what, call);
    }
  }
}
