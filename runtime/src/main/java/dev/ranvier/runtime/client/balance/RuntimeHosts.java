package dev.ranvier.runtime.client.balance;

import dev.ranvier.runtime.RuntimeFailure;
import dev.ranvier.runtime.RuntimeFailure.Unreachable;
import dev.ranvier.runtime.client.ClientOptions;
import dev.ranvier.runtime.client.RuntimeClient;
import dev.ranvier.runtime.client.ServerAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Runtimes of which any will do. A session is opened on the one with the fewest sessions of ours
/// among those that answer; one that did not answer is left alone for a while, longer each time.
/// Safe for use by several threads.
public final class RuntimeHosts {
  private static final BackOff PAUSES = new BackOff(Duration.ofMillis(500), Duration.ofSeconds(15));

  private final List<Host> hosts;
  private final ClientOptions options;
  private final HealthProbe probe;

  private static final class Host {
    private final ServerAddress address;
    private int sessions;
    private Duration pause = PAUSES.first();
    private Instant again = Instant.EPOCH;
    private @Nullable String reason;

    Host(ServerAddress address) {
      this.address = address;
    }

    boolean isFailing() {
      return reason != null;
    }
  }

  public RuntimeHosts(List<ServerAddress> addresses, ClientOptions options, HealthProbe probe) {
    if (addresses.isEmpty()) {
      throw new IllegalArgumentException("runtimes: expected at least one address, got none");
    }
    this.hosts = addresses.stream().distinct().map(Host::new).toList();
    this.options = options;
    this.probe = probe;
  }

  /// Reads `host:port,host:port,...`.
  ///
  /// @throws Unreachable if one of them is no address
  public static RuntimeHosts parse(String list, ClientOptions options) {
    List<ServerAddress> addresses = new ArrayList<>();
    for (String one : list.split(",", -1)) {
      addresses.add(ServerAddress.parse(one.strip()));
    }
    return new RuntimeHosts(addresses, options, HealthProbe.health());
  }

  public List<ServerAddress> addresses() {
    return hosts.stream().map(host -> host.address).toList();
  }

  public synchronized List<HostState> states() {
    List<HostState> states = new ArrayList<>();
    for (Host host : hosts) {
      String reason = host.reason;
      states.add(
          reason == null
              ? new HostState.Serving(host.address, host.sessions)
              : new HostState.Failing(host.address, reason, host.again));
    }
    return states;
  }

  /// Opens a session on the best of the runtimes.
  ///
  /// @throws Unreachable if none of them takes one; says what is wrong with each
  public HostSession open() {
    List<String> problems = new ArrayList<>();
    for (Host host : inOrder()) {
      Optional<RuntimeFailure> problem = probe.problem(host.address, options);
      if (problem.isPresent()) {
        problems.add(note(host, problem.get()));
        continue;
      }
      try {
        return open(host);
      } catch (RuntimeFailure failure) {
        problems.add(String.valueOf(failure.getMessage()));
      }
    }
    throw new Unreachable(
        "runtimes %s: none takes a session: %s"
            .formatted(
                addresses().stream().map(ServerAddress::toString).collect(Collectors.joining(",")),
                String.join("; ", problems)),
        null);
  }

  /// Opens a session on one of them.
  ///
  /// @throws RuntimeFailure if it can't be opened there
  public HostSession open(ServerAddress address) {
    Host host =
        hosts.stream()
            .filter(one -> one.address.equals(address))
            .findFirst()
            .orElseThrow(
                () -> new IllegalArgumentException(address + " is none of " + addresses()));
    return open(host);
  }

  private HostSession open(Host host) {
    try {
      RuntimeClient client = RuntimeClient.connect(host.address.toString(), options);
      opened(host);
      return new HostSession(host.address.toString(), client, () -> closed(host));
    } catch (RuntimeFailure problem) {
      var _ = note(host, problem);
      throw problem;
    }
  }

  /// Those that answered last time before those that did not; those that it is time to ask again
  /// before the others; among them those with fewer sessions first.
  private synchronized List<Host> inOrder() {
    Instant now = Instant.now();
    return hosts.stream()
        .sorted(
            Comparator.<Host>comparingInt(host -> rank(host, now))
                .thenComparingInt(host -> host.sessions))
        .toList();
  }

  private static int rank(Host host, Instant now) {
    if (!host.isFailing()) {
      return 0;
    }
    return host.again.isBefore(now) ? 1 : 2;
  }

  private synchronized String note(Host host, RuntimeFailure problem) {
    String reason = String.valueOf(problem.getMessage());
    host.reason = reason;
    host.again = Instant.now().plus(host.pause);
    host.pause = PAUSES.after(host.pause);
    return reason;
  }

  private synchronized void opened(Host host) {
    host.sessions++;
    host.reason = null;
    host.pause = PAUSES.first();
  }

  private synchronized void closed(Host host) {
    host.sessions--;
  }
}
