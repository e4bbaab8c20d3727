package dev.ranvier.runtime.worker;

import com.google.protobuf.ByteString;
import dev.ranvier.proto.runtime.v1.Carry;
import dev.ranvier.proto.runtime.v1.ChunkedRun;
import dev.ranvier.proto.runtime.v1.ExecuteReply;
import dev.ranvier.proto.runtime.v1.ExecuteRequest;
import dev.ranvier.proto.runtime.v1.Feed;
import dev.ranvier.proto.runtime.v1.Immediate;
import dev.ranvier.proto.runtime.v1.Output;
import dev.ranvier.proto.runtime.v1.Progress;
import dev.ranvier.proto.runtime.v1.Result;
import dev.ranvier.runtime.pjrt.Buffer;
import dev.ranvier.runtime.pjrt.PjrtException;
import dev.ranvier.runtime.protocol.Chunks;
import dev.ranvier.runtime.protocol.Handle;
import dev.ranvier.runtime.protocol.WireTypes;
import io.grpc.Deadline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One Execute call: runs a program once, or many times with results carried over to arguments. The
/// front has held all arguments and indices against the program's signature.
final class ExecuteCall {
  /// After less, whoever asked is asked no more.
  private static final long LONG_WAIT_NANOS = 100_000;

  private final ExecuteRequest request;
  private final ChunkedRun chunked;
  private final boolean isChunked;
  private final LoadedDevices devices;
  private final Holdings holdings;
  private final Turns turns;
  private final Overdue overdue;

  /// What the call itself owns and must close: donated arguments, and carried results on their way.
  private final Set<Buffer> owned = new HashSet<>();

  /// Handles that the call has made; freed if it fails, since nobody will ask for them.
  private final List<Handle> made = new ArrayList<>();

  private final @Nullable Deadline deadline;
  private long busyNanos;
  private long waitNanos;

  /// Whoever asked for the execution.
  interface Caller {
    /// @throws io.grpc.StatusRuntimeException CANCELLED if nobody wants the result any more
    void check();

    /// Takes note of an iteration of a chunked run.
    void progress(ExecuteReply reply) throws InterruptedException;
  }

  /// @param deadline by which the plugin should be done, if there is one
  ExecuteCall(
      ExecuteRequest request,
      LoadedDevices devices,
      Holdings holdings,
      Turns turns,
      Overdue overdue,
      @Nullable Deadline deadline) {
    this.request = request;
    this.isChunked = request.hasChunked();
    this.chunked =
        isChunked ? request.getChunked() : ChunkedRun.newBuilder().setIterations(1).build();
    this.devices = devices;
    this.holdings = holdings;
    this.turns = turns;
    this.overdue = overdue;
    this.deadline = deadline;
  }

  Result serve(Caller caller) throws InterruptedException {
    boolean succeeded = false;
    try {
      Result result = run(caller);
      succeeded = true;
      return result;
    } finally {
      owned.forEach(Buffer::close);
      if (!succeeded) {
        forget();
      }
    }
  }

  /// Frees what the call has made, since nobody will ask for it.
  void forget() {
    made.forEach(holdings::free);
  }

  private Result run(Caller caller) throws InterruptedException {
    LoadedProgram program = holdings.program(new Handle(request.getExecutable()));
    List<Buffer> arguments = firstArguments();
    List<Buffer> results = List.of();
    for (int i = 0; i < chunked.getIterations(); i++) {
      feed(arguments, i);
      results = execute(program, arguments, caller);
      if (isChunked) {
        caller.progress(progress(i + 1, results));
        carry(results, arguments);
      }
    }
    return result(isChunked ? carried(results) : results);
  }

  private List<Buffer> firstArguments() {
    Set<Integer> donated = new HashSet<>(request.getDonatedList());
    Set<Integer> fed = new HashSet<>();
    chunked.getFeedsList().forEach(feed -> fed.add(feed.getArgument()));
    Map<Integer, Immediate> immediates = new HashMap<>();
    request.getImmediatesList().forEach(each -> immediates.put(each.getArgument(), each));
    List<Buffer> arguments = new ArrayList<>();
    for (int i = 0; i < request.getArgumentsCount(); i++) {
      Immediate immediate = immediates.get(i);
      if (immediate != null) {
        arguments.add(own(devices.upload(immediate)));
        continue;
      }
      // A fed argument has no array before its first iteration; feed() puts one here.
      ByteString bits = fed.contains(i) ? firstOf(i) : request.getArguments(i);
      arguments.add(
          donated.contains(i) && !fed.contains(i)
              ? own(holdings.take(new Handle(bits)))
              : holdings.array(new Handle(bits)));
    }
    return arguments;
  }

  private ByteString firstOf(int argument) {
    return chunked.getFeedsList().stream()
        .filter(feed -> feed.getArgument() == argument)
        .findFirst()
        .orElseThrow()
        .getArrays(0);
  }

  private void feed(List<Buffer> arguments, int iteration) {
    for (Feed feed : chunked.getFeedsList()) {
      arguments.set(feed.getArgument(), holdings.array(new Handle(feed.getArrays(iteration))));
    }
  }

  /// One execution, when it is its share's turn: a long run lets others in between any two.
  private List<Buffer> execute(LoadedProgram program, List<Buffer> arguments, Caller caller)
      throws InterruptedException {
    long start = System.nanoTime();
    try (var _ = turns.take(holdings.share())) {
      long waited = System.nanoTime() - start;
      waitNanos += waited;
      if (isChunked || waited > LONG_WAIT_NANOS) {
        caller.check();
      }
      return execute(program, arguments);
    }
  }

  private List<Buffer> execute(LoadedProgram program, List<Buffer> arguments) {
    long start = System.nanoTime();
    try (var _ = overdue.watch(deadline, program.module(), "an execution")) {
      return program.executable().execute(arguments, kept(arguments));
    } catch (PjrtException problem) {
      throw PluginFailures.running("execute", problem);
    } finally {
      busyNanos += System.nanoTime() - start;
    }
  }

  /// The arguments that the plugin must leave alone: all but the call's own.
  private Set<Integer> kept(List<Buffer> arguments) {
    Set<Integer> kept = new HashSet<>();
    for (int i = 0; i < arguments.size(); i++) {
      if (!owned.contains(arguments.get(i))) {
        kept.add(i);
      }
    }
    return kept;
  }

  private void carry(List<Buffer> results, List<Buffer> arguments) {
    List<Buffer> before = List.copyOf(arguments);
    for (Carry carry : chunked.getCarriesList()) {
      arguments.set(carry.getArgument(), own(results.get(carry.getResult())));
    }
    for (Buffer buffer : before) {
      if (!arguments.contains(buffer) && owned.remove(buffer)) {
        buffer.close();
      }
    }
  }

  private ExecuteReply progress(int done, List<Buffer> results) {
    Set<Integer> carried = new HashSet<>();
    chunked.getCarriesList().forEach(carry -> carried.add(carry.getResult()));
    Progress.Builder progress =
        Progress.newBuilder().setDone(done).setTotal(chunked.getIterations());
    for (int i = 0; i < results.size(); i++) {
      if (carried.contains(i)) {
        own(results.get(i));
      } else {
        progress.addKept(output(results.get(i)));
      }
    }
    return ExecuteReply.newBuilder().setProgress(progress).build();
  }

  private List<Buffer> carried(List<Buffer> results) {
    return chunked.getCarriesList().stream().map(carry -> results.get(carry.getResult())).toList();
  }

  private Result result(List<Buffer> outputs) {
    Result.Builder result =
        Result.newBuilder().setExecuteMicros(busyNanos / 1000).setWaitMicros(waitNanos / 1000);
    for (Buffer output : outputs) {
      if (request.getBringResults() && output.shape().bytes() <= Chunks.AT_ONCE_BYTES) {
        result.addOutputs(devices.bring(own(output)));
      } else {
        owned.remove(output);
        result.addOutputs(output(output));
      }
    }
    return result.build();
  }

  private Output.Builder output(Buffer buffer) {
    Handle handle = holdings.add(buffer);
    made.add(handle);
    return Output.newBuilder()
        .setArray(handle.bits())
        .setType(WireTypes.toWire(LoadedDevices.typeOf(buffer.shape())));
  }

  private Buffer own(Buffer buffer) {
    owned.add(buffer);
    return buffer;
  }
}
