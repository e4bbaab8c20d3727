package dev.ranvier.runtime.server.operations;

import dev.ranvier.proto.admin.v1.AdminGrpc;
import dev.ranvier.proto.admin.v1.CallTotals;
import dev.ranvier.proto.admin.v1.Session;
import dev.ranvier.proto.admin.v1.StatusReply;
import dev.ranvier.proto.admin.v1.StatusRequest;
import dev.ranvier.proto.admin.v1.Worker;
import dev.ranvier.runtime.protocol.Answers;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/// What `ranvier top` asks.
final class AdminService extends AdminGrpc.AdminImplBase {
  private final long began = System.nanoTime();
  private final Inspection inspection;
  private final Totals totals;
  private final Drain drain;

  AdminService(Inspection inspection, Totals totals, Drain drain) {
    this.inspection = inspection;
    this.totals = totals;
    this.drain = drain;
  }

  @Override
  public void status(StatusRequest request, StreamObserver<StatusReply> replies) {
    Answers.one(replies, this::status);
  }

  private StatusReply status() {
    StatusReply.Builder reply =
        StatusReply.newBuilder()
            .setUptimeMillis(Duration.ofNanos(System.nanoTime() - began).toMillis())
            .setDraining(drain.hasBegun())
            .setReceivedBytes(totals.receivedBytes())
            .setSentBytes(totals.sentBytes());
    inspection.sessions().forEach(session -> reply.addSessions(wire(session)));
    inspection.workers().forEach(worker -> reply.addWorkers(wire(worker)));
    new TreeMap<>(totals.methods()).entrySet().forEach(entry -> reply.addCalls(wire(entry)));
    return reply.build();
  }

  private static Session wire(SessionView session) {
    return Session.newBuilder()
        .setTenant(session.tenant())
        .setDeviceSet(session.deviceSet())
        .setAgeMillis(session.age().toMillis())
        .setArrays(session.arrays())
        .setExecutables(session.executables())
        .setArrayBytes(session.arrayBytes())
        .build();
  }

  private static Worker wire(WorkerView worker) {
    return Worker.newBuilder()
        .setDeviceSet(worker.deviceSet())
        .setPid(worker.pid())
        .setResidentBytes(ResidentMemory.of(worker.pid()))
        .setDeaths(worker.deaths())
        .setArrayBytes(worker.arrayBytes())
        .build();
  }

  private static CallTotals.Builder wire(Map.Entry<String, Totals.OfMethod> entry) {
    Totals.OfMethod totals = entry.getValue();
    return CallTotals.newBuilder()
        .setMethod(entry.getKey())
        .setStarted(totals.started().sum())
        .setSucceeded(totals.succeeded().sum())
        .setFailed(totals.failed().sum())
        .setSeconds(totals.nanos().sum() / 1e9);
  }
}
