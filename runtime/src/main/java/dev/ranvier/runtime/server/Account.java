package dev.ranvier.runtime.server;

import dev.ranvier.proto.runtime.v1.Failure.Kind;
import dev.ranvier.runtime.protocol.Failures;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/// What one caller has of a runtime now, held against its quotas. All of it belongs to sessions:
/// with the last one, nothing is left.
final class Account {
  private static final Duration SOON = Duration.ofMillis(100);

  private final String caller;
  private final Quotas quotas;
  private int sessions;
  private int executables;
  private final Map<Work, Integer> calls = new EnumMap<>(Work.class);
  private long deviceBytes;
  private long segmentBytes;

  Account(String caller, Quotas quotas) {
    this.caller = caller;
    this.quotas = quotas;
  }

  String caller() {
    return caller;
  }

  synchronized void openSession() {
    if (sessions >= quotas.sessions()) {
      throw limit(
          "%d sessions are open, the most that one caller may have; close one".formatted(sessions));
    }
    sessions++;
  }

  synchronized void closeSession() {
    sessions--;
  }

  synchronized void addExecutable() {
    if (executables >= quotas.executables()) {
      throw limit(
          "%d executables are held, the most that one caller may have; close one"
              .formatted(executables));
    }
    executables++;
  }

  synchronized void removeExecutable() {
    executables--;
  }

  /// Sets bytes of device memory aside for an array.
  void takeDevice(long bytes) {
    synchronized (this) {
      if (bytes <= quotas.deviceBytes() - deviceBytes) {
        deviceBytes += bytes;
        return;
      }
    }
    throw limit(
        "%d bytes more than the %d that are held on the devices would be over the %d that one caller may have; close arrays"
            .formatted(bytes, deviceBytes(), quotas.deviceBytes()));
  }

  /// @param peakBytes what a module's values take at a time
  void requireRoom(String module, long peakBytes) {
    if (peakBytes > quotas.deviceBytes()) {
      throw limit(
          "module \"%s\" has values of up to %d bytes at a time, more than the %d that one caller may have; make its arrays smaller, or run it in parts"
              .formatted(module, peakBytes, quotas.deviceBytes()));
    }
  }

  synchronized void giveDevice(long bytes) {
    deviceBytes -= bytes;
  }

  synchronized void takeSegment(long bytes) {
    if (bytes > quotas.segmentBytes() - segmentBytes) {
      throw limit(
          "%d bytes more than the %d of its segments would be over the %d that one caller may have; send chunks"
              .formatted(bytes, segmentBytes, quotas.segmentBytes()));
    }
    segmentBytes += bytes;
  }

  synchronized void giveSegment(long bytes) {
    segmentBytes -= bytes;
  }

  synchronized long deviceBytes() {
    return deviceBytes;
  }

  synchronized void begin(Work work) {
    int running = calls.getOrDefault(work, 0);
    if (running >= quotas.calls()) {
      throw Failures.busy(
          "caller \"%s\": %d of its %s are being served, the most that one caller may have; try again later"
              .formatted(caller, running, work.plural()),
          SOON);
    }
    calls.put(work, running + 1);
  }

  synchronized void end(Work work) {
    calls.merge(work, -1, Integer::sum);
  }

  synchronized boolean isIdle() {
    return sessions == 0;
  }

  private StatusRuntimeException limit(String line) {
    return Failures.of(Kind.KIND_LIMIT, "caller \"%s\": %s".formatted(caller, line));
  }
}
