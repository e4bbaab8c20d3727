package dev.ranvier.runtime.client;

import com.google.protobuf.ByteString;
import dev.ranvier.proto.runtime.v1.Carry;
import dev.ranvier.proto.runtime.v1.ExecuteReply;
import dev.ranvier.proto.runtime.v1.ExecuteRequest;
import dev.ranvier.proto.runtime.v1.Feed;
import dev.ranvier.proto.runtime.v1.Output;
import dev.ranvier.proto.runtime.v1.Progress;
import dev.ranvier.proto.runtime.v1.Result;
import dev.ranvier.proto.runtime.v1.RuntimeGrpc.RuntimeBlockingV2Stub;
import dev.ranvier.runtime.RuntimeFailure.WrongArgument;
import dev.ranvier.runtime.array.ArrayType;
import dev.ranvier.runtime.protocol.Arguments;
import dev.ranvier.runtime.protocol.Failures;
import dev.ranvier.runtime.protocol.Handle;
import dev.ranvier.runtime.protocol.WireTypes;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// One Execute call as the client makes it.
record Execution(
    RuntimeClient client,
    RemoteExecutable program,
    List<RemoteBuffer> arguments,
    ExecuteOptions how,
    ProgressListener listener) {
  /// Finds what can be found wrong without the server.
  void check() {
    client.check(program);
    Arguments.countMismatch(program.name(), program.arguments().size(), arguments.size())
        .ifPresent(Execution::refuse);
    Map<Integer, List<RemoteBuffer>> feeds = how.chunks().map(ChunkedRun::feeds).orElse(Map.of());
    for (int i = 0; i < arguments.size(); i++) {
      for (RemoteBuffer buffer : feeds.getOrDefault(i, List.of(arguments.get(i)))) {
        check(i, buffer);
      }
    }
    how.chunks().ifPresent(this::checkCarries);
  }

  Outcome run(RuntimeBlockingV2Stub stub) throws StatusException, InterruptedException {
    BlockingClientCall<?, ExecuteReply> call = stub.execute(request());
    how.donated().forEach(index -> arguments.get(index).donated());
    List<List<RemoteBuffer>> kept = new ArrayList<>();
    Outcome outcome = null;
    // Read to the end: a call that is left before it has ended counts as cancelled, and the runtime
    // frees what a cancelled execution has made.
    for (ExecuteReply reply = call.read(); reply != null; reply = call.read()) {
      if (reply.hasResult()) {
        outcome = outcome(reply.getResult(), kept);
      } else {
        note(reply.getProgress(), kept);
      }
    }
    if (outcome == null) {
      throw Failures.request("the runtime ended an execution without a result");
    }
    return outcome;
  }

  private Outcome outcome(Result result, List<List<RemoteBuffer>> kept) {
    return new Outcome(
        buffers(result.getOutputsList()), kept, Duration.ofNanos(result.getExecuteMicros() * 1000));
  }

  private void note(Progress progress, List<List<RemoteBuffer>> kept) {
    List<RemoteBuffer> ofIteration = buffers(progress.getKeptList());
    kept.add(ofIteration);
    listener.progressed(progress.getDone(), progress.getTotal(), ofIteration);
  }

  private void check(int index, RemoteBuffer buffer) {
    client.check(buffer);
    Arguments.mismatch(
            index,
            program.argumentNames().get(index),
            program.arguments().get(index),
            buffer.type())
        .ifPresent(Execution::refuse);
  }

  private void checkCarries(ChunkedRun run) {
    run.carries()
        .forEach(
            (result, argument) -> {
              if (result < 0 || result >= program.results().size()) {
                refuse("carry: program \"%s\" has no result %d".formatted(program.name(), result));
              }
              if (argument < 0 || argument >= arguments.size()) {
                refuse(
                    "carry: program \"%s\" has no argument %d".formatted(program.name(), argument));
              }
              ArrayType given = program.results().get(result);
              Arguments.mismatch(
                      argument,
                      program.argumentNames().get(argument),
                      program.arguments().get(argument),
                      given)
                  .ifPresent(line -> refuse("carry of result " + result + ": " + line));
            });
  }

  private ExecuteRequest request() {
    ExecuteRequest.Builder request =
        ExecuteRequest.newBuilder()
            .setExecutable(program.handle().bits())
            .setIdempotencyKey(ByteString.copyFromUtf8(how.key()))
            .addAllDonated(how.donated());
    arguments.forEach(buffer -> request.addArguments(buffer.handle().bits()));
    how.chunks().ifPresent(run -> request.setChunked(toWire(run)));
    return request.build();
  }

  private static dev.ranvier.proto.runtime.v1.ChunkedRun toWire(ChunkedRun run) {
    var wire = dev.ranvier.proto.runtime.v1.ChunkedRun.newBuilder().setIterations(run.iterations());
    run.carries()
        .forEach(
            (result, argument) ->
                wire.addCarries(Carry.newBuilder().setResult(result).setArgument(argument)));
    run.feeds()
        .forEach(
            (argument, buffers) -> {
              Feed.Builder feed = Feed.newBuilder().setArgument(argument);
              buffers.forEach(buffer -> feed.addArrays(buffer.handle().bits()));
              wire.addFeeds(feed);
            });
    return wire.build();
  }

  private List<RemoteBuffer> buffers(List<Output> outputs) {
    return outputs.stream()
        .map(
            output ->
                new RemoteBuffer(
                    client, new Handle(output.getArray()), WireTypes.fromWire(output.getType())))
        .toList();
  }

  private static void refuse(String line) {
    throw new WrongArgument(line, null);
  }
}
