package dev.ranvier.runtime.protocol;

import io.grpc.stub.StreamObserver;

/// A call, as a server sees it, whose request comes in parts and whose reply comes once all are
/// there. After the first failure the rest of the parts is ignored.
public abstract class CollectingCall<Q, A> implements StreamObserver<Q> {
  private final StreamObserver<A> replies;
  private boolean over;

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
    if (over) {
      return;
    }
    try {
      collect(part);
    } catch (Exception problem) {
      fail(problem);
    }
  }

  @Override
  public final void onCompleted() {
    if (over) {
      return;
    }
    try {
      complete(replies);
      end();
    } catch (Exception problem) {
      fail(problem);
    }
  }

  @Override
  public final void onError(Throwable gone) {
    end();
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
