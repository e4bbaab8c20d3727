package dev.ranvier.runtime.server;

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
import dev.ranvier.proto.runtime.v1.OpenSegmentReply;
import dev.ranvier.proto.runtime.v1.OpenSegmentRequest;
import dev.ranvier.proto.runtime.v1.RuntimeGrpc;
import dev.ranvier.proto.runtime.v1.UploadReply;
import dev.ranvier.proto.runtime.v1.UploadRequest;
import dev.ranvier.runtime.admission.Admission;
import dev.ranvier.runtime.protocol.Answers;
import dev.ranvier.runtime.protocol.Chunks;
import dev.ranvier.runtime.protocol.Failures;
import dev.ranvier.runtime.protocol.PacedReplies;
import dev.ranvier.runtime.protocol.Versions;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;

/// What the front answers. Calls run on virtual threads and may block.
final class FrontService extends RuntimeGrpc.RuntimeImplBase {
  private final ServerSettings settings;
  private final List<WorkerSupervisor> deviceSets;
  private final SessionTable sessions;
  private final Admission admission;
  private final Executor threads;
  private final StallWatch stalls;

  FrontService(
      ServerSettings settings,
      List<WorkerSupervisor> deviceSets,
      SessionTable sessions,
      Executor threads,
      StallWatch stalls) {
    this.settings = settings;
    this.deviceSets = List.copyOf(deviceSets);
    this.sessions = sessions;
    this.admission = new Admission(settings.admission());
    this.threads = threads;
    this.stalls = stalls;
  }

  @Override
  public void hello(HelloRequest request, StreamObserver<HelloReply> replies) {
    Answers.one(replies, () -> hello(request));
  }

  @Override
  public void listDevices(ListDevicesRequest request, StreamObserver<ListDevicesReply> replies) {
    Answers.one(replies, this::listDevices);
  }

  @Override
  public StreamObserver<CompileRequest> compile(StreamObserver<CompileReply> replies) {
    return stalls.over(
        "compile",
        new CompileRelay(replies, sessions::current, admission, settings.deadlines().compile()));
  }

  @Override
  public StreamObserver<UploadRequest> upload(StreamObserver<UploadReply> replies) {
    return stalls.over(
        "upload", new UploadRelay(replies, sessions::current, settings.deadlines().transfer()));
  }

  @Override
  public void download(DownloadRequest request, StreamObserver<DownloadReply> replies) {
    DownloadRelay relay = new DownloadRelay(request, settings.deadlines().transfer());
    PacedReplies.serve(replies, threads, paced -> relay.serve(sessions.current(), paced));
  }

  @Override
  public void execute(ExecuteRequest request, StreamObserver<ExecuteReply> replies) {
    if (PlainExecution.is(request)) {
      executePlainly(request, replies);
      return;
    }
    ExecuteRelay relay = new ExecuteRelay(request, settings.deadlines().execute());
    PacedReplies.serve(replies, threads, paced -> relay.serve(sessions.current(), paced, threads));
  }

  private void executePlainly(ExecuteRequest request, StreamObserver<ExecuteReply> replies) {
    try {
      PlainExecution.start(
          request, sessions.current(), settings.deadlines().execute(), replies, threads);
    } catch (RuntimeException problem) {
      replies.onError(Answers.toStatus(problem));
    }
  }

  @Override
  public void openSegment(OpenSegmentRequest request, StreamObserver<OpenSegmentReply> replies) {
    Answers.one(replies, () -> sessions.current().segments().open(request));
  }

  @Override
  public void free(FreeRequest request, StreamObserver<FreeReply> replies) {
    Answers.one(replies, () -> FreeRelay.serve(sessions.current(), request));
  }

  @Override
  public void closeSession(CloseSessionRequest request, StreamObserver<CloseSessionReply> replies) {
    Answers.one(replies, this::closeSession);
  }

  private HelloReply hello(HelloRequest request) {
    Versions client = Versions.of(request.getVersions());
    int version =
        Versions.SUPPORTED
            .agree(client)
            .orElseThrow(() -> Failures.protocol(Versions.SUPPORTED, client));
    return HelloReply.newBuilder()
        .setVersion(version)
        .setVersions(Versions.SUPPORTED.toWire())
        .setServer("ranvier")
        .setSession(sessions.open(deviceSet(request.getDeviceSet())).bits())
        .setLeaseMillis(settings.lease().toMillis())
        .setMaxChunkBytes(Chunks.MAX_BYTES)
        .build();
  }

  private WorkerSupervisor deviceSet(String name) {
    if (name.isEmpty()) {
      return deviceSets.getFirst();
    }
    return deviceSets.stream()
        .filter(set -> set.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                Failures.request(
                    "device set \"%s\": there is none such; this runtime has %s"
                        .formatted(name, names())));
  }

  private String names() {
    return deviceSets.stream()
        .map(set -> "\"" + set.name() + "\"")
        .collect(Collectors.joining(", "));
  }

  private ListDevicesReply listDevices() {
    ListDevicesReply.Builder reply = ListDevicesReply.newBuilder();
    deviceSets.forEach(
        set -> reply.addDeviceSets(set.description().toBuilder().setName(set.name())));
    return reply.build();
  }

  private CloseSessionReply closeSession() {
    sessions.closeCurrent();
    return CloseSessionReply.getDefaultInstance();
  }
}
