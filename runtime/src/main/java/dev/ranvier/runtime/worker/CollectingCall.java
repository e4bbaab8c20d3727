package dev.ranvier.runtime.worker;

import dev.ranvier.runtime.protocol.Answers;
import io.grpc.stub.StreamObserver;

/// A call whose request comes in parts and whose reply comes once all are there. After the first failure the rest of
/// the parts is ignored.
abstract class CollectingCall<Q, A> implements StreamObserver<Q> {
  private final StreamObserver<A> replies;
  private boolean failed;

  CollectingCall(StreamObserver<A> replies) {
    this.replies = replies;
  }

  /// Takes the next part.
  protected abstract void collect(Q part);

  /// All parts are there: replies, now or later.
  protected abstract void complete();

  @Override
  public final void onNext(Q part) {
    attempt(() -> collect(part));
  }

  @Override
  public final void onCompleted() {
    attempt(this::complete);
  }

  @Override
  public void onError(Throwable gone) {
    failed = true;
  }

  private void attempt(Runnable step) {
    if (failed) {
      return;
    }
    try {
      step.run();
    } catch (RuntimeException problem) {
      failed = true;
      replies.onError(Answers.toStatus(problem));
    }
  }
}
