package dev.ranvier.runtime.inference;

import dev.ranvier.runtime.RuntimeFailure;
import dev.ranvier.runtime.client.RuntimeClient;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The session with one runtime that all models share; opened anew when it is lost.
final class HostConnection implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HostConnection.class);

  private final Supplier<RuntimeClient> source;
  private @Nullable RuntimeClient client;

  HostConnection(Supplier<RuntimeClient> source) {
    this.source = source;
  }

  /// @throws RuntimeFailure if it can't be opened
  synchronized RuntimeClient client() {
    RuntimeClient open = client;
    if (open == null) {
      open = source.get();
      client = open;
    }
    return open;
  }

  /// A session is lost, unless another one has taken its place already.
  synchronized void lost(RuntimeClient which) {
    if (client == which) {
      close();
    }
  }

  @Override
  public synchronized void close() {
    RuntimeClient open = client;
    client = null;
    if (open != null) {
      try {
        open.close();
      } catch (RuntimeFailure problem) {
        LOG.debug("closing a session failed", problem);
      }
    }
  }
}
