package dev.ranvier.runtime.client;

import dev.ranvier.proto.admin.v1.StatusReply;
import java.util.List;

/// What a runtime is doing, and what it has done since it started.
///
/// @param draining whether it is about to end
/// @param sessions oldest first
/// @param workers one for each device set
/// @param calls one for each kind of call that was made
/// @param receivedBytes of messages since the start
/// @param sentBytes of messages since the start
public record RuntimeStatus(
    long uptimeMillis,
    boolean draining,
    List<SessionStatus> sessions,
    List<WorkerStatus> workers,
    List<CallStatus> calls,
    long receivedBytes,
    long sentBytes) {
  /// A session that is open.
  public record SessionStatus(
      String tenant,
      String deviceSet,
      long ageMillis,
      int arrays,
      int executables,
      long arrayBytes) {}

  /// A device set's worker.
  ///
  /// @param pid 0 while none is up
  /// @param residentBytes memory of its process in RAM; 0 where the system does not say
  /// @param deaths how many workers the set has lost
  /// @param arrayBytes of arrays that sessions hold in it
  public record WorkerStatus(
      String deviceSet, long pid, long residentBytes, int deaths, long arrayBytes) {}

  /// What one kind of call has come to.
  ///
  /// @param method such as `ranvier.runtime.v1.Runtime/Execute`
  /// @param seconds that the ended ones took, all together
  public record CallStatus(
      String method, long started, long succeeded, long failed, double seconds) {}

  public RuntimeStatus {
    sessions = List.copyOf(sessions);
    workers = List.copyOf(workers);
    calls = List.copyOf(calls);
  }

  static RuntimeStatus fromWire(StatusReply reply) {
    return new RuntimeStatus(
        reply.getUptimeMillis(),
        reply.getDraining(),
        reply.getSessionsList().stream().map(RuntimeStatus::session).toList(),
        reply.getWorkersList().stream().map(RuntimeStatus::worker).toList(),
        reply.getCallsList().stream().map(RuntimeStatus::call).toList(),
        reply.getReceivedBytes(),
        reply.getSentBytes());
  }

  private static SessionStatus session(dev.ranvier.proto.admin.v1.Session session) {
    return new SessionStatus(
        session.getTenant(),
        session.getDeviceSet(),
        session.getAgeMillis(),
        session.getArrays(),
        session.getExecutables(),
        session.getArrayBytes());
  }

  private static WorkerStatus worker(dev.ranvier.proto.admin.v1.Worker worker) {
    return new WorkerStatus(
        worker.getDeviceSet(),
        worker.getPid(),
        worker.getResidentBytes(),
        worker.getDeaths(),
        worker.getArrayBytes());
  }

  private static CallStatus call(dev.ranvier.proto.admin.v1.CallTotals call) {
    return new CallStatus(
        call.getMethod(),
        call.getStarted(),
        call.getSucceeded(),
        call.getFailed(),
        call.getSeconds());
  }
}
