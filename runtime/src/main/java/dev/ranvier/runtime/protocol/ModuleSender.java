package dev.ranvier.runtime.protocol;

import com.google.protobuf.ByteString;
import dev.ranvier.proto.runtime.v1.CompileHeader;
import dev.ranvier.proto.runtime.v1.CompileReply;
import dev.ranvier.proto.runtime.v1.CompileRequest;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;

/// Sends a module's text in the parts of a Compile call. [ModuleCollector] is the other end.
public final class ModuleSender {
  private ModuleSender() {}

  /// Sends everything and waits for the reply.
  public static CompileReply send(
      BlockingClientCall<CompileRequest, CompileReply> call, String name, ByteString text)
      throws StatusException, InterruptedException {
    CompileHeader header =
        CompileHeader.newBuilder()
            .setName(name)
            .setTextBytes(text.size())
            .setSha256(ModuleCollector.sha256(text))
            .build();
    boolean open = call.write(CompileRequest.newBuilder().setHeader(header).build());
    for (int from = 0; open && from < text.size(); from += Chunks.MAX_BYTES) {
      ByteString piece = text.substring(from, Math.min(text.size(), from + Chunks.MAX_BYTES));
      open = call.write(CompileRequest.newBuilder().setText(piece).build());
    }
    call.halfClose();
    return onlyReply(call);
  }

  /// The one reply of a call whose request came in parts.
  public static <A> A onlyReply(BlockingClientCall<?, A> call)
      throws StatusException, InterruptedException {
    A reply = call.read();
    if (reply == null) {
      throw Status.INTERNAL
          .withDescription("the runtime ended a call without a reply")
          .asException();
    }
    return reply;
  }
}
