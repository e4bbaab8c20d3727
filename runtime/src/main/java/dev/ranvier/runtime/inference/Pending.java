package dev.ranvier.runtime.inference;

import dev.ranvier.runtime.array.HostArray;
import io.grpc.Deadline;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// A request that waits for its answer, which it gets at most once: an answer, a failure, or none
/// because its client has left.
final class Pending {
  /// Who waits.
  interface Caller {
    /// @param answers an array for each of the model's answer tensors
    /// @param dropped events of lossy queues
    void answered(List<HostArray> answers, long dropped);

    void failed(StatusRuntimeException status);
  }

  private final int samples;
  private final Map<String, byte[]> inputs;
  private final @Nullable Deadline deadline;
  private final Caller caller;
  private final long since = System.nanoTime();
  private final AtomicBoolean settled = new AtomicBoolean();
  private int tries;

  /// @param inputs for each input `[samples, steps, channels]`, not 0 where there is a spike
  /// @param deadline past which nobody waits; null: never
  Pending(int samples, Map<String, byte[]> inputs, @Nullable Deadline deadline, Caller caller) {
    this.samples = samples;
    this.inputs = inputs;
    this.deadline = deadline;
    this.caller = caller;
  }

  int samples() {
    return samples;
  }

  /// When it came, as [System#nanoTime].
  long since() {
    return since;
  }

  byte[] input(String port) {
    byte[] found = inputs.get(port);
    if (found == null) {
      throw new IllegalStateException("no input " + port);
    }
    return found;
  }

  /// Whether nobody waits any more.
  boolean isGone() {
    return settled.get() || (deadline != null && deadline.isExpired());
  }

  /// Whether it was never tried to run it.
  boolean isFresh() {
    return tries == 0;
  }

  /// Counts one more try to run it.
  int tried() {
    return ++tries;
  }

  /// The client has left.
  ///
  /// @return whether it was still waiting
  boolean leave() {
    return settled.compareAndSet(false, true);
  }

  /// @param counted one more, before the client knows, if it was still waiting
  void answer(List<HostArray> answers, long dropped, LongAdder counted) {
    if (settled.compareAndSet(false, true)) {
      counted.increment();
      caller.answered(answers, dropped);
    }
  }

  /// @param counted one more, before the client knows, if it was still waiting
  void fail(StatusRuntimeException status, LongAdder counted) {
    if (settled.compareAndSet(false, true)) {
      counted.increment();
      caller.failed(status);
    }
  }

  /// Of one that ran out of time in the queue.
  void expire(LongAdder counted) {
    fail(
        Status.DEADLINE_EXCEEDED
            .withDescription("the deadline passed while the request waited for its turn")
            .asRuntimeException(),
        counted);
  }
}
