package dev.ranvier.runtime.server;

import dev.ranvier.runtime.protocol.Failures;
import dev.ranvier.runtime.protocol.Handle;
import dev.ranvier.runtime.protocol.SessionHeader;
import dev.ranvier.runtime.server.operations.SessionView;
import dev.ranvier.runtime.server.security.Caller;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All sessions of a runtime. One whose last connection is gone for longer than the lease is
/// closed, so that a client that died holds nothing for long.
final class SessionTable implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SessionTable.class);

  private final Duration lease;
  private final Accounts accounts;
  private final SegmentStore segments;
  private final Map<Handle, Entry> sessions = new ConcurrentHashMap<>();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("leases").factory());

  /// A session and the connection it was last used on.
  private record Entry(FrontSession session, Object connection) {}

  SessionTable(Duration lease, Accounts accounts, SegmentStore segments) {
    this.lease = lease;
    this.accounts = accounts;
    this.segments = segments;
  }

  Handle open(WorkerSupervisor devices) {
    Handle handle = Handle.random();
    FrontSession session =
        new FrontSession(
            devices,
            Caller.current(),
            accounts,
            accounts.openSession("session " + handle),
            segments);
    sessions.put(handle, new Entry(session, Connections.current()));
    return handle;
  }

  /// The session of the call being served.
  ///
  /// @throws io.grpc.StatusRuntimeException NOT_FOUND if there is none such, or it is another
  ///   caller's
  FrontSession current() {
    Handle handle = SessionHeader.current();
    Object connection = Connections.current();
    Caller caller = Caller.current();
    Entry entry =
        sessions.computeIfPresent(
            handle,
            (_, known) ->
                known.session.isOf(caller) ? new Entry(known.session, connection) : known);
    if (entry == null || !entry.session.isOf(caller)) {
      throw Failures.handle(
          "session %s: unknown, closed, or its lease has run out; connect again".formatted(handle));
    }
    return entry.session;
  }

  /// Closes the session of the call being served, if it is still open.
  void closeCurrent() {
    Handle handle = SessionHeader.current();
    Entry entry = sessions.get(handle);
    if (entry != null && entry.session.isOf(Caller.current())) {
      close(handle);
    }
  }

  /// What operators see of them, oldest first.
  List<SessionView> views() {
    return sessions.values().stream()
        .map(entry -> entry.session.view())
        .sorted(Comparator.comparing(SessionView::age).reversed())
        .toList();
  }

  int size() {
    return sessions.size();
  }

  /// Starts the lease of the sessions that were last used on a connection that is now gone.
  void disconnected(Object connection) {
    if (!clock.isShutdown()) {
      var _ =
          clock.schedule(() -> closeThoseOf(connection), lease.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
    sessions.keySet().forEach(this::close);
    segments.close();
  }

  private void closeThoseOf(Object connection) {
    sessions.forEach(
        (handle, entry) -> {
          if (entry.connection.equals(connection)) {
            LOG.info("session {}: its client is gone; closed", handle);
            close(handle);
          }
        });
  }

  private void close(Handle handle) {
    Entry entry = sessions.remove(handle);
    if (entry != null) {
      entry.session.close();
    }
  }
}
