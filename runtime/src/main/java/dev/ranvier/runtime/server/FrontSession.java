package dev.ranvier.runtime.server;

import dev.ranvier.runtime.admission.Destination;
import dev.ranvier.runtime.protocol.Failures;
import dev.ranvier.runtime.protocol.Handle;
import dev.ranvier.runtime.server.operations.SessionView;
import dev.ranvier.runtime.server.security.Caller;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One client's session: the device set it runs on, and what it holds there, on its caller's
/// account.
final class FrontSession implements AutoCloseable {
  private final WorkerSupervisor devices;
  private final Caller owner;
  private final Accounts accounts;
  private final Account account;
  private final long opened = System.nanoTime();
  private final Map<Handle, Held> held = new ConcurrentHashMap<>();
  private final Segments segments;
  private final Repeats repeats = new Repeats();
  private @Nullable WorkerLink link;
  private boolean closed;

  FrontSession(
      WorkerSupervisor devices,
      Caller owner,
      Accounts accounts,
      Account account,
      SegmentStore store) {
    this.devices = devices;
    this.owner = owner;
    this.accounts = accounts;
    this.account = account;
    this.segments = new Segments(store, account);
  }

  /// Whether the session was opened by this caller. Others may not use it, even if they know its
  /// handle.
  boolean isOf(Caller caller) {
    return owner.name().equals(caller.name());
  }

  /// What operators see of it.
  SessionView view() {
    List<Held> now = List.copyOf(held.values());
    List<Held.OfArray> arrays =
        now.stream()
            .flatMap(each -> each instanceof Held.OfArray array ? Stream.of(array) : Stream.empty())
            .toList();
    return new SessionView(
        owner.name(),
        devices.name(),
        Duration.ofNanos(System.nanoTime() - opened),
        arrays.size(),
        now.size() - arrays.size(),
        arrays.stream().mapToLong(array -> array.type().bytes()).sum());
  }

  /// Whose quotas it counts against.
  Account account() {
    return account;
  }

  /// Begins a call of the session.
  ///
  /// @throws io.grpc.StatusRuntimeException RESOURCE_EXHAUSTED if too many are being served
  Accounts.Call begin(Work work) {
    return accounts.begin(account, work);
  }

  /// The memory that it shares with its client.
  Segments segments() {
    return segments;
  }

  /// The executions that may be asked for twice.
  Repeats repeats() {
    return repeats;
  }

  /// What the session's modules are for.
  Destination destination() {
    return devices.destination();
  }

  /// Which modules may go to its workers.
  Quarantine quarantine() {
    return devices.quarantine();
  }

  /// The link to the worker that takes calls now.
  ///
  /// @throws io.grpc.StatusRuntimeException UNAVAILABLE if no worker comes up
  synchronized WorkerLink link() throws InterruptedException {
    if (isClosed()) {
      throw Failures.handle("session: closed; say Hello again");
    }
    WorkerLink known = link;
    if (known != null && known.isAlive()) {
      return known;
    }
    held.forEach((handle, thing) -> forgetIfDead(handle, thing));
    WorkerLink opened = openLink();
    link = opened;
    return opened;
  }

  /// A worker that dies just now has nothing of the session's yet: the next one will do.
  private WorkerLink openLink() throws InterruptedException {
    WorkerProcess worker = devices.worker();
    try {
      return WorkerLink.open(worker, account.caller());
    } catch (StatusRuntimeException problem) {
      if (worker.isAlive()) {
        throw problem;
      }
      return WorkerLink.open(devices.after(worker), account.caller());
    }
  }

  /// Holds something that has been entered in the account.
  ///
  /// @throws io.grpc.StatusRuntimeException NOT_FOUND if the session has been closed meanwhile; it
  ///   is out of the account then
  void hold(Handle handle, Held thing) {
    // Not the lock of link(), which may wait for a worker.
    synchronized (held) {
      if (!closed) {
        held.put(handle, thing);
        return;
      }
    }
    thing.leave(account);
    throw Failures.handle("session: closed; say Hello again");
  }

  private boolean isClosed() {
    synchronized (held) {
      return closed;
    }
  }

  /// No longer held, and out of the account; empty if it was not.
  Optional<Held> release(Handle handle) {
    Optional<Held> thing = Optional.ofNullable(held.remove(handle));
    thing.ifPresent(known -> known.leave(account));
    return thing;
  }

  Held.OfArray array(Handle handle) {
    if (living("array", handle) instanceof Held.OfArray array) {
      return array;
    }
    throw Failures.request("array %s: expected an array, got an executable".formatted(handle));
  }

  Held.OfExecutable executable(Handle handle) {
    if (living("executable", handle) instanceof Held.OfExecutable executable) {
      return executable;
    }
    throw Failures.request("executable %s: expected an executable, got an array".formatted(handle));
  }

  @Override
  public void close() {
    synchronized (held) {
      if (closed) {
        return;
      }
      closed = true;
    }
    held.keySet().forEach(this::release);
    segments.close();
    closeLink();
    accounts.closeSession(account);
  }

  private synchronized void closeLink() {
    if (link != null) {
      link.close();
    }
  }

  private void forgetIfDead(Handle handle, Held thing) {
    if (!thing.link().isAlive()) {
      var _ = release(handle);
    }
  }

  private Held living(String what, Handle handle) {
    Held thing = held.get(handle);
    if (thing == null) {
      throw Failures.handle(
          "%s %s: no such handle in this session; it was freed, or is another session's"
              .formatted(what, handle));
    }
    if (!thing.link().isAlive()) {
      var _ = release(handle);
      throw Failures.gone(
          "%s %s: went with its worker (%s); upload and compile again"
              .formatted(what, handle, thing.link().obituary()));
    }
    return thing;
  }
}
