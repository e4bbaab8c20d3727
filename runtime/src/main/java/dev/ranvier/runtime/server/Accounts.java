package dev.ranvier.runtime.server;

import dev.ranvier.proto.runtime.v1.Failure.Kind;
import dev.ranvier.runtime.protocol.Failures;
import dev.ranvier.runtime.server.security.Caller;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/// The accounts of all callers, and what is being served for all of them together. Where nobody is
/// asked who they are, each session is a caller of its own.
final class Accounts {
  private static final Duration SOON = Duration.ofMillis(250);

  private final Quotas quotas;
  private final Map<String, Account> accounts = new HashMap<>();
  private final Map<Work, Integer> calls = new EnumMap<>(Work.class);
  private int sessions;

  Accounts(Quotas quotas) {
    this.quotas = quotas;
  }

  /// A call that is being served. Closing it ends it.
  interface Call extends AutoCloseable {
    @Override
    void close();
  }

  /// Opens a session of who makes the call being served.
  ///
  /// @param session what to call it, where its caller is not known
  /// @throws io.grpc.StatusRuntimeException RESOURCE_EXHAUSTED if there are too many
  synchronized Account openSession(String session) {
    if (sessions >= quotas.allSessions()) {
      throw Failures.of(
          Kind.KIND_LIMIT,
          "runtime: %d sessions are open, the most that it takes; try again later"
              .formatted(sessions));
    }
    Caller caller = Caller.current();
    String name = caller.equals(Caller.ANONYMOUS) ? session : caller.name();
    Account account = accounts.computeIfAbsent(name, _ -> new Account(name, quotas));
    account.openSession();
    sessions++;
    return account;
  }

  synchronized void closeSession(Account account) {
    sessions--;
    account.closeSession();
    if (account.isIdle()) {
      accounts.remove(account.caller());
    }
  }

  /// Begins a call.
  ///
  /// @throws io.grpc.StatusRuntimeException RESOURCE_EXHAUSTED, with a time to try again, if too
  ///   many are being served already
  synchronized Call begin(Account account, Work work) {
    int running = running(work);
    if (running >= quotas.allCalls()) {
      throw Failures.busy(
          "runtime: %d %s are being served, the most that it takes; try again later"
              .formatted(running, work.plural()),
          SOON);
    }
    account.begin(work);
    calls.put(work, running + 1);
    AtomicBoolean ended = new AtomicBoolean();
    return () -> {
      if (ended.compareAndSet(false, true)) {
        end(account, work);
      }
    };
  }

  /// How many calls are being served now.
  synchronized int running(Work work) {
    return calls.getOrDefault(work, 0);
  }

  private synchronized void end(Account account, Work work) {
    calls.merge(work, -1, Integer::sum);
    account.end(work);
  }
}
