package dev.ranvier.runtime.server;

import dev.ranvier.runtime.admission.AdmissionLimits;
import dev.ranvier.runtime.protocol.AccessToken;
import dev.ranvier.runtime.server.operations.OperationsSettings;
import dev.ranvier.runtime.server.security.Listen;
import dev.ranvier.runtime.server.security.SecuritySettings;
import dev.ranvier.runtime.worker.CacheFolder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// All that an operator says about a runtime.
///
/// @param listen where
/// @param deviceSets at least one; the first is for sessions that name none
/// @param security who may call, and over what
/// @param admission the limits on modules
/// @param deadlines the longest that any call may take
/// @param lease how long a session outlives its last connection
/// @param concurrency how many executions one worker runs at once
/// @param quotas how much one caller may have
/// @param restarts when a worker that died is replaced
/// @param cache where machine code is kept from one worker to the next, if it is
/// @param operations what the operator sees of it
public record ServerSettings(
    Listen listen,
    List<DeviceSetSettings> deviceSets,
    SecuritySettings security,
    AdmissionLimits admission,
    Deadlines deadlines,
    Duration lease,
    int concurrency,
    Quotas quotas,
    Restarts restarts,
    Optional<CacheFolder> cache,
    OperationsSettings operations) {
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
        new Listen("127.0.0.1", port),
        List.of(deviceSets),
        SecuritySettings.NONE,
        AdmissionLimits.DEFAULT,
        Deadlines.DEFAULT,
        Duration.ofSeconds(30),
        2,
        Quotas.DEFAULT,
        Restarts.DEFAULT,
        Optional.empty(),
        OperationsSettings.OFF);
  }

  public String host() {
    return listen.host();
  }

  public int port() {
    return listen.port();
  }

  public ServerSettings withHost(String other) {
    return withListen(new Listen(other, listen.port()));
  }

  public ServerSettings withListen(Listen other) {
    return with(draft -> draft.listen = other);
  }

  public ServerSettings withToken(AccessToken other) {
    return withSecurity(security.withToken(other));
  }

  public ServerSettings withDeviceSets(List<DeviceSetSettings> others) {
    return with(draft -> draft.deviceSets = others);
  }

  public ServerSettings withSecurity(SecuritySettings other) {
    return with(draft -> draft.security = other);
  }

  public ServerSettings withAdmission(AdmissionLimits other) {
    return with(draft -> draft.admission = other);
  }

  public ServerSettings withDeadlines(Deadlines other) {
    return with(draft -> draft.deadlines = other);
  }

  public ServerSettings withLease(Duration other) {
    return with(draft -> draft.lease = other);
  }

  public ServerSettings withConcurrency(int other) {
    return with(draft -> draft.concurrency = other);
  }

  public ServerSettings withQuotas(Quotas other) {
    return with(draft -> draft.quotas = other);
  }

  public ServerSettings withRestarts(Restarts other) {
    return with(draft -> draft.restarts = other);
  }

  public ServerSettings withCache(CacheFolder other) {
    return with(draft -> draft.cache = Optional.of(other));
  }

  public ServerSettings withOperations(OperationsSettings other) {
    return with(draft -> draft.operations = other);
  }

  private ServerSettings with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.settings();
  }

  /// Settings of which something is being changed.
  private static final class Draft {
    private List<DeviceSetSettings> deviceSets;
    private Listen listen;
    private SecuritySettings security;
    private AdmissionLimits admission;
    private Deadlines deadlines;
    private Duration lease;
    private int concurrency;
    private Quotas quotas;
    private Restarts restarts;
    private Optional<CacheFolder> cache;
    private OperationsSettings operations;

    Draft(ServerSettings from) {
      deviceSets = from.deviceSets;
      listen = from.listen;
      security = from.security;
      admission = from.admission;
      deadlines = from.deadlines;
      lease = from.lease;
      concurrency = from.concurrency;
      quotas = from.quotas;
      restarts = from.restarts;
      cache = from.cache;
      operations = from.operations;
    }

    ServerSettings settings() {
      return new ServerSettings(
          listen,
          deviceSets,
          security,
          admission,
          deadlines,
          lease,
          concurrency,
          quotas,
          restarts,
          cache,
          operations);
    }
  }
}
