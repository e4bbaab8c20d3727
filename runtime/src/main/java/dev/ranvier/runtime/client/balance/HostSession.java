package dev.ranvier.runtime.client.balance;

import dev.ranvier.runtime.client.RuntimeClient;
import java.util.concurrent.atomic.AtomicBoolean;

/// A session and the runtime where it is. Closing it ends the session.
public final class HostSession implements AutoCloseable {
  private final String host;
  private final RuntimeClient client;
  private final Runnable closed;
  private final AtomicBoolean isClosed = new AtomicBoolean();

  HostSession(String host, RuntimeClient client, Runnable closed) {
    this.host = host;
    this.client = client;
    this.closed = closed;
  }

  /// A session that belongs to no list of hosts, such as one with a runtime of one's own.
  public static HostSession of(String host, RuntimeClient client) {
    return new HostSession(host, client, () -> {});
  }

  /// The runtime's address.
  public String host() {
    return host;
  }

  public RuntimeClient client() {
    return client;
  }

  @Override
  public void close() {
    if (isClosed.compareAndSet(false, true)) {
      try {
        client.close();
      } finally {
        closed.run();
      }
    }
  }
}
