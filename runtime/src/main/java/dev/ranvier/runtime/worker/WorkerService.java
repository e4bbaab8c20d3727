package dev.ranvier.runtime.worker;

import dev.ranvier.proto.runtime.v1.CloseSessionReply;
import dev.ranvier.proto.runtime.v1.CloseSessionRequest;
import dev.ranvier.proto.runtime.v1.CompileReply;
import dev.ranvier.proto.runtime.v1.CompileRequest;
import dev.ranvier.proto.runtime.v1.DownloadReply;
import dev.ranvier.proto.runtime.v1.DownloadRequest;
import dev.ranvier.proto.runtime.v1.ExecuteReply;
import dev.ranvier.proto.runtime.v1.ExecuteRequest;
import dev.ranvier.proto.runtime.v1.FreeReply;
import dev.ranvier.proto.runtime.v1.FreeRequest;
import dev.ranvier.proto.runtime.v1.HelloReply;
import dev.ranvier.proto.runtime.v1.HelloRequest;
import dev.ranvier.proto.runtime.v1.ListDevicesReply;
import dev.ranvier.proto.runtime.v1.ListDevicesRequest;
import dev.ranvier.proto.runtime.v1.Result;
import dev.ranvier.proto.runtime.v1.RuntimeGrpc;
import dev.ranvier.proto.runtime.v1.UploadReply;
import dev.ranvier.proto.runtime.v1.UploadRequest;
import dev.ranvier.proto.worker.v1.LaneCall;
import dev.ranvier.runtime.lane.LaneService;
import dev.ranvier.runtime.protocol.Answers;
import dev.ranvier.runtime.protocol.Chunks;
import dev.ranvier.runtime.protocol.Failures;
import dev.ranvier.runtime.protocol.Handle;
import dev.ranvier.runtime.protocol.PacedReplies;
import dev.ranvier.runtime.protocol.SessionHeader;
import dev.ranvier.runtime.protocol.Versions;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// What a worker answers. Its only caller is its front, which has checked everything that can be
/// checked without a plugin, and bounds how many calls there are.
final class WorkerService extends RuntimeGrpc.RuntimeImplBase {
  private static final int COMPILE_THREADS = 1;
  private static final int TRANSFER_THREADS = 4;

  private final LoadedDevices devices;
  private final Programs programs;
  private final Overdue overdue;
  private final Turns turns;
  private final ExecutorService executions =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("execute-", 0).factory());
  private final ExecutorService compilations =
      Executors.newFixedThreadPool(
          COMPILE_THREADS, Thread.ofPlatform().daemon().name("compile-", 0).factory());
  private final ExecutorService transfers =
      Executors.newFixedThreadPool(
          TRANSFER_THREADS, Thread.ofPlatform().daemon().name("transfer-", 0).factory());
  private final Map<Handle, Holdings> sessions = new ConcurrentHashMap<>();

  WorkerService(LoadedDevices devices, Programs programs, int concurrency, Overdue overdue) {
    this.devices = devices;
    this.programs = programs;
    this.overdue = overdue;
    this.turns = new Turns(concurrency, System::nanoTime);
  }

  @Override
  public void hello(HelloRequest request, StreamObserver<HelloReply> replies) {
    Answers.one(replies, () -> hello(request));
  }

  @Override
  public void listDevices(ListDevicesRequest request, StreamObserver<ListDevicesReply> replies) {
    Answers.one(
        replies, () -> ListDevicesReply.newBuilder().addDeviceSets(devices.describe()).build());
  }

  @Override
  public StreamObserver<CompileRequest> compile(StreamObserver<CompileReply> replies) {
    return new CompileCall(replies, programs, this::current, compilations, overdue);
  }

  @Override
  public StreamObserver<UploadRequest> upload(StreamObserver<UploadReply> replies) {
    return new UploadCall(replies, devices.client(), this::current, transfers);
  }

  @Override
  public void download(DownloadRequest request, StreamObserver<DownloadReply> replies) {
    PacedReplies.serve(
        replies,
        transfers,
        paced ->
            new DownloadCall(current().array(new Handle(request.getArray())), request.getSegment())
                .serve(paced));
  }

  @Override
  public void execute(ExecuteRequest request, StreamObserver<ExecuteReply> replies) {
    PacedReplies.serve(
        replies,
        executions,
        paced -> {
          ExecuteCall call = call(request, current(), Context.current().getDeadline());
          Result result = call.serve(new PacedCaller(paced));
          paced.send(ExecuteReply.newBuilder().setResult(result).build(), call::forget);
        });
  }

  /// What comes over lanes.
  LaneService.Answer execute(LaneCall lane, LaneService.Caller caller) throws InterruptedException {
    Holdings holdings = session(new Handle(lane.getSession()));
    ExecuteCall call = call(lane.getRequest(), holdings, caller.deadline());
    return new LaneService.Answer(call.serve(new LaneCaller(caller)), call::forget);
  }

  private ExecuteCall call(ExecuteRequest request, Holdings holdings, @Nullable Deadline deadline) {
    return new ExecuteCall(request, devices, holdings, turns, overdue, deadline);
  }

  private record PacedCaller(PacedReplies<ExecuteReply> replies) implements ExecuteCall.Caller {
    @Override
    public void check() {
      replies.checkNotCancelled();
    }

    @Override
    public void progress(ExecuteReply reply) throws InterruptedException {
      replies.send(reply);
    }
  }

  private record LaneCaller(LaneService.Caller caller) implements ExecuteCall.Caller {
    @Override
    public void check() {
      if (caller.isGone()) {
        throw Status.CANCELLED.withDescription("the caller is gone").asRuntimeException();
      }
    }

    @Override
    public void progress(ExecuteReply reply) {
      throw new IllegalStateException("chunked runs do not come over lanes");
    }
  }

  @Override
  public void free(FreeRequest request, StreamObserver<FreeReply> replies) {
    transfers.execute(Context.current().wrap(() -> Answers.one(replies, () -> free(request))));
  }

  @Override
  public void closeSession(CloseSessionRequest request, StreamObserver<CloseSessionReply> replies) {
    transfers.execute(Context.current().wrap(() -> Answers.one(replies, this::closeSession)));
  }

  private HelloReply hello(HelloRequest request) {
    Versions client = Versions.of(request.getVersions());
    int version =
        Versions.SUPPORTED
            .agree(client)
            .orElseThrow(() -> Failures.protocol(Versions.SUPPORTED, client));
    Handle session = Handle.random();
    sessions.put(session, new Holdings(request.getShare()));
    return HelloReply.newBuilder()
        .setVersion(version)
        .setVersions(Versions.SUPPORTED.toWire())
        .setServer("ranvier-worker")
        .setSession(session.bits())
        .setMaxChunkBytes(Chunks.MAX_BYTES)
        .build();
  }

  private FreeReply free(FreeRequest request) {
    Holdings holdings = current();
    long freed =
        request.getHandlesList().stream().filter(bits -> holdings.free(new Handle(bits))).count();
    return FreeReply.newBuilder().setFreed((int) freed).build();
  }

  private CloseSessionReply closeSession() {
    Holdings gone = sessions.remove(SessionHeader.current());
    if (gone != null) {
      gone.close();
    }
    return CloseSessionReply.getDefaultInstance();
  }

  private Holdings current() {
    return session(SessionHeader.current());
  }

  private Holdings session(Handle session) {
    Holdings holdings = sessions.get(session);
    if (holdings == null) {
      throw Failures.handle("session %s: unknown or closed; say Hello again".formatted(session));
    }
    return holdings;
  }
}
