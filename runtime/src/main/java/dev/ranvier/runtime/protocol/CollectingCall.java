package dev.ranvier.runtime.protocol;

import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// A call, as a server sees it, whose request comes in parts and whose reply comes once all are
/// there. After the first failure the rest of the parts is ignored. May be ended from outside while
/// it waits for a part.
public abstract class CollectingCall<Q, A> implements StreamObserver<Q> {
  private final StreamObserver<A> replies;

  /// Held while a part is being handled: whoever gets it finds the call waiting for its client.
  private final ReentrantLock handling = new ReentrantLock();

  private volatile long lastPart = System.nanoTime();
  private volatile boolean over;

  protected CollectingCall(StreamObserver<A> replies) {
    this.replies = replies;
  }

  /// Takes the next part.
  protected abstract void collect(Q part) throws Exception;

  /// All parts are there: replies, now or later.
  protected abstract void complete(StreamObserver<A> replies) throws Exception;

  /// Lets go of what the parts took, once, however the call ended.
  protected void release() {}

  @Override
  public final void onNext(Q part) {
    handle(() -> collect(part));
  }

  @Override
  public final void onCompleted() {
    handle(
        () -> {
          complete(replies);
          end();
        });
  }

  @Override
  public final void onError(Throwable gone) {
    handle(this::end);
  }

  /// How long ago the last part was handled.
  public final Duration idle() {
    return Duration.ofNanos(System.nanoTime() - lastPart);
  }

  /// Fails the call if it waits for a part.
  ///
  /// @return false if it does not: then it is still being served
  public final boolean endUnlessBusy(Supplier<Exception> problem) {
    if (!handling.tryLock()) {
      return false;
    }
    try {
      if (!over) {
        fail(problem.get());
      }
      return true;
    } finally {
      handling.unlock();
    }
  }

  /// What is done with a part.
  @FunctionalInterface
  private interface Handling {
    void run() throws Exception;
  }

  private void handle(Handling part) {
    handling.lock();
    try {
      if (!over) {
        part.run();
      }
    } catch (Exception problem) {
      fail(problem);
    } finally {
      lastPart = System.nanoTime();
      handling.unlock();
    }
  }

  private void fail(Exception problem) {
    replies.onError(Answers.toStatus(problem));
    end();
  }

  private void end() {
    if (!over) {
      over = true;
      release();
    }
  }
}
