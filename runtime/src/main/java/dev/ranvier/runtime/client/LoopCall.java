package dev.ranvier.runtime.client;

import com.google.common.util.concurrent.MoreExecutors;
import dev.ranvier.proto.runtime.v1.ExecuteReply;
import dev.ranvier.proto.runtime.v1.ExecuteRequest;
import dev.ranvier.proto.runtime.v1.RuntimeGrpc;
import dev.ranvier.proto.runtime.v1.RuntimeGrpc.RuntimeStub;
import dev.ranvier.runtime.protocol.EventLoops;
import io.grpc.Channel;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// A short execution, with as few changes of thread as can be: begun on the event loop of its
/// connection, where the replies are gathered, too, and woken from once when all are there.
final class LoopCall implements StreamObserver<ExecuteReply> {
  private final List<ExecuteReply> replies = new ArrayList<>();
  private final CompletableFuture<List<ExecuteReply>> all = new CompletableFuture<>();

  /// How they are made over a connection.
  ///
  /// @param stub whose calls go where they are made
  /// @param loop the connection's
  record Maker(RuntimeStub stub, EventLoops loops, int loop) {
    static Maker on(Channel channel, EventLoops loops, int loop) {
      RuntimeStub stub = RuntimeGrpc.newStub(channel).withExecutor(MoreExecutors.directExecutor());
      return new Maker(stub, loops, loop);
    }

    /// All replies, once the call has ended. It belongs to the caller's context, and ends with that
    /// if the caller is interrupted.
    List<ExecuteReply> execute(ExecuteRequest request, @Nullable Deadline deadline)
        throws StatusException, InterruptedException {
      LoopCall call = new LoopCall();
      loops.execute(
          loop, Context.current().wrap(() -> stub.withDeadline(deadline).execute(request, call)));
      return call.await();
    }
  }

  @Override
  public void onNext(ExecuteReply reply) {
    replies.add(reply);
  }

  @Override
  public void onError(Throwable problem) {
    all.completeExceptionally(problem);
  }

  @Override
  public void onCompleted() {
    all.complete(replies);
  }

  private List<ExecuteReply> await() throws StatusException, InterruptedException {
    try {
      return all.get();
    } catch (ExecutionException problem) {
      Throwable cause = problem.getCause();
      throw Status.fromThrowable(cause).asException(Status.trailersFromThrowable(cause));
    }
  }
}
