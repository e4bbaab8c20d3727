package dev.ranvier.runtime.worker;

import com.google.protobuf.ByteString;
import io.grpc.Deadline;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Notices calls into the plugin that do not come back by their deadline, and says so to the front,
/// which ends the worker: nothing else stops a running execution. It looks at all of them now and
/// then, which costs less than an alarm for each.
final class Overdue {
  private static final long GRACE_MILLIS = 500;
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  private final Consumer<WorkerReport> reports;
  private final Set<Running> running = ConcurrentHashMap.newKeySet();

  Overdue(Consumer<WorkerReport> reports) {
    this.reports = reports;
    var _ = Thread.ofPlatform().daemon().name("overdue").start(this::look);
  }

  /// A call into the plugin that is being watched until closed.
  interface Watch extends AutoCloseable {
    @Override
    void close();
  }

  /// Each is itself only.
  private static final class Running {
    private final Deadline deadline;
    private final ByteString module;
    private final String what;

    Running(Deadline deadline, ByteString module, String what) {
      this.deadline = deadline;
      this.module = module;
      this.what = what;
    }
  }

  /// Watches a call.
  ///
  /// @param deadline by which it should come back, if there is one
  /// @param module the SHA-256 of the text of the module that it is about
  Watch watch(@Nullable Deadline deadline, ByteString module, String what) {
    if (deadline == null) {
      return () -> {};
    }
    Running call = new Running(deadline, module, what);
    var _ = running.add(call);
    return () -> running.remove(call);
  }

  private void look() {
    try {
      while (true) {
        Thread.sleep(LOOK_EVERY);
        running.forEach(this::look);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void look(Running call) {
    if (call.deadline.timeRemaining(TimeUnit.MILLISECONDS) < -GRACE_MILLIS
        && running.remove(call)) {
      reports.accept(new WorkerReport.Stuck(call.module, call.what + " ran past its deadline"));
    }
  }
}
