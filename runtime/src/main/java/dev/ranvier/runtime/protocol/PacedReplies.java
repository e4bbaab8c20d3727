package dev.ranvier.runtime.protocol;

import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The replies of a server-streamed call, sent no faster than the reader takes them: a slow reader
/// holds up its own call and nothing else, and the server does not grow.
public final class PacedReplies<T> {
  /// What serves the call.
  @FunctionalInterface
  public interface Body<T> {
    void serve(PacedReplies<T> replies) throws Exception;
  }

  private final ServerCallStreamObserver<T> observer;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  private PacedReplies(ServerCallStreamObserver<T> observer) {
    this.observer = observer;
  }

  /// Serves a call on another thread, since this one has to stay free to learn that the reader is
  /// ready again. Ends the call when the body ends, or fails it as the body failed.
  public static <T> void serve(StreamObserver<T> observer, Executor executor, Body<T> body) {
    PacedReplies<T> replies = new PacedReplies<>((ServerCallStreamObserver<T>) observer);
    replies.observer.setOnReadyHandler(replies::wake);
    replies.observer.setOnCancelHandler(replies::wake);
    try {
      executor.execute(Context.current().wrap(() -> run(replies, body)));
    } catch (StatusRuntimeException refused) {
      replies.fail(refused);
    }
  }

  /// Waits until the reader is ready, then sends.
  ///
  /// @throws io.grpc.StatusRuntimeException CANCELLED if the reader is gone
  public void send(T reply) throws InterruptedException {
    awaitReader();
    observer.onNext(reply);
  }

  /// As the other one.
  ///
  /// @param unsent what is to be done if the reader is gone
  public void send(T reply, Runnable unsent) throws InterruptedException {
    boolean sent = false;
    try {
      send(reply);
      sent = true;
    } finally {
      if (!sent) {
        unsent.run();
      }
    }
  }

  private void awaitReader() throws InterruptedException {
    lock.lock();
    try {
      while (!observer.isReady() && !observer.isCancelled()) {
        changed.await();
      }
    } finally {
      lock.unlock();
    }
    checkNotCancelled();
  }

  /// @throws io.grpc.StatusRuntimeException CANCELLED if the reader is gone or the deadline has
  ///   passed
  public void checkNotCancelled() {
    if (observer.isCancelled()) {
      throw Status.CANCELLED.withDescription("the caller is gone").asRuntimeException();
    }
  }

  private static <T> void run(PacedReplies<T> replies, Body<T> body) {
    try {
      body.serve(replies);
      replies.finish();
    } catch (Exception problem) {
      if (problem instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      replies.fail(problem);
    }
  }

  private void finish() {
    if (!observer.isCancelled()) {
      observer.onCompleted();
    }
  }

  private void fail(Exception problem) {
    if (!observer.isCancelled()) {
      observer.onError(Answers.toStatus(problem));
    }
  }

  private void wake() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
