package dev.ranvier.runtime.worker;

import com.google.protobuf.ByteString;
import io.grpc.Context;
import io.grpc.Deadline;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Notices calls into the plugin that do not come back by their deadline, and says so to the front,
/// which ends the worker: nothing else stops a running execution.
final class Overdue {
  private static final long GRACE_MILLIS = 500;

  private final Consumer<WorkerReport> reports;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("overdue").factory());

  Overdue(Consumer<WorkerReport> reports) {
    this.reports = reports;
  }

  /// A call into the plugin that is being watched until closed.
  interface Watch extends AutoCloseable {
    @Override
    void close();
  }

  /// Watches a call under the deadline of the RPC being served.
  ///
  /// @param module the SHA-256 of the text of the module that it is about
  Watch watch(ByteString module, String what) {
    Deadline deadline = Context.current().getDeadline();
    if (deadline == null) {
      return () -> {};
    }
    long delay = deadline.timeRemaining(TimeUnit.MILLISECONDS) + GRACE_MILLIS;
    ScheduledFuture<?> alarm =
        clock.schedule(
            () -> reports.accept(new WorkerReport.Stuck(module, what + " ran past its deadline")),
            delay,
            TimeUnit.MILLISECONDS);
    return () -> alarm.cancel(false);
  }
}
