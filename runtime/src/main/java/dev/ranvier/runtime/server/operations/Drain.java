package dev.ranvier.runtime.server.operations;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// How a runtime ends without cutting anyone off: new work is refused, running calls finish, and
/// their results may still be fetched.
public final class Drain implements ServerInterceptor {
  /// Who has just got an answer fetches it within this time, or does not.
  private static final Duration QUIET = Duration.ofMillis(500);

  /// What is still served, since it brings results home or ends something.
  private static final Set<String> FINISHING =
      Set.of("ListDevices", "Download", "OpenSegment", "Free", "CloseSession");

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private int running;
  private long lastEnd = System.nanoTime();
  private volatile boolean draining;

  /// Refuses new work from now on.
  public void begin() {
    draining = true;
  }

  public boolean hasBegun() {
    return draining;
  }

  /// Waits until no call has been running for a moment.
  ///
  /// @return false if some still were when the time was over
  public boolean await(Duration longest) throws InterruptedException {
    long deadline = System.nanoTime() + longest.toNanos();
    lock.lock();
    try {
      while (true) {
        long now = System.nanoTime();
        long quietFor = running > 0 ? 0 : now - lastEnd;
        if (quietFor >= QUIET.toNanos()) {
          return true;
        }
        if (now >= deadline) {
          return running == 0;
        }
        var _ = changed.awaitNanos(Math.min(deadline - now, QUIET.toNanos() - quietFor));
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    if (isOfOperators(call)) {
      return next.startCall(call, headers);
    }
    if (draining
        && !FINISHING.contains(String.valueOf(call.getMethodDescriptor().getBareMethodName()))) {
      call.close(
          Status.UNAVAILABLE.withDescription(
              "this runtime is about to end and takes no new work; use another, or try again later"),
          new Metadata());
      return new ServerCall.Listener<>() {};
    }
    Running one = new Running();
    return new Ending<>(next.startCall(new Counted<>(call, one), headers), one);
  }

  /// Health is watched for as long as a client lives.
  private static boolean isOfOperators(ServerCall<?, ?> call) {
    String service = String.valueOf(call.getMethodDescriptor().getServiceName());
    return service.startsWith("grpc.") || service.startsWith("ranvier.admin.");
  }

  /// A call being served.
  private final class Running {
    private final AtomicBoolean over = new AtomicBoolean();

    Running() {
      count(1);
    }

    void end() {
      if (over.compareAndSet(false, true)) {
        count(-1);
      }
    }

    private void count(int more) {
      lock.lock();
      try {
        running += more;
        lastEnd = System.nanoTime();
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  /// Ends when it is answered.
  private static final class Counted<Q, A> extends SimpleForwardingServerCall<Q, A> {
    private final Running one;

    Counted(ServerCall<Q, A> call, Running one) {
      super(call);
      this.one = one;
    }

    @Override
    public void close(Status status, Metadata trailers) {
      super.close(status, trailers);
      one.end();
    }
  }

  /// Ends when its caller goes.
  private static final class Ending<Q> extends SimpleForwardingServerCallListener<Q> {
    private final Running one;

    Ending(ServerCall.Listener<Q> listener, Running one) {
      super(listener);
      this.one = one;
    }

    @Override
    public void onCancel() {
      one.end();
      super.onCancel();
    }

    @Override
    public void onComplete() {
      one.end();
      super.onComplete();
    }
  }
}
