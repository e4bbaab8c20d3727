package dev.ranvier.runtime.server;

import dev.ranvier.runtime.admission.AdmissionLimits;
import dev.ranvier.runtime.protocol.AccessToken;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// All that an operator says about a runtime.
///
/// @param host the address to listen on; the loopback interface unless said otherwise
/// @param port 0 takes any free one
/// @param deviceSets at least one; the first is for sessions that name none
/// @param token what callers must show, if anything
/// @param admission the limits on modules
/// @param deadlines the longest that any call may take
/// @param lease how long a session outlives its last connection
/// @param concurrency how many executions one worker runs at once
public record ServerSettings(
    String host,
    int port,
    List<DeviceSetSettings> deviceSets,
    Optional<AccessToken> token,
    AdmissionLimits admission,
    Deadlines deadlines,
    Duration lease,
    int concurrency) {
  /// Where a runtime listens unless told otherwise.
  public static final int DEFAULT_PORT = 8470;

  /// The longest that calls may take, whatever their callers say. Past it the worker is ended,
  /// since nothing else stops an execution.
  public record Deadlines(
      Duration startWorker, Duration compile, Duration transfer, Duration execute) {
    public static final Deadlines DEFAULT =
        new Deadlines(
            Duration.ofSeconds(60),
            Duration.ofMinutes(10),
            Duration.ofMinutes(10),
            Duration.ofHours(24));
  }

  public ServerSettings {
    deviceSets = List.copyOf(deviceSets);
    if (deviceSets.isEmpty()) {
      throw new IllegalArgumentException("server: expected at least one device set, got none");
    }
  }

  /// A runtime on the loopback interface.
  public static ServerSettings loopback(int port, DeviceSetSettings... deviceSets) {
    return new ServerSettings(
        "127.0.0.1",
        port,
        List.of(deviceSets),
        Optional.empty(),
        AdmissionLimits.DEFAULT,
        Deadlines.DEFAULT,
        Duration.ofSeconds(30),
        2);
  }

  public ServerSettings withHost(String other) {
    return new ServerSettings(
        other, port, deviceSets, token, admission, deadlines, lease, concurrency);
  }

  public ServerSettings withToken(AccessToken other) {
    return new ServerSettings(
        host, port, deviceSets, Optional.of(other), admission, deadlines, lease, concurrency);
  }

  public ServerSettings withAdmission(AdmissionLimits other) {
    return new ServerSettings(host, port, deviceSets, token, other, deadlines, lease, concurrency);
  }

  public ServerSettings withDeadlines(Deadlines other) {
    return new ServerSettings(host, port, deviceSets, token, admission, other, lease, concurrency);
  }

  public ServerSettings withLease(Duration other) {
    return new ServerSettings(
        host, port, deviceSets, token, admission, deadlines, other, concurrency);
  }
}
