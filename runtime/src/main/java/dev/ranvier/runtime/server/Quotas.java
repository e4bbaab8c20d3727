package dev.ranvier.runtime.server;

import java.time.Duration;

/// How much of a runtime one caller may have at once. What is over a limit is refused before
/// anything of it is done, and its caller told when to try again where that helps.
///
/// @param sessions open at once, of one caller
/// @param allSessions the same, of all callers
/// @param deviceBytes that a caller's arrays may hold on the devices
/// @param executables of one caller
/// @param segmentBytes that a caller's segments may hold in memory that client and runtime share
/// @param calls compilations and executions of one caller that are being served or wait, and as
///   many transfers
/// @param allCalls the same, of all callers
/// @param stall how long a call may leave the runtime waiting for its next part
public record Quotas(
    int sessions,
    int allSessions,
    long deviceBytes,
    int executables,
    long segmentBytes,
    int calls,
    int allCalls,
    Duration stall) {
  private static final long GIBIBYTE = 1L << 30;

  public static final Quotas DEFAULT =
      new Quotas(1024, 4096, 16 * GIBIBYTE, 4096, 8 * GIBIBYTE, 128, 1024, Duration.ofSeconds(30));

  public Quotas withSessions(int ofOne, int ofAll) {
    return new Quotas(ofOne, ofAll, deviceBytes, executables, segmentBytes, calls, allCalls, stall);
  }

  public Quotas withDeviceBytes(long other) {
    return new Quotas(
        sessions, allSessions, other, executables, segmentBytes, calls, allCalls, stall);
  }

  public Quotas withCalls(int ofOne, int ofAll) {
    return new Quotas(
        sessions, allSessions, deviceBytes, executables, segmentBytes, ofOne, ofAll, stall);
  }

  public Quotas withStall(Duration other) {
    return new Quotas(
        sessions, allSessions, deviceBytes, executables, segmentBytes, calls, allCalls, other);
  }
}
