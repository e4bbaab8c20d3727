package dev.ranvier.runtime.client;

import com.google.protobuf.ByteString;
import dev.ranvier.proto.runtime.v1.Chunk;
import dev.ranvier.proto.runtime.v1.ExecuteReply;
import dev.ranvier.proto.runtime.v1.ExecuteRequest;
import dev.ranvier.proto.runtime.v1.Immediate;
import dev.ranvier.proto.runtime.v1.Output;
import dev.ranvier.runtime.RuntimeFailure.Internal;
import dev.ranvier.runtime.RuntimeFailure.WrongArgument;
import dev.ranvier.runtime.array.ArrayType;
import dev.ranvier.runtime.array.HostArray;
import dev.ranvier.runtime.protocol.Arguments;
import dev.ranvier.runtime.protocol.ChunkCollector;
import dev.ranvier.runtime.protocol.Chunks;
import dev.ranvier.runtime.protocol.Handle;
import dev.ranvier.runtime.protocol.WireTypes;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An execution whose arguments and results are the caller's: small ones travel with the call,
/// large ones are uploaded before and downloaded after it.
record DirectCall(RuntimeClient client, RemoteExecutable program, List<HostArray> arguments) {
  /// So many fit into one message.
  private static final int MOST_IMMEDIATES = 15;

  List<HostArray> run(Connection connection) {
    check();
    List<RemoteBuffer> large = new ArrayList<>();
    try {
      ExecuteRequest request = request(large);
      List<Output> outputs =
          outputs(
              connection.execute(
                  "execute of \"%s\"".formatted(program.name()),
                  ExecuteOptions.ONCE.deadline(),
                  request));
      return outputs.stream().map(this::bring).toList();
    } finally {
      large.forEach(RemoteBuffer::close);
    }
  }

  private void check() {
    client.check(program);
    Arguments.countMismatch(program.name(), program.arguments().size(), arguments.size())
        .ifPresent(DirectCall::refuse);
    for (int i = 0; i < arguments.size(); i++) {
      ArrayType got = arguments.get(i).type();
      Arguments.mismatch(i, program.argumentNames().get(i), program.arguments().get(i), got)
          .ifPresent(DirectCall::refuse);
    }
  }

  private ExecuteRequest request(List<RemoteBuffer> large) {
    ExecuteRequest.Builder request =
        ExecuteRequest.newBuilder().setExecutable(program.handle().bits()).setBringResults(true);
    for (int i = 0; i < arguments.size(); i++) {
      HostArray array = arguments.get(i);
      Optional<Chunk> bytes = Chunks.atOnce(array);
      if (bytes.isPresent() && request.getImmediatesCount() < MOST_IMMEDIATES) {
        request.addArguments(ByteString.EMPTY);
        request.addImmediates(
            Immediate.newBuilder()
                .setArgument(i)
                .setType(WireTypes.toWire(array.type()))
                .setChunk(bytes.get()));
      } else {
        RemoteBuffer buffer = client.upload(array);
        large.add(buffer);
        request.addArguments(buffer.handle().bits());
      }
    }
    return request.build();
  }

  private List<Output> outputs(List<ExecuteReply> replies) {
    if (replies.size() != 1 || !replies.getFirst().hasResult()) {
      throw new Internal(
          "execute of \"%s\": expected one reply with its results, the runtime sent %d"
              .formatted(program.name(), replies.size()),
          null);
    }
    return replies.getFirst().getResult().getOutputsList();
  }

  private HostArray bring(Output output) {
    ArrayType type = WireTypes.fromWire(output.getType());
    if (!output.hasChunk()) {
      try (var buffer = new RemoteBuffer(client, new Handle(output.getArray()), type)) {
        return client.download(buffer);
      }
    }
    MemorySegment data = HostArray.allocateSegment(type);
    ChunkCollector chunk = new ChunkCollector(type, data);
    chunk.add(output.getChunk());
    chunk.finish();
    return HostArray.wrap(type, data);
  }

  private static void refuse(String line) {
    throw new WrongArgument(line, null);
  }
}
