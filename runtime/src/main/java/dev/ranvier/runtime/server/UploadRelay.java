package dev.ranvier.runtime.server;

import com.google.protobuf.ByteString;
import dev.ranvier.proto.runtime.v1.UploadReply;
import dev.ranvier.proto.runtime.v1.UploadRequest;
import dev.ranvier.runtime.array.ArrayType;
import dev.ranvier.runtime.protocol.CollectingCall;
import dev.ranvier.runtime.protocol.Failures;
import dev.ranvier.runtime.protocol.Handle;
import dev.ranvier.runtime.protocol.ModuleSender;
import dev.ranvier.runtime.protocol.WireTypes;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.BlockingClientCall;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One Upload call at the front: hands each part on as it comes and takes the next one only then,
/// so that an array never piles up here. The worker checks the chunks.
final class UploadRelay extends CollectingCall<UploadRequest, UploadReply> {
  private final Supplier<FrontSession> session;
  private final Duration longest;
  private @Nullable Onward onward;
  private boolean held;

  /// The call into the worker.
  private record Onward(
      FrontSession owner,
      Held.OfArray array,
      Accounts.Call turn,
      BlockingClientCall<UploadRequest, UploadReply> call) {
    WorkerLink link() {
      return array.link();
    }
  }

  UploadRelay(
      StreamObserver<UploadReply> replies, Supplier<FrontSession> session, Duration longest) {
    super(replies);
    this.session = session;
    this.longest = longest;
  }

  @Override
  protected void collect(UploadRequest part) throws InterruptedException {
    UploadRequest told = part;
    if (onward == null) {
      onward = begin(part);
      told = inWorkersWords(onward, part);
    }
    try {
      var _ = onward.call.write(told);
    } catch (StatusException problem) {
      throw explain(onward, problem);
    }
  }

  @Override
  protected void complete(StreamObserver<UploadReply> replies) throws InterruptedException {
    if (onward == null) {
      throw Failures.request("upload: expected a header first");
    }
    onward.call.halfClose();
    try {
      UploadReply reply = ModuleSender.onlyReply(onward.call);
      held = true;
      onward.owner.hold(new Handle(reply.getArray()), onward.array);
      replies.onNext(reply);
      replies.onCompleted();
    } catch (StatusException problem) {
      throw explain(onward, problem);
    }
  }

  @Override
  protected void release() {
    if (onward != null) {
      // No effect on a call that has ended.
      onward.call.cancel("the upload has ended", null);
      if (!held) {
        onward.array.leave(onward.owner.account());
      }
      onward.turn.close();
    }
  }

  private Onward begin(UploadRequest first) throws InterruptedException {
    if (!first.hasHeader()) {
      throw Failures.request("upload: expected a header first");
    }
    FrontSession owner = session.get();
    ArrayType type = WireTypes.fromWire(first.getHeader().getType());
    Accounts.Call turn = owner.begin(Work.TRANSFER);
    try {
      return begin(owner, type, turn);
    } catch (StatusRuntimeException refused) {
      turn.close();
      throw refused;
    }
  }

  private Onward begin(FrontSession owner, ArrayType type, Accounts.Call turn)
      throws InterruptedException {
    Held.OfArray array = new Held.OfArray(type, owner.link());
    array.enter(owner.account());
    return new Onward(owner, array, turn, array.link().call(longest).upload());
  }

  private static UploadRequest inWorkersWords(Onward onward, UploadRequest first) {
    if (!first.getHeader().hasSegment()) {
      return first;
    }
    ByteString file =
        onward.owner.segments().file(first.getHeader().getSegment(), onward.array.type().bytes());
    return UploadRequest.newBuilder()
        .setHeader(first.getHeader().toBuilder().setSegment(file))
        .build();
  }

  private static StatusRuntimeException explain(Onward onward, StatusException problem)
      throws InterruptedException {
    return onward.link().explain("upload of " + onward.array.type(), problem);
  }
}
