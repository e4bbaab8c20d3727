package dev.ranvier.runtime.server.operations;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import dev.ranvier.proto.runtime.v1.CompileReply;
import dev.ranvier.proto.runtime.v1.CompileRequest;
import dev.ranvier.proto.runtime.v1.ExecuteReply;
import dev.ranvier.runtime.server.operations.Meters.Direction;
import dev.ranvier.runtime.server.operations.Meters.Lookup;
import dev.ranvier.runtime.server.security.Caller;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// Counts and writes down every call, also one that is refused before any service sees it. Stands
/// outermost; [#namesCallers()] stands behind what finds out who calls.
///
/// What compilations and executions took on the device is read from the replies on their way.
final class CallRecorder implements ServerInterceptor {
  private final Meters meters;
  private final Totals totals;
  private final Optional<CallLog> log;

  CallRecorder(Meters meters, Totals totals, Optional<CallLog> log) {
    this.meters = meters;
    this.totals = totals;
    this.log = log;
  }

  /// Notes who calls, once that is known.
  static ServerInterceptor namesCallers() {
    return new ServerInterceptor() {
      @Override
      public <Q, A> ServerCall.Listener<Q> interceptCall(
          ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        CallFacts.current().caller(Caller.current());
        return next.startCall(call, headers);
      }
    };
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    Recording recording = new Recording(call.getMethodDescriptor().getFullMethodName());
    ServerCall.Listener<Q> listener =
        Contexts.interceptCall(
            recording.facts.in(Context.current()), new Recorded<>(call, recording), headers, next);
    return new Heard<>(listener, recording);
  }

  /// One call, from its start to its end.
  private final class Recording {
    private final String method;
    private final CallFacts facts = new CallFacts();
    private final long began = System.nanoTime();
    private final AtomicBoolean over = new AtomicBoolean();

    Recording(String method) {
      this.method = method;
      meters.callStarted();
      totals.started(method);
    }

    void received(Object message) {
      if (message instanceof CompileRequest part && part.hasHeader()) {
        ByteString sha256 = part.getHeader().getSha256();
        if (sha256.size() == 32) {
          facts.module(HexFormat.of().formatHex(sha256.toByteArray()));
        }
      }
      if (message instanceof MessageLite sized) {
        totals.received(sized.getSerializedSize());
        meters.transferred(facts.tenant(), Direction.RECEIVED, sized.getSerializedSize());
      }
    }

    void sent(Object message) {
      switch (message) {
        case CompileReply reply -> compiled(reply);
        case ExecuteReply reply when reply.hasResult() -> {
          meters.executed(facts.tenant(), micros(reply.getResult().getExecuteMicros()));
          meters.waited(micros(reply.getResult().getWaitMicros()));
        }
        default -> {}
      }
      if (message instanceof MessageLite sized) {
        totals.sent(sized.getSerializedSize());
        meters.transferred(facts.tenant(), Direction.SENT, sized.getSerializedSize());
      }
    }

    private void compiled(CompileReply reply) {
      for (int i = 0; i < reply.getDamagedEntries(); i++) {
        meters.lookedUp(Lookup.BAD);
      }
      switch (reply.getOrigin()) {
        case ORIGIN_MEMORY, ORIGIN_DISK -> meters.lookedUp(Lookup.HIT);
        case ORIGIN_COMPILED, ORIGIN_UNSPECIFIED, UNRECOGNIZED -> {
          meters.lookedUp(Lookup.MISS);
          meters.compiled(micros(reply.getCompileMicros()));
        }
      }
    }

    void ended(Status.Code outcome) {
      if (over.compareAndSet(false, true)) {
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        if (outcome == Status.Code.RESOURCE_EXHAUSTED) {
          meters.refused(facts.tenant());
        }
        meters.callEnded(method, facts.tenant(), outcome.name(), took);
        totals.ended(method, outcome == Status.Code.OK, took);
        log.ifPresent(each -> each.write(CallLog.Line.of(facts, method, outcome.name(), took)));
      }
    }
  }

  /// What goes out.
  private static final class Recorded<Q, A> extends SimpleForwardingServerCall<Q, A> {
    private final Recording recording;

    Recorded(ServerCall<Q, A> call, Recording recording) {
      super(call);
      this.recording = recording;
    }

    @Override
    public void sendMessage(A message) {
      recording.sent(message);
      super.sendMessage(message);
    }

    @Override
    public void close(Status status, Metadata trailers) {
      recording.ended(status.getCode());
      super.close(status, trailers);
    }
  }

  /// What comes in.
  private static final class Heard<Q> extends SimpleForwardingServerCallListener<Q> {
    private final Recording recording;

    Heard(ServerCall.Listener<Q> listener, Recording recording) {
      super(listener);
      this.recording = recording;
    }

    @Override
    public void onMessage(Q message) {
      recording.received(message);
      super.onMessage(message);
    }

    @Override
    public void onCancel() {
      recording.ended(Status.Code.CANCELLED);
      super.onCancel();
    }
  }

  private static Duration micros(long micros) {
    return Duration.ofNanos(1000 * micros);
  }
}
